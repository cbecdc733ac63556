"""The actions as an Excel workbook in the columns and words of the template, so that it loads back as it is."""

from collections.abc import Mapping, Sequence
from typing import Any

from di_data.contracts import step_lines
from di_data.contracts.actions import ACTIONS
from di_data.contracts.fields import FieldType
from di_data.contracts.instruments import label_of
from di_data.disclosure import SafeTable
from di_data.export.template import workbook
from di_data.vocabulary import Instrument

Row = Mapping[str, Any]


def actions_workbook(
    actions: SafeTable,
    *,
    goals: Sequence[str] = (),
    indicators: Mapping[str, str] | None = None,
    instruments: Sequence[str] = (),
) -> bytes:
    """The actions (of `reports.programme.actions`), one a row; without any, the template with its lists.

    `goals`: the titles to choose from. `indicators`: code to name. `instruments`: the municipality's own, beside the
    known ones. A user's text is written as text, whatever it begins with.
    """
    names = dict(indicators or {})
    rows = [_cells(row, names) for row in actions.rows()]
    known = [term.label for term in Instrument]
    own = [name for name in instruments if name not in known]
    return workbook(
        ACTIONS,
        rows,
        {"goal": list(goals), "instrument": known + own, "expected_indicator": list(names.values())},
    )


def _cells(row: Row, indicators: Mapping[str, str]) -> dict[str, object]:
    """The cells of an action by the name of their field."""
    told: dict[str, object] = {field.name: row.get(field.name) for field in ACTIONS.fields}
    for field in ACTIONS.fields:
        codes = row.get(field.name)
        if field.vocabulary is not None and codes:
            several = codes if field.type == FieldType.TERMS else [codes]
            told[field.name] = "; ".join(field.vocabulary(code).label for code in several)
    indicator = row["expected_indicator"]
    return told | {
        "reference": row["reference"] or row["id"],
        "units": "; ".join(row["units"] or ()) or None,
        "instrument": label_of(row["instrument"]),
        "expected_change": _plain_number(row["expected_change"]),
        "expected_indicator": indicator and indicators.get(indicator, indicator),
        "steps": step_lines.written(zip(row["steps"] or (), row["steps_done"] or (), strict=True)) or None,
        "read_version": row["version"],
    }


def _plain_number(value: float | None) -> float | str | None:
    """A number that can be read in one way only: 1,234 may be a thousand, 1,2340 is not."""
    if value is None or round(value, 3) != value or round(value, 2) == value:
        return value
    return f"{value:.4f}".replace(".", ",")
