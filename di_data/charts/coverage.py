"""The calendar of figures as a grid: a row per department, a column per period, a sign and a colour per state."""

from functools import cache
from typing import Any

import altair as alt
import polars as pl

from di_data.charts.figure import CONCERN, IMPROVEMENT, NEUTRAL, Figure, notation, without_data
from di_data.disclosure import SafeTable
from di_data.language import chosen, ngettext
from di_data.language import gettext as _
from di_data.notation import day, period
from di_data.periods import Grain, Period
from di_data.vocabulary import Presence

_SIGNS = {
    Presence.IN: ("square", IMPROVEMENT),
    Presence.PROVISIONAL: ("diamond", IMPROVEMENT),
    Presence.EXPECTED: ("circle", NEUTRAL),
    Presence.MISSING: ("cross", CONCERN),
    Presence.LATE: ("triangle-up", CONCERN),
}
"""Each state has a shape of its own, so that it is told without its colour too."""

ROW_HEIGHT = 18
"""Pixels: sixty departments stay legible and fit on two screens."""

LABEL_WIDTH = 180
"""Pixels for the names of departments; the tooltip and the table have the whole name."""

MARK = 56
"""Square pixels of a sign: under eight wide, so that 24 periods stay apart on a narrow page."""


def coverage_grid(table: SafeTable, title: str) -> Figure:
    """The states of one series (`unit, unit_name, place, period, grain, state, due_on`) as a grid."""
    names = dict(zip(table.column("unit"), table.column("unit_name"), strict=True))
    shared = [name for name in names.values() if list(names.values()).count(name) > 1]
    rows = [
        {
            "department": row["unit_name"] + (f" ({row['unit']})" if row["unit_name"] in shared else ""),
            "place": row["place"], "start": row["period"], "when": period(Period(row["period"], Grain(row["grain"]))),
            "state": Presence(row["state"]).label, "due": day(row["due_on"]),
        }
        for row in table.rows()
    ]  # fmt: skip
    schema = {"department": pl.String, "place": pl.Int64, "start": pl.Date, "when": pl.String, "state": pl.String, "due": pl.String}  # fmt: skip
    labels = tuple(state.label for state in Presence)
    words = (_("Department"), _("Period"), _("State"), _("To be in by"))
    specification = {**_specification(chosen(), labels, words), "title": title}
    return Figure(specification, pl.DataFrame(rows, schema=schema), _description(table, title))


def _description(table: SafeTable, title: str) -> str:
    counts = {state: len(table.where(state=state.value)) for state in Presence}
    parts = [
        f"{state.label}: " + ngettext("{count} figure", "{count} figures", count)
        for state, count in counts.items()
        if count
    ]
    return f"{title}. " + "; ".join(parts)


@cache
def _specification(language: str, labels: tuple[str, ...], words: tuple[str, str, str, str]) -> dict[str, Any]:
    department, when, state, due = words
    shapes, colours = zip(*(_SIGNS[one] for one in Presence), strict=True)
    legend = alt.Legend(orient="top", title=None, symbolSize=90, columns=3, labelFontSize=12)
    chart = (
        alt.Chart()
        .mark_point(filled=True, size=MARK, opacity=1)
        .encode(
            x=alt.X("when", type="ordinal", title=None, sort=alt.EncodingSortField("start", op="min"),
                    axis=alt.Axis(orient="top", labelAngle=-60, labelOverlap="greedy", grid=True, gridOpacity=0.25, domain=False, ticks=False)),
            y=alt.Y("department", type="nominal", title=None, sort=alt.EncodingSortField("place", op="min"),
                    axis=alt.Axis(labelLimit=LABEL_WIDTH, labelOverlap=False, labelAlign="left", labelPadding=LABEL_WIDTH + 8, grid=True, gridOpacity=0.25, domain=False, ticks=False)),
            shape=alt.Shape("state", type="nominal", scale=alt.Scale(domain=list(labels), range=list(shapes)), legend=legend),
            color=alt.Color("state", type="nominal", scale=alt.Scale(domain=list(labels), range=list(colours)), legend=legend),
            tooltip=[alt.Tooltip("department", type="nominal", title=department), alt.Tooltip("when", type="nominal", title=when),
                     alt.Tooltip("state", type="nominal", title=state), alt.Tooltip("due", type="nominal", title=due)],
        )
        .properties(height=alt.Step(ROW_HEIGHT))
        .configure(locale=notation(language))
        .configure_axis(labelFontSize=12)
    )  # fmt: skip
    return without_data(chart)
