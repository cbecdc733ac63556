"""The survey on the works council's page: one factor in one department, whether it really changed, and where else it did."""

from functools import partial
from typing import Any

import streamlit as st

from di_data import gaps
from di_data.analysis.survey import Share
from di_data.charts.diverging import answer_rows, diverging_bars
from di_data.charts.survey_rounds import benchmark_years, survey_rounds
from di_data.config import PER_CENT
from di_data.council_terms import AboutFigure, AboutKind
from di_data.export.review_figures import department_rows, funnel_figure, funnel_title, survey_columns
from di_data.language import gettext as _
from di_data.language import mark
from di_data.notation import NOTHING, measured, number, period, signed
from di_data.periods import Grain
from di_data.reports import answers as answers_of
from di_data.reports import factor_words, figures, reading_words
from di_data.reports.benchmarks import NOT_MUNICIPALITIES, PUBLIC_ADMINISTRATION
from di_data.reports.factor_review import FactorReview, Moved
from di_data.reports.goal_review import leaves, share
from di_data.ui import ask, glossary
from di_data.ui.reading import drawn, read
from di_data.ui.session import Session
from di_data.ui.showing import behind, chart, explain_hidden, plain
from di_data.vocabulary import Factor, Measure

BREAKS = {2022: mark("another method from here on")}
"""Years from which the NEA (83157NED) was held in another way: figures before and after do not compare."""


def show(session: Session, factor: Factor, found: FactorReview, unit: str) -> None:
    """`unit`: the key of the department that was chosen."""
    own = found.rounds.where(unit_id=unit)
    moved = found.moved.get(unit)
    name = next(iter(own.column("unit_name")), "")
    st.write(" ".join(plain(sentence) for sentence in factor_words.survey(factor.label, name, moved)))
    glossary.terms("really_changed", "margin", "positive", place="survey")
    top = [row["unit_id"] for row in found.rounds.rows() if row["parent_id"] is None]
    beside = found.rounds.where(unit_id=[unit, *top[:1]])
    shares = {(row["unit_id"], row["period"]): one for row in beside.rows() if (one := share(row)) is not None}
    subject = f"{factor.label}, {name}"
    title = subject
    if moved is not None and moved.change is not None and moved.earlier is not None:
        title = reading_words.change_message(subject, moved.change, moved.earlier)
    if len(own):
        ask.link(session, AboutKind.INDICATOR, AboutFigure(factor.value, unit).code)
        chart(
            drawn(
                lambda: survey_rounds(beside, shares, title, first=name), session, name=f"survey {factor.value} {unit}"
            )
        )
        explain_hidden(own)
        behind(_("The figures behind this chart"), lambda: _rounds(own), key=f"behind {factor.value} {unit}")
        answers(session, factor, unit, name)


def answers(session: Session, factor: Factor, unit: str, name: str) -> None:
    """How the answers were distributed in one department (its key), a bar per round; nothing where no file told it."""
    minimum = session.settings.minimum_group
    table = read(answers_of.answers, session, minimum_group=minimum, indicators=(factor.value,)).where(unit_id=unit)
    if not len(table):
        return
    title = _("{factor}, {unit}: how the answers were distributed", factor=factor.label, unit=name)
    chart(drawn(lambda: diverging_bars(table, title), session, name=f"answers {factor.value} {unit}"))
    behind(_("The answers in a table"), lambda: answer_rows(table).to_dicts(), key=f"answers {factor.value} {unit}")


def _rounds(own: Any) -> list[dict[str, Any]]:
    """The rounds of one department, newest first."""
    told = []
    for row in own.sorted("period", descending=True).rows():
        one = share(row)
        told.append({
            _("Year"): str(row["period"].year),
            _("Positive"): gaps.cell(row) if row["reason"] else measured(row["value"], Measure.PERCENT),
            **survey_columns(one, _response(one)),
        })  # fmt: skip
    return told


def _response(one: Share | None) -> dict[str, str]:
    told = NOTHING if one is None or not one.people else f"{number(PER_CENT * one.answers / one.people)}%"
    return {_("Response"): told}


def everywhere(found: FactorReview) -> None:
    """Where the factor really changed, department by department."""
    names = {row["unit_id"]: row["unit_name"] for row in found.rounds.rows()}
    st.write(plain(factor_words.departments(found, leaves(found.rounds))))
    told = [
        _department(names[unit], moved) for unit, moved in sorted(found.moved.items(), key=lambda one: names[one[0]])
    ]
    behind(_("All departments in a table"), lambda: told, key=f"departments {found.indicator['code']}")


def differences(session: Session, found: FactorReview) -> None:
    """Which departments truly differ from the organisation in the newest round, as in the review of the MT."""
    one, code = found.compared, found.indicator["code"]
    if one is None:
        st.write(_("There are too few departments with a figure to compare."))
        return
    draw = partial(
        drawn,
        partial(funnel_figure, one, found.indicator),
        session,
        name=f"differences {code}",
        of=max(one.table.column("period")),
    )
    behind(
        plain(funnel_title(one, found.indicator)),
        partial(department_rows, one, found.indicator),
        figure=draw,
        key=f"differences {code}",
    )


def _department(name: str, moved: Moved) -> dict[str, Any]:
    row, change = moved.newest, moved.change
    if change is None:
        reading = NOTHING
    elif not change.is_real:
        reading = _("can be chance")
    else:
        reading = _("really up") if change.difference > 0 else _("really down")
    return {
        _("Department"): name,
        _("Round"): period(moved.period),
        _("Positive"): gaps.cell(row) if row["reason"] else measured(row["value"], Measure.PERCENT),
        _("Difference"): NOTHING
        if change is None
        else _("{points} points", points=signed(PER_CENT * change.difference)),
        _("Reading"): reading,
    }


def others(session: Session, factor: Factor) -> None:
    """What others in public administration say of this factor (NEA), with its interval; a question at a time."""
    known = {
        row["code"]: _(row["name"]) for row in read(figures.indicators, session).where(factor=factor.value).rows()
        if row["benchmarks"]
    }  # fmt: skip
    if not known:
        st.write(_("For this factor there is no benchmark."))
        return
    code = st.selectbox(_("Question"), list(known), format_func=known.__getitem__, key=f"nea {factor.value}")
    table = read(figures.reference_values, session, indicator=code).where(
        series=PUBLIC_ADMINISTRATION, grain=Grain.YEAR.value
    )
    breaks = {year: _(words) for year, words in BREAKS.items()}
    title = _("{question}: public administration", question=known[code])
    chart(drawn(lambda: benchmark_years(table, title, breaks), session, name=f"nea {code}"))
    source = next(iter(table.column("source")), "")
    st.caption(plain(" ".join((
        _("Source: {source}.", source=source), _(NOT_MUNICIPALITIES),
        _("The questions are not the same as those of your survey: compare the direction, not the height."),
    ))))  # fmt: skip
    glossary.terms("benchmark", place="others")


def questions(session: Session) -> None:
    """Which figures stand for which factor, and that this is a proposal."""
    st.caption(
        _("Which question belongs to which factor is our proposal. Talk with HR about whether it fits your survey.")
    )
    known = [row for row in read(figures.indicators, session).rows() if row["factor"]]
    behind(_("Which question belongs to which factor"), lambda: [
        {
            _("Factor"): factor.label, _("Figure"): _(row["name"]), _("What it says"): _(row["definition"]),
            _("From"): _("own figures") if row["figures"] else _("benchmark only") if row["benchmarks"] else _("not loaded yet"),
        }
        for factor in Factor for row in known if row["factor"] == factor.value
    ], key="mapping")  # fmt: skip
