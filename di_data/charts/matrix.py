"""Department by goal at a glance: in each cell whether the figure gives a signal, and whether the target is within reach.

A chart, as a shape with a colour is seen at once where sixty rows of words are not; `matrix_rows` has the same in words, for
a table that can be searched, walked through with the keyboard and read aloud.
"""

import json
import textwrap
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Literal

import altair as alt
import polars as pl

from di_data import gaps
from di_data.analysis.reading_names import name
from di_data.analysis.signals import Signal
from di_data.analysis.spc import Assurance, Newest, Variation
from di_data.charts.beside import wrapped
from di_data.charts.figure import Figure, notation, without_data
from di_data.charts.signs import SIGNS, Blank
from di_data.disclosure import SafeTable
from di_data.language import chosen, mark, ngettext
from di_data.language import gettext as _
from di_data.notation import measured, period
from di_data.periods import Grain, Period
from di_data.vocabulary import Measure

ROW_HEIGHT = 26
"""Pixels: thirteen departments fit beside the text, sixty on two screens."""

LABEL_WIDTH = 170
"""Pixels for the names of departments and goals; the tooltip and the table have them whole."""

NARROW_LABEL = 130
"""The same for the departments beside many goals, which need the width."""

FEW_GOALS = 8
"""With more of them their titles stand upright, as at an angle the last would take room from the columns, and so do signs."""

TITLE_LINE = 26
"""Characters of a goal's title in a line, of which there are two."""

NAMED_AT_MOST = 20
"""Cells that the description names: more is no longer listened to."""

_BLANKS: dict[StrEnum, str] = {
    Blank.TOO_FEW: mark("too few figures"),
    Blank.NO_FIGURE: mark("no figure"),
    Blank.HIDDEN: mark("not shown"),
}

Names = Mapping[str, str]
"""What each identifier is called, in the order in which they are drawn."""


Readings = Mapping[tuple[str, str], Newest]
"""By department and goal."""


@dataclass(frozen=True, slots=True)
class _Cell:
    unit: str
    goal: str
    variation: Variation | None
    assurance: Assurance | None
    blank: Blank | None
    figure: str

    @property
    def reading(self) -> str:
        if self.variation is not None:
            return name(self.variation)
        return "" if self.blank is None else _(_BLANKS[self.blank])

    @property
    def target(self) -> str:
        return "" if self.assurance is None else name(self.assurance)


def matrix(latest: SafeTable, readings: Readings, departments: Names, goals: Names, title: str) -> Figure:
    """A sign per department and goal for the signal of its figure, and one for its target. An empty cell has a sign that says
    why: not shown, too few figures, or no figure.

    `latest` is the newest figure of each (`unit_id, goal_id, period, grain, value, reason, measure`); one that is hidden has
    no reading, whatever the months before it said. The rows have `unit_id` and `goal_id`, for the page to lead further.
    """
    cells = _cells(latest, readings, departments, goals)
    rows = [row for cell in cells for row in _drawn(cell, departments, goals)]
    present = (_present(_SIGNALS, rows), _present(_TARGETS, rows))
    specification = _fitted(_shared(len(goals) > FEW_GOALS), departments, goals, present)
    schema = dict.fromkeys(("part", "code", "unit_id", "goal_id", "department", "goal", "figure", "reading", "target"), pl.String)  # fmt: skip
    return Figure(
        {**specification, "title": {"text": wrapped(title), "anchor": "start"}, "params": [_PICKED]},
        pl.DataFrame(rows, schema=schema),
        _description(cells, departments, goals, title),
    )  # fmt: skip


def warm() -> None:
    """Build what all these charts share, so that the first visitor does not wait for Altair."""
    for many in (True, False):
        _shared(many)


def _shared(many: bool) -> dict[str, Any]:
    words = (_("Department"), _("Goal"), _("Newest figure"), _("Signal"), _("Target"))
    return _specification(chosen(), words, (_legend(_SIGNALS), _legend(_TARGETS)), many)


def matrix_rows(latest: SafeTable, readings: Readings, departments: Names, goals: Names) -> list[dict[str, str]]:
    """The same in words: a row per department, a column per goal. Two goals with one title are told apart by a number."""
    found = {(cell.unit, cell.goal): cell for cell in _cells(latest, readings, departments, goals)}
    titles = _told_apart(goals)
    return [
        {_("Department"): departments[unit], **{titles[goal]: _in_words(found[unit, goal]) for goal in goals}}
        for unit in departments
    ]


def _in_words(cell: _Cell) -> str:
    if cell.blank == Blank.HIDDEN:
        return cell.figure
    return " · ".join(part for part in (cell.figure, cell.reading, cell.target) if part)


