"""A figure over time, a line per department, with benchmarks as dashed grey lines."""

from datetime import date
from functools import cache
from typing import Any

import altair as alt
import polars as pl

from di_data import gaps
from di_data.charts.figure import NEUTRAL, Figure, gap_marks, gap_words, notation, without_data
from di_data.disclosure import SafeTable
from di_data.language import chosen
from di_data.language import gettext as _
from di_data.notation import measured, period
from di_data.periods import Grain, Period, next_period
from di_data.vocabulary import Measure

_COLUMNS = ("period", "when", "series", "value", "shown", "is_benchmark", "gap")

SMALLEST_SPAN = {"year": 12.0, "month": 3.0}
"""Points that the axis shows at least: a survey of a department moves several points by chance, absence about one."""


def trend(figures: SafeTable, benchmarks: SafeTable | None, measure: Measure, title: str) -> Figure:
    """The figures (`period, grain, unit_name, value`) over time. A hidden figure is a gap in its line, marked ⊘ above it; a line of which
    nothing is shown has no gaps to mark, unless there is no other.

    `benchmarks` has `period, grain, series_name, source, value`. `title` says what is drawn.
    """
    rows = _rows(figures, "unit_name", measure, False)
    if benchmarks is not None:
        rows += _rows(benchmarks, "series_name", measure, True)
    frame = _marked_in_lines(
        pl.DataFrame(rows, schema={name: _TYPES.get(name, pl.String) for name in _COLUMNS}, orient="row")
    )
    yearly = set(figures.column("grain")) == {Grain.YEAR.value}
    specification = _specification(chosen(), measure, yearly, _("Period"), _("Department"), _("Benchmark"), _("Value"))
    layers = specification["layer"]
    if measure == Measure.PERCENT:
        layers = _zoomed(layers, frame, yearly)
    specification = {**specification, "title": title, "layer": layers}
    return Figure(specification, frame, _description(figures, measure, title))


_TYPES = {"period": pl.Date, "value": pl.Float64, "is_benchmark": pl.Boolean}


def _rows(table: SafeTable, name: str, measure: Measure, is_benchmark: bool) -> list[tuple[object, ...]]:
    """A row per figure, and one without a value wherever a series misses a period: its line breaks there."""
    rows: list[tuple[object, ...]] = []
    before: dict[str, Period] = {}
    for row in table.sorted(name, "period").rows():
        at = Period(row["period"], Grain(row["grain"]))
        last = before.get(row[name])
        if last is not None and at.grain in STEPPED and next_period(last) < at:
            missing = next_period(last)
            rows.append((_drawn_at(missing), period(missing), row[name], None, measured(None, measure), is_benchmark, ""))  # fmt: skip
        before[row[name]] = at
        told, gap = measured(row["value"], measure), ""
        if row.get("reason"):
            told, gap = gaps.cell(row), gaps.SIGN
        rows.append((_drawn_at(at), period(at), row[name], row["value"], told, is_benchmark, gap))
    return rows


def _marked_in_lines(rows: pl.DataFrame) -> pl.DataFrame:
    drawn = rows.filter(~pl.col("is_benchmark"), pl.col("value").is_not_null())["series"].unique().to_list()
    if not drawn:
        return rows
    return rows.with_columns(gap=pl.when(pl.col("series").is_in(drawn)).then("gap").otherwise(pl.lit("")))


STEPPED = (Grain.MONTH, Grain.QUARTER, Grain.MOVING_YEAR)
"""Grains of which every next period is expected; surveys are held once in so many years."""


def _zoomed(layers: list[dict[str, Any]], frame: pl.DataFrame, yearly: bool) -> list[dict[str, Any]]:
    """The layers with an axis that shows at least the smallest span, so that noise does not look like news."""
    values = frame["value"].drop_nulls()
    if values.is_empty():
        return layers
    low, high = float(values.min()), float(values.max())  # type: ignore[arg-type]
    room = max(0.0, (SMALLEST_SPAN["year" if yearly else "month"] - (high - low)) / 2)
    domain = [max(0.0, low - room) if low >= 0 else low - room, high + room]
    zoomed = []
    for layer in layers:
        y = layer["encoding"]["y"]
        if "field" not in y:
            zoomed.append(layer)
            continue
        zoomed.append(
            {**layer, "encoding": {**layer["encoding"], "y": {**y, "scale": {**y["scale"], "domain": domain}}}}
        )
    return zoomed


def _drawn_at(when: Period) -> date:
    """Where a period stands on the axis: at its first day; a moving year at its last."""
    return when.end if when.grain == Grain.MOVING_YEAR else when.start


def _description(figures: SafeTable, measure: Measure, title: str) -> str:
    parts = []
    for name in dict.fromkeys(figures.column("unit_name")):
        values = [
            row["value"] for row in figures.where(unit_name=name).sorted("period").rows() if row["value"] is not None
        ]
        if values:
            parts.append(_("{name}: from {first} to {last}", name=name, first=measured(values[0], measure), last=measured(values[-1], measure)))  # fmt: skip
    return f"{title}. " + "; ".join([*parts, *gap_words(figures.rows())])


@cache
def _specification(
    language: str,
    measure: Measure,
    yearly: bool,
    period_word: str,
    series_word: str,
    benchmark_word: str,
    value_word: str,
) -> dict[str, Any]:
    x = alt.X(
        "period", type="temporal", title=None,
        axis=alt.Axis(format="%Y" if yearly else "%b %Y", tickCount={"interval": "year", "step": 1} if yearly else alt.Undefined,
                      labelOverlap=True, grid=False),
    )  # fmt: skip
    percent = measure == Measure.PERCENT
    y = alt.Y(
        "value", type="quantitative", title=None, scale=alt.Scale(zero=False, nice=True),
        axis=alt.Axis(labelExpr="format(datum.value, ',~f') + '%'" if percent else alt.Undefined, tickCount=6),
    )  # fmt: skip
    tooltip = [
        alt.Tooltip("series", type="nominal", title=series_word),
        alt.Tooltip("when", type="nominal", title=period_word),
        alt.Tooltip("shown", type="nominal", title=value_word),
    ]
    color = alt.Color("series", type="nominal", title=None, legend=alt.Legend(orient="bottom", columns=3, labelLimit=260))  # fmt: skip
    units = (
        alt.Chart()
        .mark_line(point=alt.OverlayMarkDef(size=28, filled=True), strokeWidth=2)
        .encode(
            x=x, y=y, tooltip=tooltip,
            color=color,
        )
        .transform_filter("!datum.is_benchmark")
    )  # fmt: skip
    benchmarks = (
        alt.Chart()
        .mark_line(strokeDash=[5, 4], strokeWidth=1.5, color=NEUTRAL)
        .encode(x=x, y=y, tooltip=tooltip, detail=alt.Detail("series", type="nominal"))
        .transform_filter("datum.is_benchmark")
    )
    chart = (
        alt.layer(benchmarks, units, gap_marks(x, tooltip, color))
        .configure(locale=notation(language))
        .configure_axis(labelFontSize=12)
    )
    return without_data(chart.properties(height=340))


def warm() -> None:
    """Build one specification, so that the first visitor does not wait for Altair."""
    _specification("nl", Measure.PERCENT, False, "", "", "", "")
