"""The third part of the chain: what the figures showed. A signal at most, never a cause."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from di_data.charts.goal_trend import goal_trend
from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import day, measured
from di_data.reports import chain, figures, programme
from di_data.ui import chain_table, chain_words, showing
from di_data.ui.navigation import link
from di_data.ui.reading import indicator_values, read
from di_data.ui.session import Session
from di_data.vocabulary import Measure

Row = Mapping[str, Any]
Known = Mapping[str, Row]


def show(session: Session, goal: Row, actions: Sequence[dict[str, Any]]) -> None:
    """The indicator over time with baseline, targets and starts of actions; the further ones; expectations."""
    known = {row["code"]: row for row in read(figures.indicators, session).rows()}
    further = list(read(programme.goal_indicators, session).where(goal_id=goal["id"]).rows())
    codes = {goal["indicator"], *(row["indicator"] for row in further), *(row["expected_indicator"] for row in actions)}
    values = indicator_values(session, *(code for code in codes if code in known))
    if goal["indicator"] in known:
        _own(session, goal, known[goal["indicator"]], values, actions)
    else:
        st.info(_("This goal has no indicator yet, so there is no figure to follow."))
    for row in further:
        if row["indicator"] in known:
            _further(goal, row, known[row["indicator"]], values)
    _expectations(goal, actions, values, known)


def _own(session: Session, goal: Row, indicator: Row, values: SafeTable, actions: Sequence[Row]) -> None:
    name, measure = _(indicator["name"]), Measure(indicator["measure"])
    seen = chain.seen(values, goal["unit_id"], goal["indicator"])
    st.write(showing.plain(chain_words.standing(name, goal["unit_name"], seen, goal["baseline"], goal["baseline_period"], measure)))  # fmt: skip
    targets = read(programme.goal_targets, session).where(goal_id=goal["id"], indicator=None)
    held = chain.held_targets(targets, seen, chain.way_of(goal), date.today())
    if seen.shown is not None:
        figure = goal_trend(
            seen.series, measure, f"{name} · {goal['unit_name']}", baseline=goal["baseline"],
            targets=[(one.due_on, one.value) for one in held], starts=chain.starts(actions),
        )  # fmt: skip
        showing.chart(figure)
        st.caption(_("▲ month in which an action started · ◆ target · dashed: the baseline. A figure that moves while an action runs is a signal, no proof: other things change too."))  # fmt: skip
        showing.explain_hidden(seen.series)
    if held:
        showing.rows(
            [
                {
                    _("Day"): day(one.due_on),
                    _("Target"): measured(one.value, measure),
                    _("Figure"): chain_words.figure_words(one.figure, measure),
                    _("How it stands"): chain_words.target_words(one),
                }
                for one in held
            ],
            name=_("Targets"),
        )
    grain = {"grain": str(seen.shown["grain"])} if seen.shown else {}
    link("indicators", _("See the figures of all departments"), indicator=goal["indicator"], unit=goal["unit"], **grain)


def _further(goal: Row, row: Row, indicator: Row, values: SafeTable) -> None:
    seen = chain.seen(values, goal["unit_id"], row["indicator"])
    name, measure = _(indicator["name"]), Measure(indicator["measure"])
    st.write(showing.plain(chain_words.standing(name, goal["unit_name"], seen, row["baseline"], row["baseline_period"], measure)))  # fmt: skip


def _expectations(goal: Row, actions: Sequence[dict[str, Any]], values: SafeTable, known: Known) -> None:
    """What actions expected beforehand, against what was seen."""
    if not actions:
        return
    held = chain.expectations(goal, [row for row in actions if row["expected_indicator"] in known], values, date.today())  # fmt: skip
    in_words = sum(1 for row in actions if row["expectation"] and row["expected_indicator"] not in known)
    st.subheader(_("Expected and seen"), anchor=False)
    told = [
        ngettext("{count} action expected a figure to move.", "{count} actions expected a figure to move.", len(held)) if held else "",
        ngettext("{count} action has an expectation in words only.", "{count} actions have an expectation in words only.", in_words) if in_words else "",
    ]  # fmt: skip
    without = len(actions) - len(held) - in_words
    if without:
        told.append(ngettext("{count} action has no expectation.", "{count} actions have no expectation.", without))
    st.write(" ".join(filter(None, told)))
    if held:
        lines = [
            {
                _("Action"): one.action["title"],
                _("Expected"): chain_words.expected_words(one, _(known[one.indicator]["name"]), _measure(known, one)),
                _("Seen"): chain_words.seen_words(one, _measure(known, one)),
            }
            for one in held
        ]
        addresses = [{"action": one.action["id"]} for one in held]
        chain_table.opening(lines, addresses, "action_sheet", name=_("Expected and seen"), key=f"seen {goal['id']}")
        showing.explain_gaps(one.hidden for one in held if one.hidden and None in (one.before, one.since))


def _measure(known: Known, one: chain.Expectation) -> Measure:
    return Measure(known[one.indicator]["measure"])
