"""How answers to survey questions are distributed: a bar per round and department, the neutral answer split around zero."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import altair as alt
import polars as pl

from di_data.analysis.answer_scale import NEGATIVE, NEUTRAL, NOT_POSITIVE, POSITIVE
from di_data.analysis.survey import diverging
from di_data.charts.beside import TITLE_WIDTH, wrapped
from di_data.charts.figure import NEUTRAL as LINE
from di_data.charts.figure import Figure, notation, without_data
from di_data.disclosure import SafeTable
from di_data.language import chosen
from di_data.language import gettext as _
from di_data.notation import number, period
from di_data.periods import Grain, Period

ROW_HEIGHT = 34
"""Pixels for a bar with its distance to the next: the percentage in it is read without strain."""

LABEL_WIDTH = 210
"""Pixels for the round and department; the tooltip and the table have them whole."""

FITS = 0.07
"""Share of the answers from which a percentage fits in its part of a bar on a page of 800 pixels."""

TEXT = "#1c2733"
"""On every colour of the bars 4.5:1 or more, so one dark colour serves all, on a light and on a dark page."""

_ORANGE, _LIGHT_ORANGE, _LIGHT_BLUE, _BLUE = "#ec8a2c", "#fadfc0", "#cbe1f8", "#5c9fe6"
_STEPS = {NOT_POSITIVE: "#b9c0c9", NEGATIVE: "#f4b673", NEUTRAL: "#e3e7eb", POSITIVE: "#96c3f1"}
"""Orange against blue: told apart by the colour-blind; the stronger the answer the darker, what is merged in between. Each part
has its place and its order too, and a line between it and the next."""


_FIVE = 5
"""The scale with one answer between each end and the middle."""


class _Part(NamedTuple):
    """An answer in a bar."""

    words: str
    colour: str


def label(code: str) -> str:
    """An answer (a code of `analysis.answer_scale`) in the user's language."""
    merged = {NEGATIVE: _("Negative"), NEUTRAL: _("Neutral"), POSITIVE: _("Positive"), NOT_POSITIVE: _("Not positive")}
    if code in merged:
        return merged[code]
    place, length = map(int, code.split("/"))
    if place in (1, length):
        return _("Most negative") if place == 1 else _("Most positive")
    if length == _FIVE:
        return _("A little negative") if place < length / 2 else _("A little positive")
    return _("Answer {place} of {length}", place=place, length=length)


def diverging_bars(table: SafeTable, title: str) -> Figure:
    """The distributions of one question (the columns of `reports.answers.answers`): a bar per round and department, in the
    order of the table, the rounds of a department under one another. Positive answers to the right of zero, the others to the left,
    the neutral one half on either side. Of a bar that tells no more than positive or not, all that is not positive is left.
    `title` says what is drawn. Raises ValueError for a table of several questions."""
    if len(table.distinct("indicator")) > 1:
        raise ValueError("a chart of answers is about one question")
    several = len(table.distinct("unit_id")) > 1
    rows = [row for bar in _bars(table) for row in _drawn(bar, several)]
    frame = pl.DataFrame(rows, schema=_SCHEMA, orient="row")
    parts = _legend(table)
    words = (_("Department and round"), _("Answer"), _("Share"), _("Answers"))
    specification = {**_specification(chosen(), tuple(parts), words), "title": wrapped(title, TITLE_WIDTH)}
    return Figure(specification, frame, _description(table, title, several))


def answer_rows(table: SafeTable) -> pl.DataFrame:
    """The table behind the chart: a row per bar and answer, in the user's words."""
    return pl.DataFrame(
        [
            {
                _("Department"): row["unit_name"], _("Round"): _round(row), _("Answer"): label(row["category"]),
                _("Number"): row["count"], _("Of the answers"): row["answers"], _("Share"): _percent(row["share"]),
            }
            for row in table.rows()
        ]
    )  # fmt: skip


_SCHEMA = {
    "bar": pl.String, "place": pl.Int64, "answer": pl.String, "order": pl.Int64, "start": pl.Float64, "end": pl.Float64,
    "middle": pl.Float64, "shown": pl.String, "inside": pl.String, "count": pl.Int64, "answers": pl.Int64,
}  # fmt: skip

Bar = tuple[int, list[dict[str, Any]]]


def _bars(table: SafeTable) -> Iterator[Bar]:
    """The rows of every bar with its place: the rounds of a department together, the oldest above."""
    bars: dict[tuple[str, Any, str], list[dict[str, Any]]] = {}
    for row in table.rows():
        bars.setdefault((row["unit_id"], row["period"], row["grain"]), []).append(row)
    units = list(dict.fromkeys(unit for unit, _period, _grain in bars))
    yield from enumerate(bars[key] for key in sorted(bars, key=lambda key: (units.index(key[0]), key[1])))


