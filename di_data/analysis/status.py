"""The status of a goal: its progress against the straight line to its due date, and the reading of its figure. Pure.

The owner's confidence is shown beside it and never goes into it. The words stand in `di_data.reports.status_words`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from di_data.analysis.progress import expected_share
from di_data.analysis.signals import Signal

EARLY = timedelta(days=90)
"""A figure says little of a goal in its first quarter: actions have yet to start, and a figure covers a month or more."""

SLACK = 0.1
"""A tenth of the way behind the line is still on it: figures move in jumps, and the line is a yardstick, not a forecast.
What is further from its target than at the start is never on it."""

FAR = 0.5
"""Less than half of the way that the line asks: from now on more than its pace is needed, so the plan has to change."""

FAR_AT_LEAST = 0.2
"""And a fifth of the way behind: in the first months half of what the line asks is next to nothing."""


class Course(StrEnum):
    """The status of a goal."""

    ON_COURSE = "on_course"
    NEEDS_ATTENTION = "needs_attention"
    ADJUST = "adjust"
    TOO_EARLY = "too_early"


class Why(StrEnum):
    """The reason for a status; each belongs to one."""

    NO_PROGRESS_KNOWN = "no_progress_known"
    NOTHING_SINCE_START = "nothing_since_start"
    JUST_STARTED = "just_started"
    REACHED = "reached"
    ON_LINE = "on_line"
    REACHED_BUT_CONCERN = "reached_but_concern"
    ON_LINE_BUT_CONCERN = "on_line_but_concern"
    BEHIND = "behind"
    BEHIND_BUT_IMPROVING = "behind_but_improving"
    BEHIND_AND_CONCERN = "behind_and_concern"
    FAR_BEHIND = "far_behind"
    MISSED = "missed"


COURSES = {
    Why.NO_PROGRESS_KNOWN: Course.TOO_EARLY, Why.NOTHING_SINCE_START: Course.TOO_EARLY,
    Why.JUST_STARTED: Course.TOO_EARLY,
    Why.REACHED: Course.ON_COURSE, Why.ON_LINE: Course.ON_COURSE,
    Why.REACHED_BUT_CONCERN: Course.NEEDS_ATTENTION, Why.ON_LINE_BUT_CONCERN: Course.NEEDS_ATTENTION,
    Why.BEHIND: Course.NEEDS_ATTENTION, Why.BEHIND_BUT_IMPROVING: Course.NEEDS_ATTENTION,
    Why.BEHIND_AND_CONCERN: Course.ADJUST, Why.FAR_BEHIND: Course.ADJUST, Why.MISSED: Course.ADJUST,
}  # fmt: skip
"""Which status each reason gives."""


@dataclass(frozen=True, slots=True)
class Status:
    """A goal's status with its reason. `progress` is not clamped; `expected`: where the straight line stood on the last day
    of the figure's period; both None where they play no part. `signal`: the reading of the figure."""

    why: Why
    progress: float | None
    expected: float | None
    signal: Signal

    @property
    def course(self) -> Course:
        """On course, needs attention, adjust, or too early to say."""
        return COURSES[self.why]


def status(*, progress: float | None, starts_on: date, due_on: date, seen_on: date | None, signal: Signal) -> Status:
    """The status of a goal from its `progress` (of its newest figure, None where that cannot be told) and the reading of it.

    `seen_on`: the last day of the period of that figure, on which the straight line is read, so that a figure is not held
    against months that it does not cover. `signal` is that of the series, or of a survey's change; too few points counts
    as no signal. Source: statistics specification, §3.
    """
    if progress is None:
        return Status(Why.NO_PROGRESS_KNOWN, None, None, signal)
    if seen_on is None or seen_on < starts_on:
        return Status(Why.NOTHING_SINCE_START, progress, None, signal)
    expected = expected_share(starts_on, due_on, seen_on)
    return Status(_why(progress, expected, seen_on - starts_on, seen_on >= due_on, signal), progress, expected, signal)


def _why(progress: float, expected: float, since_start: timedelta, is_due: bool, signal: Signal) -> Why:
    is_concern = signal == Signal.CONCERN
    if progress >= 1:
        return Why.REACHED_BUT_CONCERN if is_concern else Why.REACHED
    if is_due:
        return Why.MISSED
    if since_start < EARLY:
        return Why.JUST_STARTED
    if progress >= max(expected - SLACK, 0.0):
        return Why.ON_LINE_BUT_CONCERN if is_concern else Why.ON_LINE
    if is_concern:
        return Why.BEHIND_AND_CONCERN
    if signal == Signal.IMPROVEMENT:
        return Why.BEHIND_BUT_IMPROVING
    return Why.FAR_BEHIND if progress < min(FAR * expected, expected - FAR_AT_LEAST) else Why.BEHIND
