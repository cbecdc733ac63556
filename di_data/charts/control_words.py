"""What a control chart says, in words: its notes, the names of its lines, and all of it for who cannot see it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from di_data.analysis.reading_names import name
from di_data.analysis.spc import FEWEST_POINTS, Xmr
from di_data.analysis.timeline import Step
from di_data.charts.figure import gap_words
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import day, measured, number, period
from di_data.periods import Period
from di_data.vocabulary import Measure


@dataclass(frozen=True, slots=True)
class Reference:
    """A benchmark to hold a figure against: a value of a period, with who published it."""

    name: str
    value: float
    period: Period
    source: str

    @property
    def origin(self) -> str:
        """Of when it is, and who published it."""
        return f"{period(self.period)}, {self.source}"


@dataclass(frozen=True)
class Lines:
    """What is drawn beside the figures. `starts`: titles of the actions that started, by month."""

    target: float | None
    baseline: float | None
    starts: Mapping[date, Sequence[str]]
    references: Sequence[Reference]


def note(reading: Xmr) -> str:
    """What a reader has to know of the limits; nothing where they are as they should be."""
    if reading.is_run_chart:
        count = sum(value is not None for value in reading.values)
        return _("Too few figures for limits: {count} of {needed}.", count=number(count), needed=FEWEST_POINTS)
    if reading.last is not None and reading.lower[reading.last] is None:
        return _("Too few figures for limits since the newest group began.")
    return _("The newest limits are provisional: each new figure still moves them.") if reading.is_trial else ""


def group_name(reading: Xmr) -> str:
    """What is new where another group begins."""
    return _("New mean") if reading.is_run_chart else _("New mean and limits")


def point_words(reading: Xmr, index: int) -> str:
    """The reading of a point with the rule that it rests on; nothing for a gap or a run chart."""
    variation, label = reading.variations[index], reading.labels[index]
    if variation is None:
        return ""
    return name(variation) if label is None else f"{name(variation)}: {name(label)}"


def description(steps: Sequence[Step], reading: Xmr, measure: Measure, title: str, lines: Lines) -> str:
    """The whole chart in words, in the order in which it is read."""
    told = [*_ends(steps, measure), *gap_words(step.row for step in steps if step.row is not None)]
    told += _levels(reading, measure)
    told += _signals(steps, reading)
    told += [_("from {when}: {what}", when=period(steps[first].period), what=group_name(reading)) for first in reading.starts[1:]]  # fmt: skip
    if lines.baseline is not None:
        told.append(_("Baseline {value}", value=measured(lines.baseline, measure)))
    if lines.target is not None:
        told.append(_("Target {value}", value=measured(lines.target, measure)))
    told += [f"{one.name} {measured(one.value, measure)} ({one.origin})" for one in lines.references]
    told += [_("started on {day}: {titles}", day=day(at), titles=" · ".join(titles)) for at, titles in sorted(lines.starts.items())]  # fmt: skip
    if words := note(reading):
        told.append(words)
    return f"{title}. " + "; ".join(told)


def _ends(steps: Sequence[Step], measure: Measure) -> list[str]:
    known = [step for step in steps if step.value is not None]
    if not known:
        return []
    first, last = (f"{measured(step.value, measure)} ({period(step.period)})" for step in (known[0], known[-1]))
    return [_("From {first} to {last}", first=first, last=last)]


def _levels(reading: Xmr, measure: Measure) -> list[str]:
    if reading.last is None:
        return []
    mean, lower, upper = (part[reading.last] for part in (reading.mean, reading.lower, reading.upper))
    told = [_("Mean {value}", value=measured(mean, measure))]
    if lower is not None and upper is not None:
        told.append(_("limits from {lower} to {upper}", lower=measured(lower, measure), upper=measured(upper, measure)))
    return told


def _signals(steps: Sequence[Step], reading: Xmr) -> Iterator[str]:
    """What stands out, a line for every stretch of points that do so in the same way."""
    index = 0
    while index < len(steps):
        end = index + 1
        if reading.labels[index] is not None:
            words = point_words(reading, index)
            while end < len(steps) and end not in reading.starts and point_words(reading, end) == words:
                end += 1
            first, last = period(steps[index].period), period(steps[end - 1].period)
            when = first if end == index + 1 else _("{first} to {last}", first=first, last=last)
            yield f"{when}: {words}"
        index = end
    if not reading.is_run_chart and reading.last is not None and not any(reading.labels):
        yield ngettext("{count} figure without a signal", "{count} figures without a signal", sum(value is not None for value in reading.values))  # fmt: skip
