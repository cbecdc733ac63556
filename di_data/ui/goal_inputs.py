"""The inputs of a goal: what is needed first, the figure that it follows, and the rest folded."""

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl
import streamlit as st

from di_data import gaps
from di_data.language import gettext as _
from di_data.notation import measured, period
from di_data.reports import figures
from di_data.reports.chain import known_baseline, period_of, seen
from di_data.ui.goal_fields import amount
from di_data.ui.reading import indicator_values, read
from di_data.ui.session import Session
from di_data.ui.showing import label, plain, saves
from di_data.vocabulary import Direction, Factor, GoalStatus, Measure, Outcome, Position, Term

Kept = Mapping[str, Any]


def inputs(
    session: Session, kept: Kept, units: Mapping[str, str], indicators: Mapping[str, str], key: str
) -> dict[str, Any]:
    """Draws the inputs with what the record holds; returns what was typed, by field. `key`: that of the goal, or "new"."""
    name = f"{key} {saves()}"
    typed: dict[str, Any] = {
        "title": st.text_input(_("Title"), kept["title"] or ""),
        "description": st.text_area(_("Description"), kept["description"] or "", height=80),
    }
    left, right = st.columns(2)
    typed["unit"] = left.selectbox(
        _("Department"), list(units), _place(list(units), kept["unit"]), format_func=units.get, placeholder="",
        key=f"goal unit {name}",
    )  # fmt: skip
    typed["owner_role"] = right.selectbox(
        _("Owner"), list(Position), _place(list(Position), kept["owner_role"]), format_func=label
    )
    typed["starts_on"] = left.date_input(_("Start"), kept["starts_on"], format="DD-MM-YYYY", key=f"goal start {name}")
    typed["due_on"] = right.date_input(_("Ready on"), kept["due_on"], format="DD-MM-YYYY")
    if key == "new":
        typed["status"] = GoalStatus.CHOSEN
    else:
        statuses = list(GoalStatus)
        typed["status"] = left.selectbox(_("Status"), statuses, _place(statuses, kept["status"]), format_func=label)
    typed |= _figure(session, kept, indicators, name)
    if key == "new":
        target = st.text_input(_("Target"), help=_("The figure to reach, such as 5,5."))
        typed["targets"] = [(typed["due_on"], target)] if target.strip() else []
    else:
        typed["targets"] = _targets(kept, name)
    with st.expander(_("More about this goal")):
        typed |= _more(kept, units, indicators, name)
    return typed


def _place(options: Sequence[str], chosen: str | None) -> int | None:
    return options.index(chosen) if chosen in options else None


def _term(where: Any, words: str, vocabulary: type[Term], chosen: str | None, help: str | None = None) -> Any:
    terms = list(vocabulary)
    return where.selectbox(
        words, terms, _place(terms, chosen), format_func=lambda term: term.label, placeholder="", help=help
    )


# The figure ------------------------------------------------------------------------------------


def _figure(session: Session, kept: Kept, indicators: Mapping[str, str], name: str) -> dict[str, Any]:
    """The indicator with its baseline, and a button that fills in the figure that is known."""
    state = st.session_state
    state.setdefault(f"goal baseline {name}", amount(kept["baseline"]))
    state.setdefault(f"goal period {name}", kept["baseline_period"] or "")
    left, right = st.columns(2)
    codes = list(indicators)
    code = left.selectbox(
        _("Indicator"), codes, _place(codes, kept["indicator"]), format_func=indicators.get, placeholder="",
        key=f"goal indicator {name}",
    )  # fmt: skip
    way = _term(right, _("Direction"), Direction, kept["direction"], _("Left empty, it follows from baseline and target."))  # fmt: skip
    baseline = left.text_input(
        _("Baseline"), help=_("The figure at the start, such as 6,2."), key=f"goal baseline {name}"
    )
    told = right.text_input(
        _("Period of the baseline"), placeholder="2025", key=f"goal period {name}",
        help=_("A month (2025-01), a quarter (2025-Q1) or a year (2025)."),
    )  # fmt: skip
    st.form_submit_button(
        _("Fill in the figure that is known as the baseline"), icon=":material/monitoring:", key=f"goal take {name}",
        on_click=_take_known, args=(session, name),
    )  # fmt: skip
    _say_taken(session, name)
    return {"indicator": code, "direction": way, "baseline": baseline, "baseline_period": told}


