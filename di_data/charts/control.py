"""The XmR chart of a monthly figure: what is signal and what is noise, with target, benchmarks and starts of actions."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import altair as alt
import polars as pl

from di_data.analysis.reading_names import name
from di_data.analysis.signals import Signal
from di_data.analysis.spc import Xmr
from di_data.analysis.timeline import timeline
from di_data.charts.beside import NOTE_WIDTH, right_axis, top_axis, wrapped
from di_data.charts.control_rows import SCHEMA, Content, Row
from di_data.charts.control_words import Lines, Reference, description, note
from di_data.charts.figure import NEUTRAL, Figure, gap_marks, notation, without_data
from di_data.charts.goal_trend import TARGET
from di_data.charts.signs import POINTS, STANDS_OUT_POINT, USUAL
from di_data.disclosure import SafeTable
from di_data.language import chosen
from di_data.language import gettext as _
from di_data.vocabulary import Measure

__all__ = ["Reference", "control_chart"]

HEIGHT = 260
"""Pixels between the highest and the lowest value; titles and months come on top of it."""

TICKS, STEPS = 12, (1, 2, 3, 6, 12)
"""Names of months below the chart at most, and the months from one to the next."""


def control_chart(
    series: SafeTable,
    reading: Xmr,
    measure: Measure,
    title: str,
    *,
    target: float | None = None,
    baseline: float | None = None,
    starts: Mapping[date, Sequence[str]] | None = None,
    references: Sequence[Reference] = (),
) -> Figure:
    """The figures of one unit at one grain (`period, grain, value` and `reason`) with their `reading`: `xmr` of the values of
    `timeline(series)`. A hidden figure is a gap, marked ⊘ above the line; fewer than 13 figures have no limits.

    `title` is the message. `starts` are the titles of the actions that started, by day. Raises ValueError for a reading of
    another series.
    """
    steps, lines = timeline(series), Lines(target, baseline, starts or {}, references)
    if tuple(step.value for step in steps) != reading.values:
        raise ValueError("the reading is of another series")
    content = Content(steps, reading, measure, lines)
    rows = content.rows()
    specification = _in_words(measure == Measure.PERCENT)
    return Figure(
        {
            **specification, "title": {"text": wrapped(title), "anchor": "start"},
            "layer": _fitted(specification["layer"], rows, content),
        },
        pl.DataFrame(rows, schema=SCHEMA, orient="row"),
        description(steps, reading, measure, title, lines),
    )  # fmt: skip


def warm() -> None:
    """Build what all these charts share, so that the first visitor does not wait for Altair."""
    for percent in (True, False):
        _in_words(percent)


def _in_words(percent: bool) -> dict[str, Any]:
    return _specification(chosen(), percent, (_("What"), _("Value"), _("Reading")), json.dumps(_legend()))


def _legend() -> dict[str, str]:
    told = {signal.value: name(signal) for signal in (Signal.IMPROVEMENT, Signal.CONCERN)}
    return {**told, STANDS_OUT_POINT: _("stands out")}


def _fitted(layers: Sequence[dict[str, Any]], rows: Sequence[Row], content: Content) -> list[dict[str, Any]]:
    """The layers with what differs from chart to chart: how high the axis reaches, and the words beside it."""
    low, high = content.domain()
    present = [sign for sign in POINTS if sign != USUAL and any(row.sign == sign for row in rows)]
    step = next((step for step in STEPS if content.months() / step <= TICKS), STEPS[-1])
    months = {
        "title": wrapped(words, NOTE_WIDTH) if (words := note(content.reading)) else None,
        "tickCount": {"interval": "month", "step": step},
    }
    own = {
        ("levels", "y", "axis"): right_axis(content.named(), low, high, HEIGHT),
        ("line", "x", "axis"): months,
        ("points", "shape", "legend"): {"values": present} if present else None,
        ("points", "color", "legend"): {"values": present} if present else None,
    }
    fitted = _marks(layers[0], content)
    for layer in layers[1:]:
        encoding = dict(layer["encoding"])
        for channel, one in layer["encoding"].items():
            if channel == "y" and "field" in one:
                one = {**one, "scale": {"zero": False, "nice": False, "domain": [low, high]}}
            for key in ("axis", "legend"):
                place = (layer.get("name", ""), channel, key)
                if place in own:
                    put = own[place]
                    one = {**one, key: None if put is None else {**(one.get(key) or {}), **put}}
            encoding[channel] = one
        fitted.append({**layer, "encoding": encoding})
    return fitted


def _marks(layer: dict[str, Any], content: Content) -> list[dict[str, Any]]:
    """A layer for every upright line, as each has its words at a height of its own."""
    return [
        {
            **layer,
            "name": f"mark_{lane}",
            "transform": [*layer["transform"], {"filter": f"datum.line == '{lane}'"}],
            "encoding": {**layer["encoding"], "x": {**layer["encoding"]["x"], "axis": top_axis(mark, content.turn(), height)}},
        }
        for lane, (mark, height) in enumerate(content.heights().items())
    ]  # fmt: skip


@cache
def _specification(language: str, percent: bool, words: tuple[str, str, str], legend: str) -> dict[str, Any]:
    what, value, reading = words
    x, y = (alt.X("at", type="temporal", axis=None), alt.Y("value", type="quantitative", axis=None))
    months = alt.Axis(format="%b %Y", labelOverlap=True, grid=False, titleAnchor="start", titleFontWeight="normal")
    values = alt.Axis(
        labelExpr="format(datum.value, ',~f') + '%'" if percent else alt.Undefined, tickCount=6, title=None
    )
    told = [alt.Tooltip("what", type="nominal", title=what), alt.Tooltip("shown", type="nominal", title=value)]
    codes, drawn = list(POINTS), list(POINTS.values())
    key = alt.Legend(orient="bottom", title=None, labelExpr=f"({legend})[datum.label]", symbolSize=90, columns=3, labelLimit=260)  # fmt: skip
    shape = alt.Shape("sign", type="nominal", legend=key, scale=alt.Scale(domain=codes, range=[one.shape for one in drawn]))  # fmt: skip
    color = alt.Color("sign", type="nominal", legend=key, scale=alt.Scale(domain=codes, range=[one.colour for one in drawn]))  # fmt: skip
    line = alt.Detail("line", type="nominal")

    def of(kind: str, name: str = "") -> alt.Chart:
        return alt.Chart(name=name or alt.Undefined).transform_filter(f"datum.kind == '{kind}'")

    def level(kind: str, **rule: Any) -> alt.Chart:
        drawn: alt.Chart = of(kind).mark_rule(**rule).encode(y=y, tooltip=told)
        return drawn

    layers = (
        of("mark").mark_rule(strokeDash=[2, 3], color=NEUTRAL, y=alt.expr("-datum.rise"), y2="height").encode(x=x, tooltip=told),
        of("mean", "levels").mark_line(strokeWidth=1.5, color=NEUTRAL).encode(x=x, y=y, detail=line, tooltip=told),
        of("limit").mark_line(strokeWidth=1.5, strokeDash=[6, 4], color=NEUTRAL).encode(x=x, y=y, detail=line, tooltip=told),
        level("reference", strokeDash=[1, 3], strokeWidth=2, color=NEUTRAL),
        level("baseline", strokeDash=[12, 3, 2, 3], strokeWidth=1.5, color=NEUTRAL),
        level("target", strokeWidth=2, color=TARGET),
        of("figure", "line").mark_line(strokeWidth=1.5, color=NEUTRAL, opacity=0.8).encode(x=alt.X("at", type="temporal", axis=months), y=alt.Y("value", type="quantitative", axis=values)),
        of("figure", "points").transform_filter("datum.value != null").mark_point(filled=True, opacity=1).encode(
            x=x, y=y, shape=shape, color=color, size=alt.condition(f"datum.sign == '{USUAL}'", alt.value(30), alt.value(95)),
            tooltip=[*told, alt.Tooltip("reading", type="nominal", title=reading)],
        ),
        gap_marks(x, told, alt.value(NEUTRAL)),
    )  # fmt: skip
    chart = alt.layer(*layers).resolve_axis(x="independent", y="independent").properties(height=HEIGHT)
    chart = chart.properties(autosize=alt.AutoSizeParams(type="fit-x", contains="padding"))
    return without_data(chart.configure(locale=notation(language)).configure_axis(labelFontSize=12))
