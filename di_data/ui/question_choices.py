"""What a question of the works council can be about, to choose from: first the kind, then which one."""

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from di_data.access import Right
from di_data.council_terms import AboutFigure, AboutKind, figure_of
from di_data.language import gettext as _
from di_data.notation import period
from di_data.periods import Grain, Period
from di_data.reports import dialogue, figures, organisation, programme, voice
from di_data.ui.reading import indicator_values, read
from di_data.ui.session import Session
from di_data.ui.showing import label
from di_data.vocabulary import Factor

_GRAINS = (Grain.QUARTER.value, Grain.YEAR.value)
"""The periods of which one is asked about; a question about one month is a question about its quarter."""


_FIRST = Factor.AUTONOMY.value
"""The figure that the works council follows closest; its indicator has the same code."""

_WIDTH = 240
"""The width of a choice, in pixels: beside one another where they fit, under one another on a narrow screen."""


def choose(session: Session, told: tuple[AboutKind, str] | None, name: str) -> tuple[AboutKind, str] | None:
    """The kind and the code that were chosen, beginning with what was `told`; None where there is nothing to choose.

    `name` tells these fields from those of the question before.
    """
    kinds = [kind for kind in AboutKind if kind != AboutKind.DECISION or session.viewer.may(Right.SEE_REVIEW)]
    first = told[0] if told and told[0] in kinds else AboutKind.INDICATOR
    with st.container(horizontal=True):
        kind = st.selectbox(
            _("What is it about?"), kinds, index=kinds.index(first), format_func=label, key=f"{name} kind", width=_WIDTH
        )
        if kind == AboutKind.GENERAL:
            return kind, ""
        code = told[1] if told and told[0] == kind else None
        if kind == AboutKind.INDICATOR:
            found = _figure(session, code, name)
        else:
            found = _one_of(kind.label, _records(session, kind), code, f"{name} {kind.value}", width=2 * _WIDTH)
    return None if found is None else (kind, found)


def _one_of(words: str, options: Mapping[str, str], told: str | None, key: str, *, width: int = _WIDTH) -> str | None:
    if not options:
        st.info(_("There is nothing of this kind yet. Choose something else."))
        return None
    codes = list(options)
    return st.selectbox(
        words, codes, index=codes.index(told) if told in options else 0, format_func=options.get, key=key, width=width
    )


def _records(session: Session, kind: AboutKind) -> dict[str, str]:
    """The records of a kind by key, in words."""
    if kind == AboutKind.GOAL:
        return {row["id"]: row["title"] for row in read(programme.goals, session).rows()}
    if kind == AboutKind.ACTION:
        return {row["id"]: row["title"] for row in read(programme.actions, session).rows()}
    if kind == AboutKind.SESSION:
        return {row["id"]: voice.session_words(row) for row in read(dialogue.sessions, session).rows()}
    return {row["id"]: row["text"] for row in read(programme.decisions, session).rows()}


def _figure(session: Session, told: str | None, name: str) -> str | None:
    """An indicator, a department and perhaps a period of it."""
    asked = figure_of(told or "")
    known = {row["code"]: _(row["name"]) for row in read(figures.indicators, session).rows() if row["figures"]}
    code = _one_of(_("Indicator"), known, asked.indicator if asked else _FIRST, f"{name} indicator")
    if code is None:
        return None
    values = indicator_values(session, code)
    with_figures = values.distinct("unit_id")
    units = [row for row in read(organisation.units, session).rows() if row["id"] in with_figures]
    units.sort(key=lambda row: (row["parent_id"] is not None, row["name"].casefold()))
    names = {row["id"]: row["name"] for row in units}
    unit = _one_of(_("Department"), names, asked.unit if asked else None, f"{name} unit")
    if unit is None:
        return None
    rows = values.where(unit_id=unit, grain=_GRAINS).rows()
    return AboutFigure(code, unit, _period(rows, asked.period if asked else None, name)).code


def _period(rows: Iterable[Mapping[str, Any]], asked: Period | None, name: str) -> Period | None:
    """One of the periods of the figures, the newest first, or all of them."""
    found = {Period(row["period"], Grain(row["grain"])) for row in rows} | ({asked} if asked else set())
    periods = {str(one): one for one in sorted(found, key=lambda one: one.end, reverse=True)}
    options = {"": _("all periods")} | {code: period(one) for code, one in periods.items()}
    chosen = _one_of(_("Period"), options, str(asked) if asked else "", f"{name} period")
    return periods.get(chosen or "")