def _drawn(bar: Bar, several: bool) -> Iterator[tuple[object, ...]]:
    place, rows = bar
    for order, (row, start, end) in enumerate(_placed(rows)):
        told = _percent(row["share"])
        yield (
            _bar_name(row, several), place, label(row["category"]), order, start, end, round((start + end) / 2, 1), told,
            told if row["share"] >= FITS else "", row["count"], row["answers"],
        )  # fmt: skip


def _placed(rows: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], float, float]]:
    for row, segment in zip(rows, diverging([row["count"] for row in rows]), strict=True):
        yield row, round(100 * segment.start, 1), round(100 * segment.end, 1)


def _bar_name(row: dict[str, Any], several: bool) -> str:
    return f"{row['unit_name']}, {_round(row)}" if several else _round(row)


def _round(row: dict[str, Any]) -> str:
    return period(Period(row["period"], Grain(row["grain"])))


def _percent(share: float) -> str:
    return f"{number(100 * share)}%"


def _legend(table: SafeTable) -> list[_Part]:
    """The answers that occur, from the most negative to the most positive."""
    found = {code: _strength(code) for code in table.column("category")}
    return [_Part(label(code), _colour(code)) for code in sorted(found, key=lambda code: found[code])]


def _strength(code: str) -> float:
    """Where an answer stands between −1 and 1; what is merged just inside the strongest answers."""
    if "/" in code:
        place, length = map(int, code.split("/"))
        return 2 * (place - 1) / (length - 1) - 1
    return {NOT_POSITIVE: -0.2, NEGATIVE: -0.99, NEUTRAL: 0.0, POSITIVE: 0.99}[code]


def _colour(code: str) -> str:
    if code in _STEPS:
        return _STEPS[code]
    strength = _strength(code)
    if abs(strength) == 1:
        return _ORANGE if strength < 0 else _BLUE
    return _LIGHT_ORANGE if strength < 0 else _LIGHT_BLUE


def _description(table: SafeTable, title: str, several: bool) -> str:
    parts = []
    for _place, rows in _bars(table):
        answers = ", ".join(f"{label(row['category'])} {_percent(row['share'])}" for row in rows)
        parts.append(f"{_bar_name(rows[0], several)}: {answers}")
    return f"{title}. " + "; ".join(parts)


@cache
def _specification(language: str, parts: tuple[_Part, ...], words: tuple[str, str, str, str]) -> dict[str, Any]:
    bar, answer, share, answers = words
    y = alt.Y(
        "bar", type="nominal", title=None, sort=alt.EncodingSortField("place", op="min"), scale=alt.Scale(paddingInner=0.25),
        axis=alt.Axis(labelOverlap=False, labelLimit=LABEL_WIDTH, domain=False, ticks=False, labelPadding=8),
    )  # fmt: skip
    axis = alt.Axis(labelExpr="format(abs(datum.value), ',~f') + '%'", tickCount=6, grid=True, gridOpacity=0.35)
    colour = alt.Color(
        "answer", type="nominal", title=None,
        scale=alt.Scale(domain=[part.words for part in parts], range=[part.colour for part in parts]),
        legend=alt.Legend(orient="bottom", columns=3, labelLimit=260, symbolType="square", symbolStrokeWidth=0),
    )  # fmt: skip
    tooltip = [
        alt.Tooltip("bar", type="nominal", title=bar), alt.Tooltip("answer", type="nominal", title=answer),
        alt.Tooltip("shown", type="nominal", title=share), alt.Tooltip("answers", type="quantitative", title=answers, format="d"),
    ]  # fmt: skip
    bars = alt.Chart().mark_bar(stroke=TEXT, strokeWidth=0.6).encode(
        x=alt.X("start", type="quantitative", title=None, axis=axis), x2=alt.X2("end"), y=y, color=colour, tooltip=tooltip,
    )  # fmt: skip
    numbers = alt.Chart().mark_text(fontSize=12, color=TEXT).encode(
        x=alt.X("middle", type="quantitative"), y=y, text=alt.Text("inside", type="nominal"), tooltip=tooltip,
    )  # fmt: skip
    zero = alt.Chart().mark_rule(color=LINE, strokeWidth=1.5).encode(x=alt.datum(0))
    chart = (
        alt.layer(zero, bars, numbers)
        .properties(height=alt.Step(ROW_HEIGHT))
        .configure(locale=notation(language))
        .configure_axis(labelFontSize=12)
    )
    return without_data(chart)
