"""The figures and facts of a goal in one line each."""

from collections.abc import Mapping
from typing import Any

from di_data import gaps
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import NOTHING, day, measured, period, span_end
from di_data.reports.chain import Progress, Seen, period_of
from di_data.vocabulary import ActionStatus, GoalStatus, Measure, Position


def figure_line(goal: Mapping[str, Any], name: str, measure: Measure, seen: Seen) -> str:
    """The indicator from its baseline by its latest shown figure to its last target."""
    parts = [_("baseline {value}", value=measured(goal["baseline"], measure)) + _in_period(goal["baseline_period"])]
    parts.append(latest_words(seen, measure))
    if goal["target"] is None:
        parts.append(_("no target yet"))
    else:
        parts.append(_("target {value} by {day}", value=measured(goal["target"], measure), day=day(goal["target_due_on"])))  # fmt: skip
    return f"{name}: " + " → ".join(parts)


def _in_period(code: str | None) -> str:
    return f" ({span_end(code)})" if code else ""


def latest_words(seen: Seen, measure: Measure) -> str:
    """The latest figure that is shown, or why there is none."""
    if seen.shown is not None:
        return _("now {value} ({period})", value=measured(seen.shown["value"], measure), period=period(period_of(seen.shown)))  # fmt: skip
    if seen.latest is not None:
        return _("not shown: {reason}", reason=gaps.why(seen.latest, seen.instead, measure))
    return _("no figure yet")


def who_and_when(goal: Mapping[str, Any]) -> str:
    """For whom it holds, who owns it, and when it should be reached."""
    return " · ".join([
        GoalStatus(goal["status"]).label,
        _("For: {unit}", unit=goal["unit_name"]),
        _("Owner: {role}", role=Position(goal["owner_role"]).label),
        _("From {start} to {end}", start=day(goal["starts_on"]), end=day(goal["due_on"])),
    ])  # fmt: skip


def confidence(goal: Mapping[str, Any]) -> str:
    """How sure the owner was at the last check-in."""
    if goal["confidence"] is None:
        return _("Confidence of the owner: {nothing}", nothing=NOTHING)
    return _("Confidence of the owner: {number} out of 10 ({day})", number=goal["confidence"], day=day(goal["checked_on"]))  # fmt: skip


def actions_line(done: Progress) -> str:
    """How many actions, how many of them run, and how many are past their date."""
    if not done.actions:
        return _("No actions yet")
    running = done.by_status[ActionStatus.RUNNING]
    told = ngettext("{count} action", "{count} actions", done.actions)
    told += ngettext(", of which {count} is running", ", of which {count} are running", running)
    if done.overdue:
        told += ngettext(" and {count} past its date", " and {count} past their date", done.overdue)
    return told
