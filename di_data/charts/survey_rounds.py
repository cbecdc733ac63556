"""The rounds of a survey with their margins, and a benchmark over the years with its interval and the breaks in its method."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import altair as alt
import polars as pl

from di_data import gaps
from di_data.analysis.survey import Share
from di_data.charts.beside import named_years, wrapped
from di_data.charts.figure import IMPROVEMENT, NEUTRAL, Figure, gap_marks, gap_words, notation, without_data
from di_data.charts.trend import SMALLEST_SPAN
from di_data.config import PER_CENT
from di_data.disclosure import SafeTable
from di_data.language import chosen
from di_data.language import gettext as _
from di_data.notation import measured, number
from di_data.vocabulary import Measure

HEIGHT = 200
LABEL_SIZE = 15
"""Pixels: bold figures of this size may have a contrast of 3:1."""

_SCHEMA = {"at": pl.Date, "value": pl.Float64, "lower": pl.Float64, "upper": pl.Float64, "series": pl.String,
           "what": pl.String, "shown": pl.String, "margin": pl.String, "label": pl.String, "gap": pl.String,
           "kind": pl.String}  # fmt: skip
_Row = dict[str, Any]


def survey_rounds(
    figures: SafeTable, shares: Mapping[tuple[str, date], Share], title: str, *, first: str = ""
) -> Figure:
    """The yearly percentages of one or two units (`unit_id, unit_name, period, value, reason`), a line each, with a bar for
    the 95% margin where `shares` (by unit and period) has one. A hidden figure is a gap, marked ⊘. `title`: the message;
    `first`: the name of the unit that it is about, which is drawn in colour."""
    rows: list[_Row] = []
    told = []
    for row in figures.sorted("unit_name", "period").rows():
        value, year = row["value"], str(row["period"].year)
        share = shares.get((row["unit_id"], row["period"]))
        margin = None if share is None or value is None else PER_CENT * share.margin
        shown = gaps.cell(row) if row.get("reason") else measured(value, Measure.PERCENT)
        rows.append({
            "at": _middle(row["period"]), "value": value, "series": row["unit_name"], "what": year, "shown": shown,
            "lower": None if margin is None else max(0.0, value - margin), "kind": "figure",
            "upper": None if margin is None else min(100.0, value + margin), "label": shown if value is not None else "",
            "margin": "" if margin is None else f"± {number(margin, 1)}", "gap": gaps.SIGN if row.get("reason") else "",
        })  # fmt: skip
        if value is not None:
            told.append(
                f"{row['unit_name']} {year}: {shown}" + (f" ± {number(margin, 1)}" if margin is not None else "")
            )
    names = sorted({row["series"] for row in rows}, key=lambda name: name != first)
    return _figure(rows, title, [*told, *gap_words(figures.rows())], names)


def benchmark_years(references: SafeTable, title: str, breaks: Mapping[int, str] | None = None) -> Figure:
    """A benchmark by year (`period, value, lower, upper, series_name`) with its 95% interval. `breaks`: by year, from which
    on another method was used, what is said of it; the line is broken there."""
    rows: list[_Row] = []
    told, said = [], breaks or {}
    for row in references.sorted("period").rows():
        year = row["period"].year
        part = sum(year >= start for start in said)
        rows.append({
            "at": _middle(row["period"]), "value": row["value"], "lower": row["lower"], "upper": row["upper"],
            "series": str(part), "what": str(year), "shown": measured(row["value"], Measure.PERCENT), "label": "",
            "margin": _interval(row), "gap": "", "kind": "figure",
        })  # fmt: skip
        told.append(f"{year}: {measured(row['value'], Measure.PERCENT)} {_interval(row)}".strip())
    if rows:
        rows[-1]["label"] = rows[-1]["shown"]
    for year, words in said.items():
        rows.append(
            dict.fromkeys(_SCHEMA) | {"at": date(year, 1, 1), "what": words, "shown": str(year), "kind": "break"}
        )
        told.append(f"{year}: {words}")
    return _figure(rows, title, told, ())


def _interval(row: Mapping[str, Any]) -> str:
    if row["lower"] is None or row["upper"] is None:
        return ""
    return _("{lower} to {upper}", lower=number(row["lower"], 1), upper=measured(row["upper"], Measure.PERCENT))


def _middle(start: date) -> date:
    return date(start.year, 7, 2)


def warm() -> None:
    """Build what all these charts share, so that the first visitor does not wait for Altair."""
    _in_words()


def _in_words() -> dict[str, Any]:
    return _specification(chosen(), (_("What"), _("Year"), _("Value"), _("Margin (95%)")))


def _figure(rows: list[_Row], title: str, told: list[str], names: Sequence[str]) -> Figure:
    frame = pl.DataFrame(rows, schema=_SCHEMA, orient="row")
    ends = [end for row in rows for end in (row["value"], row["lower"], row["upper"]) if end is not None]
    low, high = (min(ends), max(ends)) if ends else (0.0, PER_CENT)
    room = max(2.0, (SMALLEST_SPAN["year"] - (high - low)) / 2)
    domain = [max(0.0, low - room), min(float(PER_CENT), high + room)]
    named = named_years(row["at"] for row in rows if row["kind"] == "figure")
    specification = _in_words()
    layers = [_fitted(layer, domain, named, names) for layer in specification["layer"]]
    return Figure(
        {**specification, "title": {"text": wrapped(title), "anchor": "start"}, "layer": layers}, frame,
        f"{title}. " + "; ".join(told),
    )  # fmt: skip


def _fitted(
    layer: dict[str, Any], domain: list[float], named: list[dict[str, int]], names: Sequence[str]
) -> dict[str, Any]:
    """A layer with the height and the years of these figures, and the names of their lines where there are several."""
    encoding = dict(layer["encoding"])
    if "field" in encoding.get("y", {}):
        encoding["y"] = {**encoding["y"], "scale": {"zero": False, "nice": False, "domain": domain}}
    if "field" in encoding.get("x", {}):
        encoding["x"] = {**encoding["x"], "axis": {**encoding["x"]["axis"], "values": named}}
    if names and "field" in encoding.get("color", {}):
        legend = {"orient": "bottom", "labelLimit": 260, "symbolType": "circle"} if len(names) > 1 else None
        scale = {**encoding["color"]["scale"], "domain": list(names)}
        encoding["color"] = {**encoding["color"], "legend": legend, "scale": scale}
    return {**layer, "encoding": encoding}


@cache
def _specification(language: str, words: tuple[str, str, str, str]) -> dict[str, Any]:
    what, year, value, margin = words
    x = alt.X("at", type="temporal", title=None, axis=alt.Axis(format="%Y", grid=False, labelOverlap=True))
    y = alt.Y("value", type="quantitative", title=None, axis=alt.Axis(labelExpr="format(datum.value, ',~f') + '%'", tickCount=6))  # fmt: skip
    upper = alt.Y("upper", type="quantitative", title=None)
    color = alt.Color("series", type="nominal", title=None, legend=None, scale=alt.Scale(range=[IMPROVEMENT, NEUTRAL]))
    told = [alt.Tooltip("series", type="nominal", title=what), alt.Tooltip("what", type="nominal", title=year),
            alt.Tooltip("shown", type="nominal", title=value), alt.Tooltip("margin", type="nominal", title=margin)]  # fmt: skip

    def of(kind: str) -> alt.Chart:
        return alt.Chart().transform_filter(f"datum.kind == '{kind}'")

    layers = (
        of("break").mark_rule(strokeDash=[3, 3], color=NEUTRAL).encode(x=x, tooltip=told[1:3]),
        of("break").mark_text(align="left", dx=5, baseline="top", color=NEUTRAL, fontSize=12).encode(x=x, y=alt.value(2), text=alt.Text("what", type="nominal")),
        of("figure").mark_rule(strokeWidth=6, opacity=0.3).encode(x=x, y=upper, y2=alt.Y2("lower"), color=color, tooltip=told),
        of("figure").mark_line(strokeWidth=2).encode(x=x, y=y, color=color),
        of("figure").transform_filter("datum.value != null").mark_point(filled=True, size=60, opacity=1).encode(x=x, y=y, color=color, tooltip=told),
        of("figure").mark_text(align="left", dx=9, dy=-9, fontSize=LABEL_SIZE, fontWeight=600).encode(x=x, y=y, color=color, text=alt.Text("label", type="nominal")),
        gap_marks(x, told, alt.value(NEUTRAL)),
    )  # fmt: skip
    chart = alt.layer(*layers).properties(height=HEIGHT).configure(locale=notation(language))
    chart = chart.properties(
        padding={"left": 5, "top": 5, "right": 60, "bottom": 5},
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
    )
    return without_data(chart.configure_axis(labelFontSize=12))
