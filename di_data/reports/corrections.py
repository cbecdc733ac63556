"""What a file changes before it is accepted, and every figure that one cell ever had. All behind the privacy gate."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import polars as pl

from di_data.access import Right, Viewer
from di_data.disclosure import SafeTable, guard_changes, guard_records, publish
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import period, signed
from di_data.periods import Grain, Period
from di_data.reports import figures
from di_data.store import Store
from di_data.vocabulary import Change, Hidden


def corrections(
    store: Store, viewer: Viewer, changes: pl.DataFrame, *, minimum_group: int, as_of: datetime | None = None
) -> SafeTable:
    """What a file does to the figures, largest change first, for who may load it.

    `changes` is what `loading.differences.differences` found. `as_of` (UTC): a moment before the file was stored,
    when it is stored already. Columns: `row, indicator, indicator_name, measure, unit_id, unit, unit_name, period,
    grain, old_value, new_value, change, state` (a code of `vocabulary.Change`), `closed, reason`. Where the gate hides
    the present figure, `old_value` and `change` are empty and the state does not tell whether it stays the same.
    """
    viewer.must(Right.LOAD_DATA)
    replaced = changes.filter(pl.col("state") != Change.NEW.value)["indicator"].unique().sort().to_list()
    stored = figures.indicator_values(store, viewer, minimum_group=minimum_group, indicators=replaced, as_of=as_of)
    units = store.read("organisation/units").select(unit_id="id", unit="code", unit_name="name")
    named = (
        changes.rename({"unit": "unit_id"})
        .join(store.read("figures/measures"), on="indicator", how="left", maintain_order="left")
        .join(units, on="unit_id", how="left", maintain_order="left")
    )
    ordered = guard_changes(named, stored).frame()
    by_size = ordered.sort(pl.col("change").abs(), descending=True, nulls_last=True, maintain_order=True)
    return guard_records(by_size.select(
        "row", "indicator", "indicator_name", "measure", "unit_id", "unit", "unit_name", "period", "grain",
        "old_value", "new_value", "change", "state", "closed", "reason",
    ))  # fmt: skip


def publish_loaded(store: Store, viewer: Viewer, delivery: str | None, *, minimum_group: int) -> int:
    """Publish what a delivery changed, so that nobody waits for it on a page.

    Returns how many of its figures do not count yet: they differ by so few people from what was shown that the
    difference would be about them. `minimum_group`: as in `disclosure.publish`. Raises NotAllowed.
    """
    viewer.must(Right.LOAD_DATA)
    publish(store, minimum_group)
    return int(store.read("figures/waiting_corrections", delivery=delivery)["figures"][0])


def waiting(count: int) -> str:
    """What it means that some figures of a delivery wait."""
    return ngettext(
        "{count} figure of this file differs by so few people from what was shown before that the difference would be about them. It is stored, and counts as soon as more has changed.",
        "{count} figures of this file differ by so few people from what was shown before that the difference would be about them. They are stored, and count as soon as more has changed.",
        count,
    )


@dataclass(frozen=True)
class Tally:
    """How many figures of a file are new, change, stay the same or cannot be compared; `closed` of those not the same."""

    new: int
    changed: int
    same: int
    not_compared: int
    closed: int

    @property
    def replaced(self) -> int:
        """The figures that take the place of another."""
        return self.changed + self.same + self.not_compared


def tally(table: SafeTable) -> Tally:
    """The counts of a table of corrections."""
    counted = {state.value: len(table.where(state=state.value)) for state in Change}
    moved = [Change.NEW.value, Change.CHANGED.value, Change.NOT_COMPARED.value]
    return Tally(**counted, closed=len(table.where(state=moved, closed=True)))


def sentences(table: SafeTable) -> list[str]:
    """What a table of corrections says, for a page or the command line; nothing when no figure is replaced.

    One or two sentences, the last about quarters that were closed.
    """
    count = tally(table)
    told = [_replaced(count) + _largest(table)] if count.replaced else []
    if count.closed:
        told.append(ngettext(
            "{count} new or changed figure lies in a quarter that was closed; the report of that quarter stays as it was.",
            "{count} new or changed figures lie in a quarter that was closed; the report of that quarter stays as it was.",
            count.closed))  # fmt: skip
    return told


def _replaced(count: Tally) -> str:
    parts = []
    if count.changed:
        parts.append(ngettext("{count} changes", "{count} change", count.changed))
    if count.same:
        parts.append(ngettext("{count} stays the same", "{count} stay the same", count.same))
    if count.not_compared:
        parts.append(ngettext("{count} cannot be compared, because the present figure is not shown",
                              "{count} cannot be compared, because the present figures are not shown", count.not_compared))  # fmt: skip
    return ngettext("{count} figure is replaced: {parts}.", "{count} figures are replaced: {parts}.",
                    count.replaced, parts=", ".join(parts))  # fmt: skip


def _largest(table: SafeTable) -> str:
    first = table.where(state=Change.CHANGED.value).first()
    if first is None or not first["change"]:
        return ""
    name = first["indicator_name"]
    return " " + _(
        "The largest change is {change}: {indicator}, {unit}, {period}.",
        change=signed(first["change"], 2), indicator=_(name), unit=first["unit_name"],
        period=period(Period(first["period"], Grain(first["grain"]))),
    )  # fmt: skip


def cell_history(
    store: Store, viewer: Viewer, *, minimum_group: int, indicator: str, unit_id: str, period: date, grain: str
) -> SafeTable:
    """Every delivery that ever gave one figure, newest first.

    Columns: `delivery, file_name, loaded_at, loaded_by, provisional, counts, withdrawn_at, withdrawn_by, value,
    hidden, reason, instead_unit, instead_unit_name, instead_grain, instead_period`. `unit_id` is the key of the department, `period` the first day. Each value is what the gate showed
    for the last time while its delivery was the newest: a figure that was hidden then, also to protect a neighbour, stays
    hidden in the history. While the present figure is hidden no value is shown at all.
    """
    viewer.must(Right.SEE_INDICATORS)
    cell: dict[str, Any] = {"unit_id": unit_id, "period": period, "grain": grain}
    found = store.read("figures/cell_history", indicator=indicator, unit=unit_id, period=period, grain=grain)

    def shown(as_of: datetime | None) -> dict[str, Any] | None:
        table = figures.indicator_values(
            store, viewer, minimum_group=minimum_group, indicators=[indicator], as_of=as_of
        )
        return table.where(**cell).first()

    present = shown(None)
    if present is not None and present["hidden"]:
        versions = [present] * found.height
    else:
        # What counts is what is shown now; an earlier one as it was shown for the last time, before the next came.
        ended = [None, *found["loaded_at"]][: found.height]
        last = [
            min((end for end in pair if end), default=None) for pair in zip(ended, found["withdrawn_at"], strict=True)
        ]
        seen = [
            present if counts else shown(moment and moment - timedelta(microseconds=1))
            for counts, moment in zip(found["counts"], last, strict=True)
        ]
        versions = [one or _NOTHING_SHOWN for one in seen]
    return guard_records(
        found.with_columns(
            value=pl.Series([version["value"] for version in versions], dtype=pl.Float64),
            hidden=pl.Series([version["hidden"] for version in versions], dtype=pl.Boolean),
            reason=pl.Series([version["reason"] for version in versions], dtype=pl.String),
            instead_unit=pl.Series([version.get("instead_unit") for version in versions], dtype=pl.String),
            instead_unit_name=pl.Series([version.get("instead_unit_name") for version in versions], dtype=pl.String),
            instead_grain=pl.Series([version.get("instead_grain") for version in versions], dtype=pl.String),
            instead_period=pl.Series([version.get("instead_period") for version in versions], dtype=pl.Date),
        )
    )


_NOTHING_SHOWN: dict[str, Any] = {"value": None, "hidden": True, "reason": Hidden.UNKNOWN_SIZE.value}
"""It never was shown: another delivery came before anybody looked, or the department was not known yet."""
