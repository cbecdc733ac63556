"""What a chart function returns, and the notation that all charts share."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import altair as alt
import polars as pl
from babel.dates import get_day_names, get_month_names

from di_data.language import ngettext

IMPROVEMENT, CONCERN, NEUTRAL = "#2f7fd1", "#d0690a", "#7d8894"
"""Marks of a chart: told apart by the colour-blind, 3:1 or more on the light and on the dark page."""

GAP_SIZE = 19
"""Pixels: bold text of this size may have a contrast of 3:1."""


@dataclass(frozen=True)
class Figure:
    """A Vega-Lite specification without data, the rows that belong in it, and its message for who cannot see it."""

    specification: dict[str, Any]
    rows: pl.DataFrame
    description: str


def gap_marks(x: alt.X, tooltip: list[alt.Tooltip], color: Any) -> alt.Chart:
    """A sign above the chart for every row whose column `gap` holds one: there a line breaks for a figure that is hidden.

    Above the lines and not at the axis, where a low figure would stand in it.
    """
    signs: alt.Chart = alt.Chart().transform_filter("datum.gap").mark_text(fontSize=GAP_SIZE, fontWeight=600, dy=-10)
    return signs.encode(x=x, y=alt.value(0), text=alt.Text("gap", type="nominal"), color=color, tooltip=tooltip)


def gap_words(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    """How many figures of a line are not shown, for who cannot see its gaps; nothing where all are."""
    count = sum(1 for row in rows if row.get("reason"))
    told = ngettext("{count} figure is not shown: a gap in the line", "{count} figures are not shown: gaps in the line", count)  # fmt: skip
    return [told] if count else []


@cache
def notation(language: str) -> alt.Locale:
    """Numbers, months and days of a language, for Vega."""
    comma, point = (",", ".") if language == "nl" else (".", ",")
    days, short_days = get_day_names("wide", locale=language), get_day_names("abbreviated", locale=language)
    months = get_month_names("wide", "stand-alone", locale=language)
    short = get_month_names("abbreviated", "stand-alone", locale=language)
    return alt.Locale(
        number=alt.NumberLocale(decimal=comma, thousands=point, grouping=[3], currency=["€ ", ""]),
        time=alt.TimeLocale(
            dateTime="%a %e %B %Y %X", date="%d-%m-%Y", time="%H:%M:%S", periods=["", ""],
            days=[days[(day + 6) % 7] for day in range(7)], shortDays=[short_days[(day + 6) % 7] for day in range(7)],
            months=[months[month] for month in range(1, 13)],
            shortMonths=[short[month].rstrip(".") for month in range(1, 13)],
        ),
    )  # fmt: skip


def without_data(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """The chart's specification; the rows are sent apart, once, for all its layers."""
    specification: dict[str, Any] = chart.to_dict(validate=False)
    specification.pop("datasets", None)  # Altair's stand-in for no data, which would draw one undefined row
    for part in (specification, *specification.get("layer", ())):
        part.pop("data", None)
    return specification
