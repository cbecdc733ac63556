"""What feeds the last phase of the roadmap: the same figures as on the other pages, as sentences that lead there."""

from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from di_data import gaps
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import measured, period
from di_data.periods import Grain, Period
from di_data.reports import broken_links, dialogue, programme
from di_data.ui import conversation_state as state
from di_data.ui.navigation import link
from di_data.ui.programme_parts import go
from di_data.ui.reading import indicator_values, read
from di_data.ui.session import Session
from di_data.vocabulary import Factor, Measure


def show(session: Session) -> None:
    """Four sentences: conversations, survey, sessions, evaluations. None says what caused what."""
    with st.container(border=True):
        st.markdown(_("**What the figures say now**"))
        with _beside(conversations(session)):
            # A link to the page itself would look like the page that is open.
            st.button(
                _("Het Goede Gesprek"),
                icon=":material/map:",
                type="tertiary",
                on_click=go,
                args=("part", "conversation"),
            )
        with _beside(survey(session)):
            link("indicators", _("Indicators"), indicator=Factor.DIALOGUE.value)
        with _beside(sessions(session)):
            link("dialogue_sessions", _("Dialogue sessions"))
        with _beside(evaluations(session)):
            link("evaluations", _("Evaluations"))
        st.caption(_("These figures show what changes. They do not say what caused it."))


def _beside(sentence: str) -> DeltaGenerator:
    """A sentence that may take several lines, and room beside it for the way to where it comes from."""
    row = st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute")
    row.container(width="stretch").write(sentence)
    return row


def conversations(session: Session) -> str:
    """The coverage of Het Goede Gesprek."""
    table = state.values(session)
    known = state.periods(table)
    if not known:
        return _("It is not known yet how many employees had Het Goede Gesprek.")
    return next(state.sentences(table, known[0]))


def survey(session: Session) -> str:
    """The share of positive answers on dialogue in the newest survey, and in the one before it."""
    rounds = _rounds(session)
    if not rounds:
        return _("No survey tells yet how people find the conversation with their manager.")
    newest = rounds[-1]
    when = period(Period(newest["period"], Grain(str(newest["grain"]))))
    if newest["hidden"]:
        return _("What the survey of {period} says about dialogue is not shown: {reason}.", period=when,
                 reason=gaps.why(newest))  # fmt: skip
    told = _("In the survey of {period}, {share} of the answers on dialogue were positive", period=when,
             share=measured(newest["value"], Measure.PERCENT))  # fmt: skip
    if len(rounds) > 1 and not rounds[-2]["hidden"]:
        told += _("; the time before it was {share}", share=measured(rounds[-2]["value"], Measure.PERCENT))
    return told + "."


def _rounds(session: Session) -> list[dict[str, Any]]:
    """The figures of the whole organisation as delivered, oldest first; empty where no single unit is on top."""
    table = indicator_values(session, Factor.DIALOGUE.value).where(
        parent_id=None, public_source=False, grain=Grain.YEAR.value
    )
    units = set(table.column("unit_id"))
    return list(table.sorted("period").rows()) if len(units) == 1 else []


def sessions(session: Session) -> str:
    """How many sessions there were, and what became of their next steps."""
    held = read(dialogue.sessions, session)
    steps, started = sum(held.column("next_steps")), sum(held.column("started_steps"))
    told = ngettext("{count} dialogue session was held", "{count} dialogue sessions were held", len(held))
    return told + ngettext(
        "; of {count} next step {started} was started.", "; of {count} next steps {started} were started.",
        steps, started=started,
    )  # fmt: skip


def evaluations(session: Session) -> str:
    """How many evaluations there are, and how many actions still wait for one."""
    waiting = len(broken_links.unevaluated(read(programme.actions, session)))
    told = ngettext(
        "{count} evaluation was logged", "{count} evaluations were logged", len(read(programme.evaluations, session))
    )
    return told + ngettext("; {count} finished action waits for one.", "; {count} finished actions wait for one.", waiting)  # fmt: skip
