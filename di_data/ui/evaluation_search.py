"""What worked elsewhere here: the evaluations, to look through by word, factor, result, instrument, department and phase."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from di_data.contracts.instruments import code_of, label_of
from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import day
from di_data.ui.action_search import found, typed
from di_data.ui.address import choose
from di_data.ui.navigation import link
from di_data.ui.showing import plain
from di_data.vocabulary import BehaviourPhase, EvaluationResult, Factor, Instrument, NextMove

_FILTER = 170
"""The width of a filter, in pixels: five beside one another on a usual screen, fewer on a narrow one."""

SHOWN = 25
"""Cards that are shown at most; looking for something makes the list shorter."""


def show(evaluations: SafeTable, units: SafeTable) -> None:
    """The filters, how many fit, and the newest of them as cards."""
    if not len(evaluations):
        st.info(_("No action was evaluated yet. What was learned will stand here for everybody."))
        return
    shown = _filtered(evaluations, {row["code"]: row["name"] for row in units.rows()})
    st.write(ngettext("{count} evaluation fits.", "{count} evaluations fit.", len(shown)))
    if len(shown) > SHOWN:
        st.caption(_("The newest {count} are shown. Look for something to see others.", count=SHOWN))
    for row in list(shown.rows())[:SHOWN]:
        _card(row)


def _filtered(evaluations: SafeTable, units: Mapping[str, str]) -> SafeTable:
    used = [code for code in map(code_of, evaluations.column("instrument")) if code]
    instruments = {code: label_of(code) or "" for code in [*Instrument, *used]}
    everything = {"": _("All")}
    words = typed(_("Look for"), name="words")
    options = {
        "result": (_("Result"), _terms(EvaluationResult)),
        "factor": (_("Factor"), _terms(Factor)),
        "instrument": (_("Instrument"), dict(sorted(instruments.items(), key=_by_words))),
        "unit": (_("Department"), dict(sorted(units.items(), key=_by_words))),
        "phase": (_("Phase that was reached"), _terms(BehaviourPhase)),
    }
    told = {}
    with st.container(horizontal=True):
        for name, (label, known) in options.items():
            with st.container(width=_FILTER):
                told[name] = choose(label, everything | known, name=name)
    shown = evaluations.where(result=told["result"]) if told["result"] else evaluations
    shown = shown.holding("factors", told["factor"]) if told["factor"] else shown
    shown = shown.holding("units", told["unit"]) if told["unit"] else shown
    shown = shown.where(behaviour_phase=told["phase"]) if told["phase"] else shown
    if told["instrument"]:
        shown = shown.where(id=[row["id"] for row in shown.rows() if code_of(row["instrument"]) == told["instrument"]])
    return found(shown, words, _texts)


def _terms(terms: type[EvaluationResult] | type[Factor] | type[BehaviourPhase]) -> dict[str, str]:
    return {term.value: term.label for term in terms}


def _by_words(option: tuple[str, str]) -> str:
    return option[1].casefold()


def _texts(row: Mapping[str, Any]) -> list[object]:
    return [row["action"], row["goal"], row["learned"], label_of(row["instrument"]), *(row["unit_names"] or ())]


def _card(row: Mapping[str, Any]) -> None:
    with st.container(border=True):
        st.subheader(plain(row["action"]), anchor=False)
        facts = [
            EvaluationResult(row["result"]).label,
            ", ".join(row["unit_names"] or ()),
            label_of(row["instrument"]),
            ", ".join(Factor(factor).label for factor in row["factors"] or ()),
            day(row["evaluated_on"]),
        ]
        st.caption(plain(" · ".join(fact for fact in facts if fact)))
        st.text(row["learned"])
        now = [_("What now: {move}.", move=NextMove(row["next_move"]).label.lower())]
        if row["behaviour_phase"]:
            phase = BehaviourPhase(row["behaviour_phase"]).label.lower()
            now.insert(0, _("Phase that was reached: {phase}.", phase=phase))
        st.text(" ".join(now))
        link("action_sheet", _("Open the action"), action=row["action_id"])
