"""The fields of the sheet of an action, inside its form."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from di_data.contracts import step_lines
from di_data.language import gettext as _
from di_data.loading.cleaning.clean import plain_number
from di_data.ui.action_choices import Choices, instrument_words
from di_data.ui.action_quick import within_reach
from di_data.ui.goal_fields import amount
from di_data.ui.showing import label, saves
from di_data.vocabulary import BehaviourPhase, EmployeeDomain, Factor, Ladder, Level, Position, Term, Way

Values = Mapping[str, Any]


def show(kept: Values, choices: Choices) -> Callable[[], dict[str, Any]]:
    """Draw the fields as `kept` holds them; the result reads what was typed. That raises Refused for what is no number."""
    told = _main(kept, choices)
    st.subheader(_("What we expect"), anchor=False)
    expected, change = _expectation(kept, choices)
    st.subheader(_("Steps"), anchor=False)
    steps = _steps(kept["steps"], f"steps {kept['id']} {saves()}")
    with st.expander(_("More about this action"), expanded=any(kept[name] for name in _MORE)):
        more = _more(kept, choices)

    def typed() -> dict[str, Any]:
        lines = step_lines.written((row["text"] or "", bool(row["done"])) for row in steps)
        number = plain_number(_("By how much"), change)
        return told | expected | more | {"expected_change": number, "steps": lines}

    return typed


_MORE = ("solution_direction", "frame", "level", "phases", "employee_domain", "instrument", "participation_ladder")


def _main(kept: Values, choices: Choices) -> dict[str, Any]:
    told: dict[str, Any] = {"title": st.text_input(_("What are we going to do?"), kept["title"])}
    left, right = st.columns(2)
    goals = _with(choices.goals, kept["goal_id"], choices.goal_titles, _("a goal that was taken away"))
    told["goal_id"] = left.selectbox(
        _("Goal"), list(goals), index=_place(goals, kept["goal_id"]), format_func=goals.get, placeholder=""
    )
    units = dict(choices.units) | {key: choices.unit_names.get(key, "") for key in kept["unit_ids"]}
    told["unit_ids"] = right.multiselect(
        _("Departments"), list(units), default=kept["unit_ids"], format_func=units.get, placeholder=""
    )
    with st.container(horizontal=True):
        told["owner_role"] = st.selectbox(
            _("Who takes it up"),
            list(Position),
            index=_place(list(Position), kept["owner_role"]),
            format_func=label,
            width=300,
        )
        told["starts_on"] = _date(_("Start"), kept["starts_on"])
        told["due_on"] = _date(_("Ready on"), kept["due_on"])
    return told


def _expectation(kept: Values, choices: Choices) -> tuple[dict[str, Any], str]:
    """What is expected; the amount still as it was typed."""
    told: dict[str, Any] = {
        "expectation": st.text_area(
            _("What do we expect to see, and when?"), kept["expectation"] or "", height=80,
            help=_("Write it down before the action starts: which figure, which way, how much, by when."),
        )
    }  # fmt: skip
    with st.container(horizontal=True):
        known = _with(choices.indicators, kept["expected_indicator"], {}, kept["expected_indicator"] or "")
        told["expected_indicator"] = st.selectbox(
            _("Figure that should change"), list(known), index=_place(known, kept["expected_indicator"]),
            format_func=known.get, placeholder="", width=300,
        )  # fmt: skip
        told["expected_direction"] = _term(st, _("Which way"), Way, kept["expected_direction"], width=160)
        change = st.text_input(
            _("By how much"), amount(kept["expected_change"]), width=160,
            help=_("In the unit of the figure, without a sign, such as 0,5."),
        )  # fmt: skip
        told["expected_by"] = _date(_("To be seen on"), kept["expected_by"])
    return told, change


def _steps(lines: str, key: str) -> list[dict[str, Any]]:
    rows = [{"done": done, "text": text} for text, done in step_lines.read(lines)]
    edited: list[dict[str, Any]] = st.data_editor(
        rows or [{"done": False, "text": ""}],
        num_rows="dynamic",
        width="stretch",
        hide_index=True,
        key=key,
        column_config={
            "done": st.column_config.CheckboxColumn(_("Done"), width=80),
            "text": st.column_config.TextColumn(_("Step"), width="large"),
        },
    )
    return edited


def _more(kept: Values, choices: Choices) -> dict[str, Any]:
    one, two = st.columns(2)
    instruments = _with(choices.instruments, kept["instrument"], {}, instrument_words(kept["instrument"]))
    return {
        "solution_direction": one.text_input(_("Solution direction"), kept["solution_direction"] or ""),
        "frame": two.text_input(_("Frame"), kept["frame"] or ""),
        "factors": _terms(one, _("Factors"), Factor, kept["factors"]),
        "phases": _terms(two, _("Behaviour phase"), BehaviourPhase, kept["phases"]),
        "level": _term(one, _("Level"), Level, kept["level"]),
        "employee_domain": _term(two, _("Employee domain"), EmployeeDomain, kept["employee_domain"]),
        "instrument": one.selectbox(
            _("Instrument"), list(instruments), index=_place(instruments, kept["instrument"]),
            format_func=lambda code: instruments.get(code, code), accept_new_options=True, placeholder="",
            help=_("Choose one, or type another."),
        ),
        "participation_ladder": _term(two, _("Rung of the participation ladder"), Ladder, kept["participation_ladder"]),
    }  # fmt: skip


def _with(options: Mapping[str, str], kept: str | None, words: Mapping[str, str], otherwise: str) -> dict[str, str]:
    """The options, and what the action has now when that is none of them."""
    return dict(options) if kept is None or kept in options else {**options, kept: words.get(kept, otherwise)}


def _place(options: Sequence[str] | Mapping[str, str], chosen: str | None) -> int | None:
    return list(options).index(chosen) if chosen is not None else None


def _term(where: Any, words: str, terms: type[Term], chosen: str | None, **options: Any) -> Any:
    return where.selectbox(
        words, list(terms), index=_place(list(terms), chosen), format_func=label, placeholder="", **options
    )


def _terms(where: Any, words: str, terms: type[Term], chosen: Sequence[str]) -> Any:
    return where.multiselect(
        words, list(terms), default=[terms(code) for code in chosen], format_func=label, placeholder=""
    )


def _date(words: str, chosen: date | None) -> Any:
    return st.date_input(words, chosen, format="DD-MM-YYYY", width=160, **within_reach())
