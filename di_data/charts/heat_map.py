"""How many actions stand in every combination of two attributes: a number in each cell, the empty cells marked."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import altair as alt
import polars as pl

from di_data.charts.figure import CONCERN, Figure, notation, without_data
from di_data.disclosure import SafeTable
from di_data.language import chosen

ROW_HEIGHT = 34
"""Pixels: a number is read at a glance, and sixty departments fit on three screens."""

LABEL_WIDTH = 190
"""Pixels for the names of the rows; the table below the map has the whole name."""

_FEW, _MANY, _TEXT = "#c3daf3", "#7fb2ea", "#1c2733"
"""Filled cells are light on a light and on a dark page alike, so one dark colour reads on all of them (7:1 or more)."""

NUMBER_SIZE = 19
"""Pixels: bold text of this size may have a contrast of 3:1, so the zero has the colour of its dashed border."""


def heat_map(
    cells: SafeTable,
    rows: Mapping[str, str],
    columns: Mapping[str, str],
    words: tuple[str, str, str],
    title: str,
    description: str,
) -> Figure:
    """The cells (`row, column, actions`) as a map. `rows` and `columns` are the labels by code, in order; `words` what
    a row, a column and the number are called; `title` stands above it on the page, `description` is its message: the two
    are read to who cannot see it."""
    places = {code: place for place, code in enumerate(columns)}
    told = [
        {
            "row": rows[cell["row"]], "row_place": place, "column": columns[cell["column"]],
            "column_place": places[cell["column"]], "actions": cell["actions"],
        }
        for place, code in enumerate(rows)
        for cell in cells.where(row=code).rows()
    ]  # fmt: skip
    schema = {"row": pl.String, "row_place": pl.Int64, "column": pl.String, "column_place": pl.Int64, "actions": pl.Int64}  # fmt: skip
    return Figure(_specification(chosen(), words), pl.DataFrame(told, schema=schema), f"{title}. {description}")


@cache
def _specification(language: str, words: tuple[str, str, str]) -> dict[str, Any]:
    row, column, number = words
    x = alt.X(
        "column", type="nominal", title=None, sort=alt.EncodingSortField("column_place", op="min"),
        scale=alt.Scale(paddingInner=0.05),
        # At an angle, so that five roles fit beside each other on a narrow page.
        axis=alt.Axis(orient="top", labelAngle=-35, labelOverlap=False, labelLimit=LABEL_WIDTH, domain=False, ticks=False),
    )  # fmt: skip
    y = alt.Y(
        "row", type="nominal", title=None, sort=alt.EncodingSortField("row_place", op="min"),
        scale=alt.Scale(paddingInner=0.08),
        axis=alt.Axis(labelOverlap=False, labelLimit=LABEL_WIDTH, domain=False, ticks=False, labelPadding=6),
    )  # fmt: skip
    tooltip = [
        alt.Tooltip("row", type="nominal", title=row),
        alt.Tooltip("column", type="nominal", title=column),
        alt.Tooltip("actions", type="quantitative", title=number),
    ]
    filled = (
        alt.Chart()
        .mark_rect(cornerRadius=3)
        .encode(
            x=x, y=y, tooltip=tooltip,
            color=alt.Color("actions", type="quantitative", legend=None, scale=alt.Scale(range=[_FEW, _MANY], zero=True)),
        )
        .transform_filter("datum.actions > 0")
    )  # fmt: skip
    empty = (
        alt.Chart()
        .mark_rect(cornerRadius=3, fill="transparent", stroke=CONCERN, strokeDash=[4, 3], strokeWidth=1.5)
        .encode(x=x, y=y, tooltip=tooltip)
        .transform_filter("datum.actions == 0")
    )
    number_colour = alt.condition("datum.actions > 0", alt.value(_TEXT), alt.value(CONCERN))
    numbers = (
        alt.Chart()
        .mark_text(fontSize=NUMBER_SIZE, fontWeight=600)
        .encode(
            x=x, y=y, tooltip=tooltip, text=alt.Text("actions", type="quantitative", format="d"), color=number_colour
        )
    )
    chart = (
        alt.layer(filled, empty, numbers)
        .properties(height=alt.Step(ROW_HEIGHT), padding={"left": 0, "top": 5, "right": 20, "bottom": 5})
        .configure(locale=notation(language))
        .configure_axis(labelFontSize=12)
    )
    return without_data(chart)
