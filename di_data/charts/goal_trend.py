"""The figure of a goal over time, with its baseline, its targets and the months in which actions started."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import altair as alt
import polars as pl

from di_data import gaps
from di_data.charts.beside import named_years, wrapped
from di_data.charts.figure import IMPROVEMENT, NEUTRAL, Figure, gap_marks, gap_words, notation, without_data
from di_data.charts.trend import SMALLEST_SPAN, STEPPED
from di_data.disclosure import SafeTable
from di_data.language import chosen, ngettext
from di_data.language import gettext as _
from di_data.notation import day, measured, period
from di_data.periods import Grain, Period, next_period
from di_data.vocabulary import Measure

HEIGHT = 300
TARGET = "#4b7f52"
"""Green, 3:1 or more on the light and on the dark page; a diamond, so that it is told without its colour too."""

LABEL_SIZE = 19
"""Pixels: bold words of this size may have a contrast of 3:1, so they have the colour of what they name."""

MARGIN = 0.06
"""Room above and below, as a share of what is drawn, so that marks and their labels stay within the chart."""

TITLES_AT_MOST = 4
"""Titles of actions that fit in a tooltip."""

_SCHEMA = {"kind": pl.String, "at": pl.Date, "value": pl.Float64, "what": pl.String, "shown": pl.String, "label": pl.String, "gap": pl.String}  # fmt: skip
_Row = tuple[str, date | None, float | None, str, str, str, str]
_Rows = list[_Row]


def goal_trend(
    series: SafeTable,
    measure: Measure,
    title: str,
    *,
    baseline: float | None = None,
    targets: Sequence[tuple[date, float]] = (),
    starts: Mapping[date, Sequence[str]] | None = None,
) -> Figure:
    """The figures of one unit at one grain (`period, grain, value`). A hidden figure is a gap in the line, marked ⊘ above it.

    `targets` are days with a value; `starts` the titles of the actions that started, by month.
    """
    rows = _figures(series, measure)
    if baseline is not None:
        rows.append(_labelled("baseline", None, baseline, _("Baseline"), measure))
    rows += [_labelled("target", on, value, _("Target by {day}", day=day(on)), measure) for on, value in targets]
    rows += [("start", month, None, _("Started"), _named(titles), "", "") for month, titles in (starts or {}).items()]
    frame = pl.DataFrame(rows, schema=_SCHEMA, orient="row")
    specification = {**_in_words(measure == Measure.PERCENT), "title": {"text": wrapped(title), "anchor": "start"}}
    yearly = Grain.YEAR in series.column("grain")
    if measure == Measure.PERCENT:
        specification["layer"] = _zoomed(specification["layer"], frame["value"], yearly)
    if yearly:
        specification["layer"] = _by_year(specification["layer"], frame["at"])
    return Figure(specification, frame, _description(series, rows, title, starts or {}))


def warm() -> None:
    """Build what all these charts share, so that the first visitor does not wait for Altair."""
    for percent in (True, False):
        _in_words(percent)


def _in_words(percent: bool) -> dict[str, Any]:
    return _specification(chosen(), percent, _("What"), _("Value"))


def _named(titles: Sequence[str]) -> str:
    more = len(titles) - TITLES_AT_MOST
    told = " · ".join(titles[:TITLES_AT_MOST])
    return told if more <= 0 else told + " · " + ngettext("{count} other", "{count} others", more)


def _labelled(kind: str, at: date | None, value: float, what: str, measure: Measure) -> _Row:
    shown = measured(value, measure)
    return kind, at, value, what, shown, shown, ""


def _figures(series: SafeTable, measure: Measure) -> _Rows:
    """A row per figure; one without a value breaks the line. The newest is labelled at the line."""
    found = [(Period(row["period"], Grain(row["grain"])), row) for row in series.sorted("period").rows()]
    newest = max((at for at, row in found if row["value"] is not None), default=None)
    rows: _Rows = []
    before: Period | None = None
    for at, row in found:
        if before is not None and at.grain in STEPPED and next_period(before) < at:
            missing = next_period(before)
            rows.append(("figure", _drawn_at(missing), None, period(missing), measured(None, measure), "", ""))
        before, told = at, measured(row["value"], measure)
        if row.get("reason"):
            rows.append(("figure", _drawn_at(at), None, period(at), gaps.cell(row), "", gaps.SIGN))
        else:
            rows.append(("figure", _drawn_at(at), row["value"], period(at), told, told if at == newest else "", ""))
    return rows


def _drawn_at(at: Period) -> date:
    """A moving year stands at its end, where the newest month came in; another period in its middle."""
    return at.end if at.grain == Grain.MOVING_YEAR else at.start + timedelta(days=(at.end - at.start).days // 2)


def _description(series: SafeTable, rows: _Rows, title: str, starts: Mapping[date, Sequence[str]]) -> str:
    figures = [row for row in rows if row[0] == "figure" and row[2] is not None]
    told = []
    if figures:
        told.append(_("From {first} to {last}", first=f"{figures[0][4]} ({figures[0][3]})", last=f"{figures[-1][4]} ({figures[-1][3]})"))  # fmt: skip
    told += gap_words(series.rows())
    told += [f"{row[3]}: {row[4]}" for row in rows if row[0] in ("baseline", "target")]
    if count := sum(map(len, starts.values())):
        told.append(ngettext("{count} action started", "{count} actions started", count))
    return f"{title}. " + "; ".join(told)


def _zoomed(layers: list[dict[str, Any]], values: pl.Series, yearly: bool) -> list[dict[str, Any]]:
    """The layers with an axis that shows at least the smallest span, so that noise does not look like news."""
    known = values.drop_nulls().to_list()
    if not known:
        return layers
    low, high = min(known), max(known)
    room = max(MARGIN * (high - low), (SMALLEST_SPAN["year" if yearly else "month"] - (high - low)) / 2)
    scale = {"zero": False, "nice": False, "domain": [max(0.0, low - room) if low >= 0 else low - room, high + room]}

    def zoomed(layer: dict[str, Any]) -> dict[str, Any]:
        y = layer["encoding"].get("y", {})
        return layer if "field" not in y else {**layer, "encoding": {**layer["encoding"], "y": {**y, "scale": scale}}}

    return [zoomed(layer) for layer in layers]


def _by_year(layers: list[dict[str, Any]], days: pl.Series) -> list[dict[str, Any]]:
    """The layers with the name of every year in its middle, where its figure stands."""
    axis = {"format": "%Y", "values": named_years(days.drop_nulls())}

    def by_year(layer: dict[str, Any]) -> dict[str, Any]:
        x = layer["encoding"].get("x", {})
        if "field" not in x:
            return layer
        return {**layer, "encoding": {**layer["encoding"], "x": {**x, "axis": {**x["axis"], **axis}}}}

    return [by_year(layer) for layer in layers]


@cache
def _specification(language: str, percent: bool, what: str, value: str) -> dict[str, Any]:
    x = alt.X("at", type="temporal", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True, grid=False))
    y = alt.Y(
        "value", type="quantitative", title=None, scale=alt.Scale(zero=False, nice=True),
        axis=alt.Axis(labelExpr="format(datum.value, ',~f') + '%'" if percent else alt.Undefined, tickCount=6),
    )  # fmt: skip
    tooltip = [alt.Tooltip("what", type="nominal", title=what), alt.Tooltip("shown", type="nominal", title=value)]

    def of(kind: str) -> alt.Chart:
        return alt.Chart().transform_filter(f"datum.kind == '{kind}'")

    def label(kind: str, where: Any, colour: str, **text: Any) -> alt.Chart:
        drawn = alt.Text("label", type="nominal")
        marked: alt.Chart = of(kind).mark_text(fontSize=LABEL_SIZE, fontWeight=600, color=colour, **text)
        return marked.encode(x=where, y=y, text=drawn)

    layers = (
        of("start").mark_rule(strokeDash=[2, 3], color=NEUTRAL, opacity=0.7).encode(x=x, tooltip=tooltip),
        of("start").mark_point(shape="triangle-up", filled=True, size=90, color=NEUTRAL, opacity=1, yOffset=-6).encode(x=x, y=alt.value("height"), tooltip=tooltip),
        of("baseline").mark_rule(strokeDash=[6, 4], color=NEUTRAL, strokeWidth=1.5).encode(y=y, tooltip=tooltip),
        of("figure").mark_line(point=alt.OverlayMarkDef(size=28, filled=True), strokeWidth=2, color=IMPROVEMENT).encode(x=x, y=y, tooltip=tooltip),
        of("target").mark_point(shape="diamond", filled=True, size=140, color=TARGET, opacity=1).encode(x=x, y=y, tooltip=tooltip),
        gap_marks(x, tooltip, alt.value(IMPROVEMENT)),
        label("baseline", alt.value(0), NEUTRAL, align="left", baseline="bottom", dx=4, dy=-4),
        label("figure", x, IMPROVEMENT, align="right", baseline="top", dx=6, dy=10),
        label("target", x, TARGET, align="right", baseline="bottom", dx=8, dy=-8),
    )  # fmt: skip
    chart = alt.layer(*layers).properties(height=HEIGHT).configure(locale=notation(language))
    return without_data(chart.configure_axis(labelFontSize=12))