def _take_known(session: Session, name: str) -> None:
    """Fill in the newest figure that is shown of a period before the start; keep why not where there is none."""
    state = st.session_state
    code, unit, start = state[f"goal indicator {name}"], state[f"goal unit {name}"], state[f"goal start {name}"]
    if code is None or unit is None:
        state[f"goal taken {name}"] = {"why": "choose"}
        return
    values = indicator_values(session, code)
    row = known_baseline(values, unit, code, start)
    if row is None:
        found = seen(values, unit, code)
        hidden = found.latest is not None and found.latest["hidden"]
        state[f"goal taken {name}"] = {"why": "hidden", "found": found, "code": code} if hidden else {"why": "none"}
        return
    is_percent = _measure(session, code) == Measure.PERCENT
    state[f"goal baseline {name}"] = amount(round(row["value"], 1 if is_percent else 2))
    state[f"goal period {name}"] = str(period_of(row))
    state[f"goal taken {name}"] = {"row": row, "code": code}


def _measure(session: Session, code: str) -> Measure:
    rows = read(figures.indicators, session).where(code=code)
    return Measure(next(iter(rows.column("measure"))))


def _say_taken(session: Session, name: str) -> None:
    taken = st.session_state.pop(f"goal taken {name}", None)
    if taken is None:
        return
    if row := taken.get("row"):
        figure = measured(row["value"], _measure(session, taken["code"]))
        st.success(_("Filled in: {figure}, the figure of {period}. Save the goal to keep it.", figure=figure, period=period(period_of(row))))  # fmt: skip
    elif taken["why"] == "choose":
        st.warning(_("First choose the indicator and the department."))
    elif taken["why"] == "none":
        st.warning(_("There is no figure of this department before the start. Fill the baseline in yourself."))
    else:
        told = gaps.why(taken["found"].latest, taken["found"].instead, _measure(session, taken["code"]))
        st.warning(plain(_("The figure is not shown: {reason}.", reason=told)))


def _targets(kept: Kept, name: str) -> list[tuple[Any, Any]]:
    """The targets over time, as a small table."""
    st.write(_("Targets: which figure on which day?"))
    rows = pl.DataFrame(
        [(on, amount(value)) for on, value in kept["targets"]],
        schema={"due_on": pl.Date, "value": pl.String}, orient="row",
    )  # fmt: skip
    edited = st.data_editor(
        rows, num_rows="dynamic", hide_index=True, key=f"goal targets {name}", alt=_("Targets"),
        column_config={
            "due_on": st.column_config.DateColumn(_("Day"), format="DD-MM-YYYY"),
            "value": st.column_config.TextColumn(_("Target"), help=_("The figure to reach, such as 5,5.")),
        },
    )  # fmt: skip
    return list(edited.select("due_on", "value").rows())


# The rest --------------------------------------------------------------------------------------


def _more(kept: Kept, units: Mapping[str, str], indicators: Mapping[str, str], name: str) -> dict[str, Any]:
    left, right = st.columns(2)
    theme = left.text_input(_("Theme"), kept["theme"] or "", help=_("The group of proposals that this goal comes from."))  # fmt: skip
    outcome = _term(right, _("Intended outcome"), Outcome, kept["intended_outcome"])
    factors = left.multiselect(_("Factors"), list(Factor), [Factor(one) for one in kept["factors"]], format_func=label, placeholder="")  # fmt: skip
    taking_part = [key for key in kept["units"] if key in units]
    where = right.multiselect(_("Departments that take part"), list(units), taking_part, format_func=units.get, placeholder="")  # fmt: skip
    st.write(_("Further indicators, followed beside the goal's own:"))
    rows = pl.DataFrame(
        [(code, way, amount(value), told or "") for code, way, value, told in kept["indicators"]],
        schema=dict.fromkeys(("indicator", "direction", "baseline", "baseline_period"), pl.String), orient="row",
    )  # fmt: skip
    columns: dict[str, Any] = {
        "indicator": st.column_config.SelectboxColumn(_("Indicator"), options=list(indicators), format_func=indicators.get),
        "direction": st.column_config.SelectboxColumn(_("Direction"), options=[way.value for way in Direction], format_func=lambda way: Direction(way).label),
        "baseline": st.column_config.TextColumn(_("Baseline")),
        "baseline_period": st.column_config.TextColumn(_("Period of the baseline")),
    }  # fmt: skip
    edited = st.data_editor(
        rows, num_rows="dynamic", hide_index=True, key=f"goal indicators {name}", alt=_("Further indicators"),
        column_config=columns,
    )  # fmt: skip
    return {
        "theme": theme, "intended_outcome": outcome, "factors": factors, "units": where,
        "indicators": list(edited.select(rows.columns).rows()),
    }  # fmt: skip
