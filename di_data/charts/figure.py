"""What a chart function returns, and the notation that all charts share."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import altair as alt
import polars as pl
from babel.dates import get_day_names, get_month_names

IMPROVEMENT, CONCERN, NEUTRAL = "#2f7fd1", "#d0690a", "#7d8894"
"""Marks of a chart: told apart by the colour-blind, 3:1 or more on the light and on the dark page."""


@dataclass(frozen=True)
class Figure:
    """A Vega-Lite specification without data, the rows that belong in it, and its message for who cannot see it."""

    specification: dict[str, Any]
    rows: pl.DataFrame
    description: str


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