def _told_apart(goals: Names) -> dict[str, str]:
    told: dict[str, str] = {}
    for goal, title in goals.items():
        count = sum(one == title for one in list(goals.values())[: list(goals).index(goal)])
        told[goal] = title if not count else f"{title} ({count + 1})"
    return told


def _cells(latest: SafeTable, readings: Readings, departments: Names, goals: Names) -> list[_Cell]:
    rows = {(row["unit_id"], row["goal_id"]): row for row in latest.rows()}
    return [
        _cell(unit, goal, rows.get((unit, goal)), readings.get((unit, goal))) for unit in departments for goal in goals
    ]


def _cell(unit: str, goal: str, row: Mapping[str, Any] | None, reading: Newest | None) -> _Cell:
    if row is None or (row["value"] is None and not row.get("reason")):
        return _Cell(unit, goal, None, None, Blank.NO_FIGURE, "")
    if row.get("reason"):
        return _Cell(unit, goal, None, None, Blank.HIDDEN, gaps.cell(row))
    when = period(Period(row["period"], Grain(row["grain"])))
    figure = f"{measured(row['value'], Measure(row['measure']))} ({when})"
    if reading is None or reading.variation is None:
        return _Cell(unit, goal, None, None, Blank.TOO_FEW, figure)
    return _Cell(unit, goal, reading.variation, reading.assurance, None, figure)


def _drawn(cell: _Cell, departments: Names, goals: Names) -> list[dict[str, str]]:
    signal = cell.blank if cell.variation is None else cell.variation
    parts = [("signal", signal), ("target", cell.assurance)]
    return [
        {
            "part": part, "code": code.value, "unit_id": cell.unit, "goal_id": cell.goal,
            "department": departments[cell.unit], "goal": goals[cell.goal], "figure": cell.figure,
            "reading": cell.reading, "target": cell.target,
        }
        for part, code in parts
        if code is not None
    ]  # fmt: skip


_SIGNALS: dict[StrEnum, str] = {
    **{code: mark("improvement") for code in (Variation.IMPROVEMENT_HIGH, Variation.IMPROVEMENT_LOW)},
    **{code: mark("concern") for code in (Variation.CONCERN_HIGH, Variation.CONCERN_LOW)},
    **{code: mark("stands out") for code in (Variation.NEUTRAL_HIGH, Variation.NEUTRAL_LOW)},
    Variation.COMMON_CAUSE: mark("no signal"),
    **_BLANKS,
}
_TARGETS: dict[StrEnum, str] = {
    Assurance.PASSES: mark("always reached"), Assurance.FAILS: mark("out of reach"),
    Assurance.HIT_AND_MISS: mark("reached at times"),
}  # fmt: skip
"""The words of the two legends, short enough for a narrow page; the arrow in a signal tells the way by itself."""


def _legend(codes: Mapping[StrEnum, str]) -> str:
    return json.dumps({code.value: _(words) for code, words in codes.items()})


def _present(codes: Mapping[StrEnum, str], rows: Sequence[Mapping[str, str]]) -> list[str]:
    """One code for every word of a legend that is in the matrix."""
    drawn = {row["code"] for row in rows}
    return list({words: code.value for code, words in codes.items() if code.value in drawn}.values())


def _description(cells: Sequence[_Cell], departments: Names, goals: Names, title: str) -> str:
    told = [ngettext("{count} department", "{count} departments", len(departments)), ngettext("{count} goal", "{count} goals", len(goals))]  # fmt: skip
    counts = Counter(cell.reading for cell in cells)
    told += [f"{reading}: {count}" for reading, count in counts.items()]
    targets = Counter(cell.target for cell in cells if cell.target)
    told += [f"{target}: {count}" for target, count in targets.items()]
    signals = [cell for cell in cells if cell.variation is not None and cell.variation.signal != Signal.NONE]
    told += [f"{departments[cell.unit]}, {goals[cell.goal]}: {cell.reading}" for cell in signals[:NAMED_AT_MOST]]
    if len(signals) > NAMED_AT_MOST:
        told.append(_("the table has the others"))
    return f"{title}. " + "; ".join(told)


def _in_lines(goals: Names) -> dict[str, list[str]]:
    lines = 2 if len(goals) <= FEW_GOALS else 1
    return {goal: textwrap.wrap(title, TITLE_LINE, max_lines=lines, placeholder=" …") for goal, title in goals.items()}


