"""Who carries the programme and who does not: a mark per stakeholder on the line from against to pulling along."""

from functools import cache
from typing import Any

import altair as alt
import polars as pl

from di_data.charts.figure import CONCERN, IMPROVEMENT, NEUTRAL, Figure, notation, without_data
from di_data.disclosure import SafeTable
from di_data.language import chosen
from di_data.language import gettext as _

ROW_HEIGHT = 26
"""Pixels: a name of one line, with air around it."""

NAME_WIDTH = 210
"""Pixels for a name; the tooltip and the table have the whole name."""

MOST = 2
"""Support runs from −MOST to +MOST."""


def support_words() -> dict[int, str]:
    """The words for each degree of support."""
    return {-2: _("against"), -1: _("doubts"), 0: _("neutral"), 1: _("in favour"), 2: _("pulls along")}


def stakeholders(table: SafeTable, title: str) -> Figure:
    """The stakeholders (`who, support, ambassador`), most support first: a row each."""
    words = support_words()
    rows = [
        {
            "who": row["who"], "place": place, "support": row["support"], "told": words[row["support"]],
            "role": _("ambassador") if row["ambassador"] else _("stakeholder"),
            "leaning": "for" if row["support"] > 0 else "against" if row["support"] < 0 else "neutral",
        }
        for place, row in enumerate(sorted(table.rows(), key=lambda row: (-row["support"], row["who"])))
    ]  # fmt: skip
    schema = {"who": pl.String, "place": pl.Int64, "support": pl.Int64, "told": pl.String, "role": pl.String, "leaning": pl.String}  # fmt: skip
    parts = [f"{row['who']}: {row['told']}" + (f" ({row['role']})" if row["role"] == _("ambassador") else "") for row in rows]  # fmt: skip
    labels = (_("stakeholder"), _("ambassador"), _("Who"), _("Support"), _("Role"))
    specification = _specification(chosen(), tuple(words.items()), labels)
    return Figure({**specification, "title": title}, pl.DataFrame(rows, schema=schema), f"{title}. " + "; ".join(parts))


@cache
def _specification(language: str, words: tuple[tuple[int, str], ...], labels: tuple[str, ...]) -> dict[str, Any]:
    usual, ambassador, who, support, role = labels
    told = ", ".join(f"'{degree}': '{word}'" for degree, word in words)
    x = alt.X(
        "support", type="quantitative", title=None, scale=alt.Scale(domain=[-MOST - 0.3, MOST + 0.3], nice=False),
        axis=alt.Axis(values=[degree for degree, _word in words], labelExpr=f"({{{told}}})[datum.value]", orient="top",
                      labelFontSize=13, grid=True, domain=False, ticks=False),
    )  # fmt: skip
    # The names stand on the axis and not beside the marks: only the words of an axis follow the light and the dark page.
    y = alt.Y(
        "who", type="nominal", title=None, sort=alt.EncodingSortField("place", op="min"),
        axis=alt.Axis(labelLimit=NAME_WIDTH, labelFontSize=13, labelOverlap=False, labelAlign="left",
                      labelPadding=NAME_WIDTH + 8, grid=True, gridOpacity=0.25, domain=False, ticks=False),
    )  # fmt: skip
    chart = (
        alt.Chart()
        .mark_point(filled=True, size=130, opacity=1)
        .encode(
            x=x, y=y,
            tooltip=[alt.Tooltip("who", type="nominal", title=who), alt.Tooltip("told", type="nominal", title=support),
                     alt.Tooltip("role", type="nominal", title=role)],
            shape=alt.Shape("role", type="nominal", scale=alt.Scale(domain=[usual, ambassador], range=["circle", "diamond"]),
                            legend=alt.Legend(orient="bottom", title=None, symbolSize=120, symbolFillColor=NEUTRAL,
                                              symbolStrokeColor=NEUTRAL, labelFontSize=12)),
            color=alt.Color("leaning", type="nominal", legend=None,
                            scale=alt.Scale(domain=["against", "neutral", "for"], range=[CONCERN, NEUTRAL, IMPROVEMENT])),
        )
        .properties(height=alt.Step(ROW_HEIGHT))
        .configure(locale=notation(language))
        .configure_view(stroke=None)
    )  # fmt: skip
    return without_data(chart)
