"""How sessions judged the factors: a stacked bar per round, in the order poor, could be better, good."""

from functools import cache
from typing import Any

import altair as alt
import polars as pl

from di_data.charts.figure import CONCERN, IMPROVEMENT, Figure, notation, without_data
from di_data.disclosure import SafeTable
from di_data.language import chosen
from di_data.language import gettext as _
from di_data.vocabulary import Factor, Rating

_MIDDLE = "#8a95a1"


def ratings(table: SafeTable, factor: Factor, title: str) -> Figure:
    """The number of sessions per round and judgement of a factor (`round, factor, rating`): never a mean."""
    frame = (
        table.where(factor=factor.value).frame()
        .group_by("round", "rating").len("sessions")
        .with_columns(
            when=pl.format(_("Round {number}", number="{}"), "round"),
            order=pl.col("rating").replace_strict({rating.value: place for place, rating in enumerate(Rating)}, return_dtype=pl.Int64),
            rating=pl.col("rating").replace_strict({rating.value: rating.label for rating in Rating}, return_dtype=pl.String),
        ).sort("round", "order")
    )  # fmt: skip
    labels = tuple(rating.label for rating in Rating)
    specification = _specification(chosen(), labels, _("Sessions"), _("Judgement"), _("Round"))
    parts = [f"{row['when']}: {row['rating']} {row['sessions']}" for row in frame.iter_rows(named=True)]
    return Figure({**specification, "title": title}, frame, f"{title}. " + "; ".join(parts))


@cache
def _specification(
    language: str, labels: tuple[str, ...], sessions: str, judgement: str, round_word: str
) -> dict[str, Any]:
    chart = (
        alt.Chart()
        .mark_bar()
        .encode(
            x=alt.X("sessions", type="quantitative", title=sessions, axis=alt.Axis(tickMinStep=1, format="d", grid=False)),
            y=alt.Y("when", type="nominal", title=None, axis=alt.Axis(labelFontSize=12, labelOverlap=False)),
            color=alt.Color("rating", type="nominal", title=None,
                            scale=alt.Scale(domain=list(labels), range=[CONCERN, _MIDDLE, IMPROVEMENT]),
                            legend=alt.Legend(orient="bottom", columns=3)),
            order=alt.Order("order", type="quantitative"),
            tooltip=[
                alt.Tooltip("when", type="nominal", title=round_word),
                alt.Tooltip("rating", type="nominal", title=judgement),
                alt.Tooltip("sessions", type="quantitative", title=sessions),
            ],
        )
        .properties(height=alt.Step(34))
        .configure(locale=notation(language))
    )  # fmt: skip
    return without_data(chart)