def _fitted(
    specification: dict[str, Any], departments: Names, goals: Names, present: tuple[list[str], list[str]]
) -> dict[str, Any]:
    """The specification with the names of this programme, and the signs that are in it."""
    layers = []
    for layer, codes in zip(specification["layer"], present, strict=True):
        encoding = dict(layer["encoding"])
        for channel, names, words in (("x", goals, _in_lines(goals)), ("y", departments, dict(departments))):
            axis = {**encoding[channel]["axis"], "labelExpr": f"({json.dumps(words)})[datum.value]"}
            scale = {**encoding[channel]["scale"], "domain": list(names)}
            encoding[channel] = {**encoding[channel], "axis": axis, "scale": scale}
        for channel in ("shape", "color"):
            legend = {**encoding[channel]["legend"], "values": codes} if codes else None
            encoding[channel] = {**encoding[channel], "legend": legend}
        layers.append({**layer, "encoding": encoding})
    return {**specification, "layer": layers}


PICKED = "cell"
_PICKED = {"name": PICKED, "views": ["signal"], "select": {"type": "point", "on": "click", "fields": ["unit_id", "goal_id"]}}  # fmt: skip
"""A click on a sign picks its department and goal, for the page to lead further."""

_FEW = {"signal": ("xOffset", "-min(12, bandwidth('x') / 4)", 17, 0.45), "target": ("xOffset", "min(12, bandwidth('x') / 4)", 13, 0.35)}  # fmt: skip
_MANY = {"signal": ("yOffset", "-5", 13, 0.95), "target": ("yOffset", "7", 8, 0.65)}
"""Where a sign stands from the middle of its cell, how wide it is at most in pixels, and as a share of its column, with which
it shrinks. Beside each other in wide columns, under each other in narrow ones."""


@cache
def _specification(language: str, words: tuple[str, ...], legends: tuple[str, str], many: bool) -> dict[str, Any]:
    fields = ("department", "goal", "figure", "reading", "target")
    tooltip = [alt.Tooltip(field, type="nominal", title=word) for field, word in zip(fields, words, strict=True)]
    lineless: dict[str, Any] = {
        "title": None,
        "labelOverlap": False,
        "labelFlush": False,
        "domain": False,
        "ticks": False,
    }
    width = NARROW_LABEL if many else LABEL_WIDTH
    x = alt.X(
        "goal_id", type="nominal", scale=alt.Scale(type="band", paddingInner=0.05),
        axis=alt.Axis(orient="top", labelAngle=-90 if many else -60, labelLimit=LABEL_WIDTH, labelLineHeight=14,
                      labelBaseline="middle", **lineless),
    )  # fmt: skip
    y = alt.Y(
        "unit_id", type="nominal", scale=alt.Scale(type="band", paddingInner=0.05),
        axis=alt.Axis(labelLimit=width, labelAlign="left", labelPadding=width + 8, grid=True, gridOpacity=0.25, **lineless),
    )  # fmt: skip

    def icons(
        part: str, orient: Literal["top", "bottom"], title: str, told: str, codes: Iterable[StrEnum]
    ) -> alt.Chart:
        offset, place, most, share = (_MANY if many else _FEW)[part]
        key = alt.Legend(orient=orient, title=title, columns=2, labelLimit=150, labelFontSize=12, titleFontSize=12,
                         symbolSize=130, labelExpr=f"({told})[datum.label]")  # fmt: skip
        domain = [code.value for code in codes]
        marks: dict[str, Any] = {
            "size": alt.expr(f"pow(min({most}, bandwidth('x') * {share}), 2)"),
            offset: alt.expr(place),
        }
        shapes = alt.Scale(domain=domain, range=[SIGNS[code].shape for code in codes])
        colours = alt.Scale(domain=domain, range=[SIGNS[code].colour for code in codes])
        chart = alt.Chart(name=part).transform_filter(f"datum.part == '{part}'")
        marked: alt.Chart = chart.mark_point(filled=True, opacity=1, strokeWidth=0, **marks).encode(
            x=x, y=y, tooltip=tooltip, shape=alt.Shape("code", type="nominal", legend=key, scale=shapes),
            color=alt.Color("code", type="nominal", legend=key, scale=colours),
        )  # fmt: skip
        return marked

    layers = (icons("signal", "top", words[3], legends[0], _SIGNALS), icons("target", "bottom", words[4], legends[1], _TARGETS))  # fmt: skip
    chart = alt.layer(*layers).resolve_scale(shape="independent", color="independent")
    chart = chart.properties(height=alt.Step(ROW_HEIGHT), padding={"left": 0, "top": 5, "right": 30, "bottom": 5})
    return without_data(chart.configure(locale=notation(language)).configure_axis(labelFontSize=12))
