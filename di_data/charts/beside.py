"""Words beside a chart instead of a legend: the names of lines at their right end, and titles above upright lines.

They are the labels of axes of their own: only those follow the light and the dark page, and the chart makes room for them.
"""

import json
import textwrap
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate
from typing import Any, NamedTuple

LINE = 15
"""Pixels from one line of words to the next."""

WIDEST = 190
"""Pixels for the words beside a line; the tooltip and the description have them whole."""

TITLE_WIDTH = 58
"""Characters of a title in a line: fits beside the menu on a page of 800 pixels."""

NOTE_WIDTH = 64
"""The same for a note below a chart, in a smaller letter."""

MARK_WIDTH = {"expr": "max(160, width * 0.55)"}
"""Pixels for a title above the chart: it runs over the wider half, and a little beyond; the tooltip and the description have it whole."""


class Named(NamedTuple):
    """A level line and the lines of words at its end."""

    value: float
    words: tuple[str, ...]


class Marked(NamedTuple):
    """An upright line and the words above it."""

    at: date
    words: str


def wrapped(words: str, width: int = TITLE_WIDTH) -> list[str]:
    """A title in lines that fit on a narrow page; one that is cut off would lose its message."""
    return textwrap.wrap(words, width) or [""]


def spread(values: Sequence[float], gaps: Sequence[float], low: float, high: float) -> list[float]:
    """Rising values moved as little as possible so that each is at least its gap above the one before it, and as far as that
    goes within `low` to `high`. `gaps` has one fewer than `values`. (Isotonic regression: pool what is too close.)"""
    offsets = list(accumulate(gaps, initial=0.0))
    pools: list[list[float]] = []
    for value, offset in zip(values, offsets, strict=True):
        pools.append([value - offset])
        while len(pools) > 1 and _mean(pools[-2]) >= _mean(pools[-1]):
            last = pools.pop()
            pools[-1] += last
    flat = [_mean(pool) for pool in pools for _one in pool]
    kept = [max(min(one, high - offsets[-1]), low) for one in flat] if flat else []
    return [one + offset for one, offset in zip(kept, offsets, strict=True)]


def right_axis(lines: Sequence[Named], low: float, high: float, height: float) -> dict[str, Any] | None:
    """The axis with the names of level lines, for a chart that shows `low` to `high` in this many pixels; None for none."""
    if not lines:
        return None
    rising = sorted(lines)
    line = LINE * (high - low) / height
    # The first line of words stands at its place and the others below it: a pair is lifted, so that its middle is there.
    wanted = [one.value + (len(one.words) - 1) / 2 * line for one in rising]
    gaps = [len(one.words) * line for one in rising[1:]]
    places = spread(wanted, gaps, low + (len(rising[0].words) - 0.5) * line, high - line / 2)
    told = f"({json.dumps([one.words for one in rising])})[round(datum.index * {len(places) - 1})]"
    return {**_LINELESS, "orient": "right", "values": places, "labelExpr": told, "labelLimit": WIDEST, "labelPadding": 8,
            "labelLineHeight": LINE}  # fmt: skip


def lanes(marks: Sequence[Marked], turn: date) -> dict[Marked, int]:
    """The line of words above the chart that each upright line has for itself, 0 the highest, so that none covers another on
    the narrowest page. Those before `turn` run to the right, the others to the left, so that none runs off the page and a
    line seldom meets words."""
    early = sorted(one for one in marks if one.at < turn)
    late = sorted((one for one in marks if one.at >= turn), reverse=True)
    return {one: lane for lane, one in enumerate([*early, *late])}


def rise(lane: int, count: int, padding: float) -> float:
    """Pixels from the chart up to the words in one of so many lanes."""
    return padding + LINE * (count - lane - 1)


def top_axis(mark: Marked, turn: date, height: float) -> dict[str, Any]:
    """The axis with the words above one upright line, this many pixels above the chart."""
    place = {"year": mark.at.year, "month": mark.at.month, "date": mark.at.day}
    align = "left" if mark.at < turn else "right"
    return {**_LINELESS, "orient": "top", "values": [place], "labelExpr": json.dumps(mark.words), "labelLimit": MARK_WIDTH,
            "labelPadding": height, "labelAlign": align}  # fmt: skip


_LINELESS = {"title": None, "grid": False, "ticks": False, "domain": False, "labelOverlap": False, "labelBound": False,
             "labelFlush": False}  # fmt: skip


def named_years(days: Iterable[date]) -> list[dict[str, int]]:
    """Where an axis has the names of the years from the first of these days to the last: in the middle of each, where the
    figure of a year stands."""
    years = sorted({day.year for day in days})
    return [{"year": year, "month": 7, "date": 2} for year in range(years[0], years[-1] + 1)] if years else []


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)
