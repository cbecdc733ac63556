"""The funnel plot: which departments differ from their organisation by more than their size and chance explain."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import altair as alt
import polars as pl

from di_data.analysis.funnel import Funnel, Place
from di_data.analysis.reading_names import name
from di_data.analysis.signals import Signal
from di_data.charts.beside import NOTE_WIDTH, Named, right_axis, wrapped
from di_data.charts.figure import NEUTRAL, Figure, notation, without_data
from di_data.charts.goal_trend import LABEL_SIZE, MARGIN
from di_data.charts.signs import POINTS, STANDS_OUT_POINT, USUAL
from di_data.config import PER_CENT
from di_data.disclosure import SafeTable
from di_data.language import chosen, ngettext
from di_data.language import gettext as _
from di_data.notation import measured, number
from di_data.vocabulary import Direction, Measure

HEIGHT = 320
"""Pixels between the lowest and the highest value."""

CURVE = 60
"""Sizes at which the limits are drawn: smooth to the eye."""

SIDE = 0.08
"""Room left of the smallest and right of the largest department, as a share of the largest."""

LEAST = 0.85
"""The smallest group for which the limits are drawn, as a share of the smallest department: they soon run off the chart."""

_SCHEMA = {"kind": pl.String, "line": pl.String, "size": pl.Float64, "value": pl.Float64, "what": pl.String,
           "shown": pl.String, "people": pl.String, "reading": pl.String, "sign": pl.String, "label": pl.String}  # fmt: skip
_Row = dict[str, Any]


def funnel_chart(
    figures: SafeTable, reading: Funnel, measure: Measure, title: str, *, direction: str | None, size: str = "group_size"
) -> Figure:  # fmt: skip
    """The departments (`unit_name, value, reason` and the column `size` on which chance works) with their `reading`: `funnel`
    of those with a value, in the order of the table; a percentage as a share.

    Only departments outside the 99.8% limits have a name in it; there is no order among them. Hidden departments are not
    drawn, and counted in words. Raises ValueError for a reading of other departments.
    """
    shown = [row for row in figures.rows() if row["value"] is not None]
    if len(shown) != len(reading.places):
        raise ValueError("the reading is of other departments")
    scale = PER_CENT if measure == Measure.PERCENT else 1
    sizes = [float(row[size]) for row in shown]
    side = SIDE * max(sizes)
    ends = (max(min(sizes) - side, min(sizes) * LEAST), max(sizes) + side)
    rows = [*_limits(reading, ends, scale), *_departments(shown, sizes, reading, measure, direction)]
    hidden = sum(1 for row in figures.rows() if row.get("reason"))
    specification = _in_words(measure == Measure.PERCENT)
    layers = _fitted(specification["layer"], rows, reading, measure, scale, ends, _below(hidden))
    return Figure(
        {**specification, "title": {"text": wrapped(title), "anchor": "start"}, "layer": layers},
        pl.DataFrame(rows, schema=_SCHEMA, orient="row"),
        _description(title, shown, reading, measure, scale, hidden),
    )  # fmt: skip


def warm() -> None:
    """Build what all these charts share, so that the first visitor does not wait for Altair."""
    for percent in (True, False):
        _in_words(percent)


def _in_words(percent: bool) -> dict[str, Any]:
    return _specification(chosen(), percent, (_("What"), _("Value"), _("Size of the group"), _("Reading")))


def _lines(reading: Funnel, size: float) -> tuple[tuple[str, str, float], ...]:
    """What is drawn across the chart, with its words and its value for a group of this size."""
    band = reading.band(size)
    return (
        ("998", _("99.8% limit"), band.upper_998), ("95", _("95% limit"), band.upper_95),
        ("centre", _("Organisation"), reading.centre),
        ("95", _("95% limit"), band.lower_95), ("998", _("99.8% limit"), band.lower_998),
    )  # fmt: skip


def _limits(reading: Funnel, ends: tuple[float, float], scale: float) -> list[_Row]:
    """The curves, with more of their points among the small groups, where they bend most."""
    ratio = ends[1] / ends[0]
    sizes = [ends[0] * ratio ** (step / (CURVE - 1)) for step in range(CURVE)]
    return [
        _row(kind=kind, line=str(place), size=size, value=value * scale, what=what)
        for size in sizes
        for place, (kind, what, value) in enumerate(_lines(reading, size))
    ]


def _departments(
    shown: Sequence[_Row], sizes: Sequence[float], reading: Funnel, measure: Measure, direction: str | None
) -> list[_Row]:  # fmt: skip
    return [
        _row(kind="department", size=size, value=row["value"], what=row["unit_name"], shown=measured(row["value"], measure),
             people=number(size), reading=name(place), sign=_sign(place, direction),
             label="" if place == Place.WITHIN else row["unit_name"])
        for row, size, place in zip(shown, sizes, reading.places, strict=True)
    ]  # fmt: skip


def _row(**known: Any) -> _Row:
    return {**dict.fromkeys(_SCHEMA, ""), "size": None, "value": None, **known}


def _sign(place: Place, direction: str | None) -> str:
    """How a department is drawn: what differs from the others is better or worse where one way is better."""
    if place == Place.WITHIN:
        return USUAL
    if direction is None:
        return STANDS_OUT_POINT
    is_better = (place == Place.ABOVE) == (Direction(direction) == Direction.HIGHER)
    return (Signal.IMPROVEMENT if is_better else Signal.CONCERN).value


def _below(hidden: int) -> list[str]:
    """The lines below the chart: what is across, and how many departments are not in it."""
    return [_("Size of the group"), *(wrapped(hidden_words(hidden), NOTE_WIDTH) if hidden else [])]


def hidden_words(count: int) -> str:
    """How many departments are not in a comparison of departments."""
    return ngettext("{count} department is not shown, so that nobody can be recognised", "{count} departments are not shown, so that nobody can be recognised", count)  # fmt: skip


def _description(
    title: str, shown: Sequence[_Row], reading: Funnel, measure: Measure, scale: float, hidden: int
) -> str:
    told = [_("Organisation {value}", value=measured(reading.centre * scale, measure))]
    told.append(ngettext("{count} department is compared", "{count} departments are compared", len(shown)))
    for place in (Place.ABOVE, Place.BELOW):
        # By name and not by value: this is no ranking.
        named = sorted((row["unit_name"], measured(row["value"], measure)) for row, one in zip(shown, reading.places, strict=True) if one == place)  # fmt: skip
        if named:
            told.append(f"{name(place)}: " + ", ".join(f"{unit} ({value})" for unit, value in named))
    if set(reading.places) == {Place.WITHIN}:
        told.append(_("all of them lie within the limits"))
    return f"{title}. " + "; ".join(told + ([hidden_words(hidden)] if hidden else []))


def _fitted(
    layers: Sequence[_Row], rows: Sequence[_Row], reading: Funnel, measure: Measure, scale: float, ends: tuple[float, float], below: list[str]
) -> list[_Row]:  # fmt: skip
    """The layers with what differs from chart to chart: how far the axes reach, and the words at the limits."""
    values = [row["value"] for row in rows]
    room = MARGIN * ((max(values) - min(values)) or abs(max(values)) or 1.0)
    low, high = min(values) - (room if min(values) else 0.0), max(values) + room
    named = [Named(value * scale, (f"{what} {measured(value * scale, measure)}",)) for _kind, what, value in _lines(reading, ends[1])]  # fmt: skip
    scales = {
        "x": {"zero": False, "nice": False, "domain": list(ends)},
        "y": {"zero": False, "nice": False, "domain": [low, high]},
    }
    fitted = []
    for layer in layers:
        encoding = dict(layer["encoding"])
        for channel, one in scales.items():
            encoding[channel] = {**encoding[channel], "scale": one}
        if layer["name"] == "centre":
            encoding["y"]["axis"] = right_axis(named, low, high, HEIGHT)
        if layer["name"] == "points":
            encoding["x"]["axis"] = {**encoding["x"]["axis"], "title": below}
        half = (ends[0] + ends[1]) / 2
        if layer["name"] in ("left", "right"):
            side = f"datum.label && datum.size {'<' if layer['name'] == 'left' else '>='} {half}"
            layer = {**layer, "transform": [{"filter": side}]}
        fitted.append({**layer, "encoding": encoding})
    return fitted


@cache
def _specification(language: str, percent: bool, words: tuple[str, str, str, str]) -> dict[str, Any]:
    what, value, size, reading = words
    x, y = alt.X("size", type="quantitative", axis=None), alt.Y("value", type="quantitative", axis=None)
    sizes = alt.Axis(format=",d", tickCount=6, grid=False, titleAnchor="start", titleFontWeight="normal")
    values = alt.Axis(
        labelExpr="format(datum.value, ',~f') + '%'" if percent else alt.Undefined, tickCount=6, title=None
    )
    told = [alt.Tooltip("what", type="nominal", title=what), alt.Tooltip("shown", type="nominal", title=value),
            alt.Tooltip("people", type="nominal", title=size)]  # fmt: skip
    drawn = list(POINTS.values())
    shape = alt.Shape("sign", type="nominal", legend=None, scale=alt.Scale(domain=list(POINTS), range=[one.shape for one in drawn]))  # fmt: skip
    color = alt.Color("sign", type="nominal", legend=None, scale=alt.Scale(domain=list(POINTS), range=[one.colour for one in drawn]))  # fmt: skip

    def curve(kind: str, **line: Any) -> alt.Chart:
        chart = alt.Chart(name=f"curve_{kind}" if kind != "centre" else kind).transform_filter(
            f"datum.kind == '{kind}'"
        )
        marked: alt.Chart = chart.mark_line(color=NEUTRAL, **line).encode(x=x, y=y, detail=alt.Detail("line", type="nominal"), tooltip=told[:1])  # fmt: skip
        return marked

    def named(side: str, **text: Any) -> alt.Chart:
        chart = alt.Chart(name=side).mark_text(fontSize=LABEL_SIZE, fontWeight=600, baseline="middle", **text)
        marked: alt.Chart = chart.encode(x=x, y=y, text=alt.Text("label", type="nominal"), color=color)
        return marked

    points = (
        alt.Chart(name="points")
        .transform_filter("datum.kind == 'department'")
        .mark_point(filled=True, opacity=1)
        .encode(
            x=alt.X("size", type="quantitative", axis=sizes), y=alt.Y("value", type="quantitative", axis=values),
            shape=shape, color=color, size=alt.condition(f"datum.sign == '{USUAL}'", alt.value(45), alt.value(120)),
            tooltip=[*told, alt.Tooltip("reading", type="nominal", title=reading)],
        )
    )  # fmt: skip
    layers = (
        curve("998", strokeWidth=1.5), curve("95", strokeWidth=1.5, strokeDash=[6, 4]),
        curve("centre", strokeWidth=1.5, strokeDash=[12, 3, 2, 3]), points,
        named("left", align="left", dx=11), named("right", align="right", dx=-11),
    )  # fmt: skip
    chart = alt.layer(*layers).resolve_axis(x="independent", y="independent").properties(height=HEIGHT)
    chart = chart.properties(autosize=alt.AutoSizeParams(type="fit-x", contains="padding"))
    return without_data(chart.configure(locale=notation(language)).configure_axis(labelFontSize=12))
