"""The tasks of one viewer, group by group: each leads with one click to where it is done."""

from datetime import date
from functools import partial

import streamlit as st

from di_data.access import Right
from di_data.export.calendar import MEDIA_TYPE, Appointment, calendar_file
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import day
from di_data.reports import to_do
from di_data.reports.to_do import Group, Task
from di_data.store import now
from di_data.ui.navigation import link
from di_data.ui.reading import read
from di_data.ui.session import Session

AT_MOST, AT_MOST_OF_ONE = 10, 100
"""Tasks of a group on the page while all groups are shown, and while only one is."""

LONGEST_TITLE = 120
"""Characters of a decision or a remark that fit in a line of the list."""


def found(session: Session) -> list[Task]:
    """The tasks of this viewer, from the cache when nothing was written since."""
    return read(to_do.tasks, session, today=date.today())


def summary(tasks: list[Task], today: date) -> str:
    """How much waits, and how much of it is late."""
    late = sum(task.is_late(today) for task in tasks)
    told = ngettext("{count} thing waits for you", "{count} things wait for you", len(tasks))
    return told + (ngettext(", of which {count} past its date.", ", of which {count} past their date.", late) if late else ".")  # fmt: skip


def show(session: Session, tasks: list[Task], at_most: int) -> None:
    """Every group under its sentence, the most urgent first."""
    today, may_write = date.today(), session.viewer.may(Right.LOG_ACTIONS)
    for group, own in to_do.grouped(tasks).items():
        st.header(to_do.sentence(group, own, today), anchor=False)
        if group in to_do.BROKEN:
            st.badge(_("broken link"), icon=":material/link_off:", color="orange")
        for task in own[:at_most]:
            with st.container(horizontal=True, vertical_alignment="center"):
                told = st.container(width="stretch", gap=None)
                told.text(title_of(task))
                if standing := standing_of(task, today):
                    told.caption(standing)
                link(task.page, _way(group) if may_write else _("See it"), **task.address)
        if len(own) > at_most:
            st.caption(
                _(
                    "The first {count} of {total} are shown. Choose this group under “Show” to see more.",
                    count=at_most,
                    total=len(own),
                )
            )


def title_of(task: Task) -> str:
    """What a task is about, on one line."""
    words = " ".join(task.title.split())
    return words if len(words) <= LONGEST_TITLE else words[: LONGEST_TITLE - 1] + "…"


def standing_of(task: Task, today: date) -> str:
    """By when and by whom; nothing when neither is known."""
    told = []
    if task.due_on:
        words = day(task.due_on)
        told.append(_("past its date: {day}", day=words) if task.is_late(today) else _("by {day}", day=words))
    if task.owner:
        told.append(task.owner.label)
    return " · ".join(told)


def _way(group: Group) -> str:
    """The words of the link that leads to where a task of this group is done."""
    return {
        Group.OVERDUE: _("To the action"),
        Group.DECISIONS: _("To the decision"),
        Group.REMARKS: _("Answer it"),
        Group.SMALL_GROUPS: _("Answer it"),
        Group.UNEVALUATED: _("Evaluate"),
        Group.UNSEEN: _("Evaluate"),
        Group.NOT_STARTED: _("Start a next step"),
        Group.STEPS: _("To the next step"),
        Group.EVALUATE: _("Evaluate"),
        Group.SOON: _("To the action"),
        Group.ROADMAP: _("Answer it"),
        Group.CHECK_IN: _("Say how it goes"),
        Group.NO_INDICATOR: _("Choose an indicator"),
        Group.STALE: _("Add a note"),
    }[group]


def download(tasks: list[Task]) -> None:
    """The tasks that have a date as a calendar file, made when it is asked for."""
    dated = [task for task in tasks if task.due_on]
    if not dated:
        return
    st.download_button(
        _("Download for the calendar (Outlook)"), partial(calendar_file, [_appointment(task) for task in dated], now()),
        file_name="inzetwijzer.ics", mime=MEDIA_TYPE, icon=":material/calendar_add_on:",
        help=_("Load the file again later: the same tasks are then updated, not doubled."),
    )  # fmt: skip


def _appointment(task: Task) -> Appointment:
    assert task.due_on is not None
    about = [f"{task.group.label}."]
    if task.owner:
        about.append(_("Taken up by: {role}.", role=task.owner.label))
    return Appointment(task.uid, task.due_on, task.title, " ".join(about))
