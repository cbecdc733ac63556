"""The words for the status of a goal: its name, and the one sentence that says why. Pure."""

import math

from di_data.analysis.status import Course, Status, Why
from di_data.config import PER_CENT
from di_data.language import gettext
from di_data.language import mark as _
from di_data.notation import number

NAMES = {
    Course.ON_COURSE: _("On course"),
    Course.NEEDS_ATTENTION: _("Needs attention"),
    Course.ADJUST: _("Adjust"),
    Course.TOO_EARLY: _("Too early to say"),
}
"""What each status is called."""

_SENTENCES = {
    Why.NO_PROGRESS_KNOWN: _("Progress cannot be told yet: a figure, a baseline or a target is missing."),
    Why.NOTHING_SINCE_START: _("There is no figure yet of a period that ended since the start."),
    Why.JUST_STARTED: _("The newest figure is from the first three months of the goal."),
    Why.REACHED: _("The target is reached."),
    Why.REACHED_BUT_CONCERN: _("The target is reached, but the figure gives a signal of concern."),
    Why.ON_LINE: _("{progress}% of the way is done; {expected}% is what the time so far asks."),
    Why.ON_LINE_BUT_CONCERN: _("{progress}% of the way is done, which is in time, but the figure gives a signal of concern."),
    Why.BEHIND: _("{progress}% of the way is done, less than the {expected}% that the time so far asks."),
    Why.BEHIND_BUT_IMPROVING: _("{progress}% of the way is done, less than the {expected}% that the time so far asks, but the figure gives a signal of improvement."),
    Why.BEHIND_AND_CONCERN: _("{progress}% of the way is done, less than the {expected}% that the time so far asks, and the figure gives a signal of concern."),
    Why.FAR_BEHIND: _("{progress}% of the way is done, less than half of the {expected}% that the time so far asks, and there is no signal of improvement."),
    Why.MISSED: _("The due date has passed and {progress}% of the way is done."),
}  # fmt: skip
_FURTHER_AWAY = {
    Why.BEHIND: _("The figure did not come closer to its target."),
    Why.BEHIND_BUT_IMPROVING: _("The figure did not come closer to its target, but it gives a signal of improvement."),
    Why.BEHIND_AND_CONCERN: _("The figure did not come closer to its target, and it gives a signal of concern."),
    Why.FAR_BEHIND: _("The figure did not come closer to its target, and there is no signal of improvement."),
    Why.MISSED: _("The due date has passed and the figure did not come closer to its target."),
}  # fmt: skip
"""The same, where a share of the way would be below nothing."""


def name(course: Course) -> str:
    """What a status is called, in the user's language."""
    return gettext(NAMES[course])


def sentence(status: Status) -> str:
    """Why a goal has its status, in one sentence in the user's language. A share short of all is never rounded up to it."""
    is_away = status.progress is not None and status.progress < 0
    message = _FURTHER_AWAY.get(status.why, _SENTENCES[status.why]) if is_away else _SENTENCES[status.why]
    return gettext(message, progress=_percent(status.progress), expected=_percent(status.expected))


def _percent(share: float | None) -> str:
    if share is None:
        return number(None)
    percent = round(share * PER_CENT, 6)
    return number(math.floor(percent) if share < 1 else round(percent))
