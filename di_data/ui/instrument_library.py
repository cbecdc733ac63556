"""The library of instruments: what each is for, when it helps, and what the actions with it taught."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from di_data.access import Right
from di_data.contracts.instruments import code_of, folded, label_of
from di_data.disclosure import SafeTable
from di_data.instrument_catalogue import CARDS, InstrumentCard
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import day
from di_data.reports import programme, roadmap
from di_data.ui import instrument_form
from di_data.ui.navigation import link
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import plain
from di_data.vocabulary import ActionStatus, EvaluationResult, Term

LEARNED_AT_MOST = 3
"""Evaluations shown with an instrument, the newest first; the page of the actions has the rest."""

SHOWN_AT_MOST = 25
"""Instruments of our own shown as boxes that fold out."""


@dataclass(frozen=True)
class Use:
    """What was done with an instrument: actions by status, and the evaluations of them, newest first."""

    running: int
    done: int
    others: int
    evaluations: tuple[dict[str, Any], ...]

    @property
    def sentence(self) -> str:
        """How often it is used."""
        parts = [
            self.running and ngettext("{count} action is running", "{count} actions are running", self.running),
            self.done and ngettext("{count} action is done", "{count} actions are done", self.done),
            self.others and ngettext("{count} is planned or stopped", "{count} are planned or stopped", self.others),
        ]
        return ", ".join(str(part) for part in parts if part) or _("no action uses it yet")


def name_key(text: str | None) -> str:
    """By which an instrument is counted, however it was written: its code, else its text folded. Empty for none."""
    return folded(code_of(text) or "")


def uses(actions: SafeTable, evaluations: SafeTable) -> dict[str, Use]:
    """The use of every instrument that an action names, by `name_key`."""
    statuses: dict[str, list[str]] = {}
    learned: dict[str, list[dict[str, Any]]] = {}
    for row in actions.rows():
        if key := name_key(row["instrument"]):
            statuses.setdefault(key, []).append(row["status"])
    for row in evaluations.rows():
        learned.setdefault(name_key(row["instrument"]), []).append(row)
    return {key: _use(told, learned.get(key, [])) for key, told in statuses.items()}


def _use(statuses: list[str], learned: list[dict[str, Any]]) -> Use:
    running, done = statuses.count(ActionStatus.RUNNING.value), statuses.count(ActionStatus.DONE.value)
    return Use(running, done, len(statuses) - running - done, tuple(learned))


def show(session: Session) -> None:
    """Every known instrument, then those of our own."""
    st.header(_("Instruments"), anchor=False)
    found = uses(read(programme.actions, session), read(programme.evaluations, session))
    st.write(
        _("What can help, what it is for, and what it taught us. Choose an instrument that fits the factor and the phase you are working on.")
    )  # fmt: skip
    running = sum(1 for use in found.values() if use.running)
    st.write(ngettext("{count} instrument is used in an action that is running.",
                      "{count} instruments are used in an action that is running.", running))  # fmt: skip
    for card in CARDS:
        _known_one(card, found.get(card.instrument.value, _UNUSED))
    st.header(_("Instruments of our own"), anchor=False)
    own = list(read(roadmap.instruments, session).rows())
    if not own:
        st.info(
            _("This organisation added no instrument yet. Add one below.") if session.viewer.may(Right.LOG_ACTIONS)
            else _("This organisation added no instrument yet. HR adds them here.")
        )  # fmt: skip
    for row in own[:SHOWN_AT_MOST]:
        use = found.get(name_key(row["name"]), _UNUSED)
        with st.expander(f"{plain(row['name'])} · {use.sentence}"):
            st.text(row["purpose"])
            _use_of(str(row["name"]), use)
            instrument_form.change(session, row)
    if len(own) > SHOWN_AT_MOST:
        st.caption(_("The first {count} of {total} are shown.", count=SHOWN_AT_MOST, total=len(own)))
    instrument_form.add(session)


_UNUSED = Use(0, 0, 0, ())


def _known_one(card: InstrumentCard, use: Use) -> None:
    with st.expander(f"{plain(card.instrument.label)} · {use.sentence}"):
        st.write(_(card.purpose))
        st.write(_("**When:** {when}", when=_(card.when)))
        st.caption(_("Fits {factors}. Works on: {phases}.", factors=_words(card.factors), phases=_words(card.phases)))
        _use_of(card.instrument.value, use)


def _words(terms: tuple[Term, ...]) -> str:
    return ", ".join(term.label.lower() for term in terms)


def _use_of(stored: str, use: Use) -> None:
    """What evaluations taught, and the way to the actions with it."""
    if use.evaluations:
        st.markdown(_("**What evaluations taught**"))
    for row in use.evaluations[:LEARNED_AT_MOST]:
        st.text(
            f"{day(row['evaluated_on'])} · {row['action']} · {EvaluationResult(row['result']).label}\n{row['learned']}"
        )
    if use.evaluations:
        link("evaluations", _("All evaluations of this instrument"), instrument=code_of(stored) or stored)
    if use.running + use.done + use.others:
        link("actions", _("The actions with this instrument"), words=label_of(stored) or stored)
