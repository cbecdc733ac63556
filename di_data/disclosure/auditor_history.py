"""What each publication adds for who holds all earlier ones: the same numbers again teach nothing.

Of earlier publications the auditor needs only the periods in which something changed, with the periods that hang together
with those by adding up over time. The last one it needs whole. Pure.
"""

from dataclasses import replace
from datetime import date

import polars as pl

from di_data.disclosure.auditor import Publication
from di_data.disclosure.auditor_equations import When
from di_data.periods import MONTHS_IN, Grain, Period

_CELL = ["structure", "unit_id", "grain", "period"]
_TOLD = ["value", "numerator", "denominator", "group_size", "shown"]


class History:
    """All publications of one indicator, the oldest first, as far as they differ."""

    def __init__(self) -> None:
        self._parts: list[Publication] = []
        self._newest: Publication | None = None

    def add(self, own: Publication) -> None:
        """Take the next publication."""
        before, self._newest = self._newest, own
        if before is None or (before.as_was, before.present) != (own.as_was, own.present):
            self._parts.append(own)
        elif when := _changed(before.figures, own.figures):
            self._parts.append(replace(own, figures=_within(own.figures, when)))

    def publications(self) -> list[Publication]:
        """For `audit`: each publication as far as it adds something, and the last one whole."""
        return [] if self._newest is None else [*self._parts[:-1], self._newest]


def _changed(before: pl.DataFrame, after: pl.DataFrame) -> set[When]:
    """The periods in which a figure came, went, was corrected, or was shown or hidden anew."""
    columns = [*_CELL, *_TOLD]
    new = after.join(before, on=columns, how="anti", nulls_equal=True)
    gone = before.join(after, on=columns, how="anti", nulls_equal=True)
    return set(pl.concat([new.select("grain", "period"), gone.select("grain", "period")]).unique().rows())


def _within(figures: pl.DataFrame, changed: set[When]) -> pl.DataFrame:
    """The figures of these periods, of the longer ones that overlap them, and of all that these are made of."""
    there = set(figures.select("grain", "period").unique().rows())
    months = {month for when in changed for month in _months(when)}
    longer = {when for when in there if MONTHS_IN[Grain(when[0])] > 1 and months & _months(when)}
    inside = {month for when in longer for month in _months(when)} | months
    kept = [when for when in there if _months(when) <= inside]
    wanted = pl.DataFrame(kept, schema={"grain": pl.String, "period": pl.Date}, orient="row")
    return figures.join(wanted, on=["grain", "period"], how="semi")


def _months(when: When) -> set[date]:
    """The first days of the months of a period."""
    first = Period(when[1], Grain.MONTH)
    return {first.shifted(number).start for number in range(MONTHS_IN[Grain(when[0])])}
