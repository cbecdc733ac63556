"""Closing the quarter of a review: what it does, how complete the figures are, the button; and what changed since."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from di_data import gaps
from di_data.access import Right
from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import NOTHING, day, measured, moment, number, period, signed
from di_data.periods import Grain, Period, parse
from di_data.register.quarters import close_quarter
from di_data.reports import quarters, review_words
from di_data.ui.people import who
from di_data.ui.reading import read
from di_data.ui.review_meeting import Meeting
from di_data.ui.showing import explain_gaps, plain, rows, saving
from di_data.vocabulary import Measure

AT_MOST = 50
"""Rows of a list on the page: the departments of the goals and the newest periods come first; a sentence counts them all."""


def show(meeting: Meeting) -> None:
    """Of an open quarter how to close it; of a closed one by whom it was, and what is different now."""
    closing = meeting.closing
    if closing is None:
        _open(meeting)
        return
    st.info(
        plain(_("{quarter} was closed on {moment} by {who}. This is the review as it was then.",
                quarter=period(meeting.quarter), moment=moment(closing["as_of"]), who=who(closing["closed_by"]))),
        icon=":material/lock:",
    )  # fmt: skip
    _changed(meeting, closing)


def completeness(meeting: Meeting) -> None:
    """How complete the figures of the quarter are, at closing or now."""
    counted, *lacking = review_words.complete(meeting.complete)
    st.write(counted)
    for sentence in lacking:
        st.write(plain(sentence))


# Closing ---------------------------------------------------------------------------------------


def _open(meeting: Meeting) -> None:
    session, quarter = meeting.session, meeting.quarter
    st.write(
        _("Closing keeps this review as it is now, for good: the figures, the goals, the actions and the decisions. What changes later is shown beside it.")
    )  # fmt: skip
    if why_not := _why_not(meeting):
        st.caption(why_not)
        return
    words = period(quarter)
    with st.popover(_("Close {quarter}…", quarter=words), icon=":material/lock:"):
        st.text(_("This cannot be undone. Decisions can still be recorded and settled afterwards."))
        if skipped := _skipped(meeting):
            st.text(
                ngettext(
                    "{quarters} was not closed. That is no longer possible after this.",
                    "{quarters} were not closed. That is no longer possible after this.",
                    len(skipped), quarters=", ".join(map(period, skipped)),
                )
            )  # fmt: skip
        if st.button(_("Yes, close {quarter}", quarter=words), type="primary", key=f"close {quarter}"):
            with saving(_("{quarter} is closed. Its review stays as it is now.", quarter=words)):
                close_quarter(
                    session.store, session.viewer, quarter, minimum_group=session.settings.minimum_group
                )  # fmt: skip


def _why_not(meeting: Meeting) -> str:
    """Why there is no button; nothing where there is one."""
    quarter = meeting.quarter
    if quarter.end >= date.today():
        return _("This quarter has not ended yet. It can be closed after {day}.", day=day(quarter.end))
    later = [code for code in meeting.closings.column("quarter") if code > str(quarter)]
    if later:
        return _("This quarter cannot be closed any more: {later} is closed already.", later=period(parse(max(later))))
    if not meeting.session.viewer.may(Right.CLOSE_QUARTER):
        return _("The MT closes the quarter.")
    return ""


def _skipped(meeting: Meeting) -> list[Period]:
    """The quarters between the last one that was closed and this one; none while nothing was ever closed."""
    last = meeting.before
    skipped: list[Period] = []
    at = parse(last["quarter"]).shifted(1) if last else meeting.quarter
    while at < meeting.quarter:
        skipped.append(at)
        at = at.shifted(1)
    return skipped


# Changed since closing -------------------------------------------------------------------------


def _changed(meeting: Meeting, closing: Mapping[str, Any]) -> None:
    session, quarter, since = meeting.session, meeting.quarter, closing["as_of"]
    figures = read(
        quarters.changed_figures, session, quarter=quarter, minimum_group=session.settings.minimum_group, since=since
    )
    # What is new belongs to the reviews to come; this one is about what it held.
    records = read(quarters.changed_records, session, since=since).where(
        state=[quarters.Since.CHANGED.value, quarters.Since.REMOVED.value]
    )
    st.subheader(_("Changed since closing"), anchor=False)
    if not len(figures) and not len(records):
        st.write(_("Nothing changed since closing."))
    if len(figures):
        _figures(figures)
    if len(records):
        _records(records)


def _figures(table: SafeTable) -> None:
    found = list(table.rows())
    st.write(
        ngettext(
            "{count} figure in or before this quarter is different now.",
            "{count} figures in or before this quarter are different now.", len(found),
        )
    )  # fmt: skip
    rows(
        [
            {
                _("Indicator"): _(name),
                _("Department"): row["unit_name"],
                _("Period"): period(Period(row["period"], Grain(row["grain"]))),
                _("At closing"): _cell(row, "old"),
                _("Now"): _cell(row, "new"),
                _("Difference"): NOTHING if row["change"] is None else signed(row["change"], 2),
            }
            for row, name in zip(found[:AT_MOST], table.column("indicator_name"), strict=False)
        ],
        name=_("Figures that changed since closing"),
    )
    _say_shortened(len(found))
    hidden = [{"reason": row["old_reason"] or row["new_reason"], "period": row["period"]} for row in found[:AT_MOST]]
    explain_gaps(hidden)


def _cell(row: Mapping[str, Any], which: str) -> str:
    """A figure of one of the two moments; a sign where it was not shown, a dash where there was none."""
    if row[f"{which}_hidden"]:
        return gaps.cell({"reason": row[f"{which}_reason"]})
    return measured(row[f"{which}_value"], Measure(row["measure"]))


def _records(table: SafeTable) -> None:
    found = list(table.rows())
    kinds = {
        "goal": _("Goal"), "goal_target": _("Target"), "action": _("Action"), "decision": _("Decision")
    }  # fmt: skip
    st.write(
        ngettext(
            "{count} goal, target, action or decision of this review is different now.",
            "{count} goals, targets, actions and decisions of this review are different now.", len(found),
        )
    )  # fmt: skip
    rows(
        [
            {
                _("Kind"): kinds[row["kind"]],
                _("About"): row["title"],
                _("What"): _what(row),
            }
            for row in found[:AT_MOST]
        ],
        name=_("Goals, targets, actions and decisions that changed since closing"),
    )
    _say_shortened(len(found))


def _what(row: Mapping[str, Any]) -> str:
    state = quarters.Since(row["state"])
    return f"{state.label}: {quarters.field_words(row['fields'])}" if row["fields"] else state.label


def _say_shortened(count: int) -> None:
    if count > AT_MOST:
        st.caption(_("The first {count} of {total} are shown.", count=AT_MOST, total=number(count)))
