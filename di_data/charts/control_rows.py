"""What a control chart draws: a row per mark, without the specification."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import polars as pl

from di_data import gaps
from di_data.analysis.spc import Xmr
from di_data.analysis.timeline import Step
from di_data.charts.beside import Marked, Named, lanes, rise
from di_data.charts.control_words import Lines, group_name, point_words
from di_data.charts.goal_trend import MARGIN
from di_data.charts.signs import point
from di_data.charts.trend import SMALLEST_SPAN
from di_data.language import gettext as _
from di_data.notation import measured, period
from di_data.periods import Grain, Period
from di_data.vocabulary import Measure

GAP_ROOM, NO_ROOM = 24.0, 5.0
"""Pixels above the chart for the signs of hidden figures, and without them."""


TURN = 0.8
"""How far across the chart words turn round; to the right of it there is the room of the names of the lines."""


class Row(NamedTuple):
    """A mark. `kind` says which; `line` tells the stretches of a line apart; `rise`: pixels that it goes above the chart."""

    kind: str
    line: str = ""
    at: date | None = None
    value: float | None = None
    what: str = ""
    shown: str = ""
    reading: str = ""
    sign: str = ""
    gap: str = ""
    rise: float | None = None


SCHEMA = {name: {"at": pl.Date, "value": pl.Float64, "rise": pl.Float64}.get(name, pl.String) for name in Row._fields}


@dataclass(frozen=True)
class Content:
    """All that a control chart tells."""

    steps: Sequence[Step]
    reading: Xmr
    measure: Measure
    lines: Lines

    def rows(self) -> list[Row]:
        """The marks of the chart."""
        drawn = [*self._figures, *self._levels, *self._beside()]
        groups, started = self._groups(), _("Started")
        for lane, (mark, height) in enumerate(self.heights().items()):
            words = (mark.words, "") if mark in groups else (started, mark.words)
            drawn.append(Row("mark", str(lane), mark.at, what=words[0], shown=words[1], rise=height))
        return drawn

    def heights(self) -> dict[Marked, float]:
        """How many pixels above the chart the words of each upright line stand, the highest first."""
        found = lanes(self._marks(), self.turn())
        return {mark: rise(lane, len(found), self._padding()) for mark, lane in found.items()}

    def _marks(self) -> list[Marked]:
        """The upright lines: the starts of actions, and where another group of figures begins."""
        starts = [Marked(at, " · ".join(titles)) for at, titles in sorted(self.lines.starts.items())]
        return [*starts, *self._groups()]

    def turn(self) -> date:
        """The day from which words above the chart run to the left: before it there is more room on the right."""
        days = [day for step in self.steps for day in (_first_day(step.period), step.period.end)]
        days += self.lines.starts
        return min(days) + (max(days) - min(days)) * TURN if days else date.max

    def months(self) -> int:
        """How many months the chart spans."""
        days = [_drawn_at(step.period) for step in self.steps] + list(self.lines.starts)
        return round((max(days) - min(days)).days / 30.4) if days else 0

    def _padding(self) -> float:
        """Pixels between the chart and the words above it."""
        return GAP_ROOM if any(step.is_hidden for step in self.steps) else NO_ROOM

    def domain(self) -> tuple[float, float]:
        """What the axis shows: at least the smallest span of a percentage, so that noise does not look like news."""
        known = [row.value for row in (*self._figures, *self._levels, *self._beside()) if row.value is not None]
        low, high = (min(known), max(known)) if known else (0.0, 1.0)
        yearly = any(step.period.grain == Grain.YEAR for step in self.steps)
        is_percent = self.measure == Measure.PERCENT
        least = SMALLEST_SPAN["year" if yearly else "month"] if is_percent else abs(high) * MARGIN or 1.0
        room = max(MARGIN * (high - low), (least - (high - low)) / 2)
        return (max(0.0, low - room) if low >= 0 else low - room), high + room

    def named(self) -> list[Named]:
        """The words at the right end of the level lines, and the newest figure among them."""
        reading, lines, told = self.reading, self.lines, self._told
        levels: list[tuple[float | None, tuple[str, ...]]] = [
            (one.value, (f"{told(one.value)} {one.name}, {period(one.period)}",)) for one in lines.references
        ]
        levels.append((lines.target, (_("Target {value}", value=told(lines.target)),)))
        levels.append((lines.baseline, (_("Baseline {value}", value=told(lines.baseline)),)))
        if (last := reading.last) is not None:
            value, mean = reading.values[last], reading.mean[last]
            lower, upper = reading.lower[last], reading.upper[last]
            levels.append((value, (f"{period(self.steps[last].period)}: {told(value)}",)))
            levels.append((mean, (_("Mean {value}", value=told(mean)),)))
            levels.append((lower, (_("Lower limit {value}", value=told(lower)),)))
            levels.append((upper, (_("Upper limit {value}", value=told(upper)),)))
        return [Named(value, words) for value, words in levels if value is not None]

    def _told(self, value: float | None) -> str:
        return measured(value, self.measure)

    def _groups(self) -> list[Marked]:
        words = group_name(self.reading)
        return [Marked(_first_day(self.steps[first].period), words) for first in self.reading.starts[1:]]

    @cached_property
    def _figures(self) -> list[Row]:
        rows = []
        for index, step in enumerate(self.steps):
            row = Row("figure", at=_drawn_at(step.period), value=step.value, what=period(step.period),
                      shown=self._told(step.value), reading=point_words(self.reading, index))  # fmt: skip
            if step.row is not None and step.is_hidden:
                row = row._replace(shown=gaps.cell(step.row), gap=gaps.SIGN)
            if step.value is not None:
                row = row._replace(sign=point(self.reading.variations[index]))
            rows.append(row)
        return rows

    @cached_property
    def _levels(self) -> list[Row]:
        """The mean and the limits of every group, from its first day to its last."""
        reading, steps = self.reading, self.steps
        kinds = (("mean", _("Mean"), reading.mean), ("limit", _("Lower limit"), reading.lower), ("limit", _("Upper limit"), reading.upper))  # fmt: skip
        rows = []
        for first, end in pairwise((*reading.starts, len(steps)) if steps else ()):
            ends = (_first_day(steps[first].period), steps[end - 1].period.end)
            for place, (kind, what, values) in enumerate(kinds):
                value = values[first]
                if value is not None:
                    rows += [Row(kind, f"{first}-{place}", at, value, what, self._told(value)) for at in ends]
        return rows

    def _beside(self) -> list[Row]:
        lines = self.lines
        levels = [("target", _("Target"), lines.target), ("baseline", _("Baseline"), lines.baseline)]
        levels += [("reference", f"{one.name} ({one.origin})", one.value) for one in lines.references]
        return [Row(kind, value=value, what=what, shown=self._told(value)) for kind, what, value in levels if value is not None]  # fmt: skip


def _first_day(at: Period) -> date:
    return at.end if at.grain == Grain.MOVING_YEAR else at.start


def _drawn_at(at: Period) -> date:
    """A moving year stands at its end, where the newest month came in; another period in its middle."""
    return at.end if at.grain == Grain.MOVING_YEAR else at.start + timedelta(days=(at.end - at.start).days // 2)
