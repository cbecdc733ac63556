"""CSV and JSON of a safe table."""

import csv
import io
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from di_data import gaps
from di_data.disclosure import SafeTable
from di_data.periods import Grain, Period
from di_data.vocabulary import Hidden

INSTEAD = "instead"
"""A column that only a file for Excel has: the figure to look at instead, in words."""

_GRAIN_OF = {"period": "grain", "instead_period": "instead_grain"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(table: SafeTable) -> str:
    """The table as CSV. A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    for row in table.rows():
        writer.writerow([_cell(row, name, decimal_comma=False) for name in table.columns])
    return out.getvalue()


def excel_csv(table: SafeTable, labels: Mapping[str, str]) -> bytes:
    """The columns of the table that have a label, under that label, as Excel opens it by itself in the Netherlands:
    semicolons, decimal comma, byte-order mark. Why a figure is hidden is told in words, and in the column `INSTEAD` which
    figure to look at instead."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(labels.values())
    for row in table.rows():
        writer.writerow([_cell(row, name, decimal_comma=True) for name in labels])
    return out.getvalue().encode("utf-8-sig")


def json_text(table: SafeTable) -> str:
    """The table as a JSON list of objects."""
    rows = [{name: _plain(row, name) for name in table.columns} for row in table.rows()]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _plain(row: dict[str, object], name: str) -> object:
    value = row[name]
    grain = _GRAIN_OF.get(name)
    if isinstance(value, date) and grain in row:
        return str(Period(value, Grain(str(row[grain]))))
    if isinstance(value, Decimal):  # a sum of the store
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _cell(row: dict[str, object], name: str, *, decimal_comma: bool) -> str:
    value = gaps.place({**row, "unit_id": None}) if name == INSTEAD else _plain(row, name)
    if name == "reason" and value is not None and decimal_comma:
        return Hidden(str(value)).label
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value).replace(".", ",") if decimal_comma else repr(value)
    if isinstance(value, int):
        return str(value)
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
