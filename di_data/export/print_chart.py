"""A chart as a drawing for paper: SVG on white, in the font of the paper, with nothing fetched from elsewhere.

Its words are measured in Liberation Sans, which the program that draws carries in memory: a font in a file is opened anew for
every letter, and that took two thirds of the time. It is as wide as Arial, and wider than the font of the PDF: no words meet.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import Lock
from typing import Any

from di_data.charts.figure import Figure
from di_data.export.accessible_pdf import FONTS

WIDTH = 640
"""Pixels: as wide as the text of an A4 page, with letters of 9 points in it."""

FONT = "Liberation Sans"
FONTS_TO_SHOW = f"{FONT}, Arial, 'Source Sans 3', sans-serif"
"""What words are measured in, by its bare name: of a name with a digit or of a list nothing is found. And what they are
shown in: a browser has one of the first two, and the PDF the third."""

BESIDE = 276
"""Pixels for words beside and above a chart: more than on a page, as paper has no tooltip that has them whole."""

INK, LINES = "#1c2733", "#c9d1d9"
"""Text and thin lines as on the light page: 4.5:1 or more on white."""

_VEGA_LITE = "6.4"
"""The version that the charts are written in; the browser of the page draws with the same."""

_AXIS = {"labelColor": INK, "titleColor": INK, "domainColor": LINES, "tickColor": LINES, "gridColor": LINES}
_CONFIG: dict[str, Any] = {
    "background": "#ffffff", "aria": False, "font": FONT, "view": {"stroke": None}, "axis": _AXIS,
    "legend": {"labelColor": INK, "titleColor": INK},
    "title": {"color": INK, "fontSize": 14, "fontWeight": 600, "offset": 12, "anchor": "start"},
    "text": {"font": FONT},
}  # fmt: skip


_IN_FONT = re.compile(f'(<text [^<>]*font-family="){FONT}(")')
_STARTING = Lock()
_started: list[bool] = []


def print_chart(figure: Figure) -> bytes:
    """The chart as SVG, its words as text. Draws with the program that the browser draws with, without the network."""
    return _drawn(json.dumps(_whole(figure)))


@lru_cache(maxsize=64)
def _drawn(specification: str) -> bytes:
    """Kept for a while: the web page has the same charts as the PDF, and drawing is most of the work."""
    drawn: str = _program().vegalite_to_svg(
        specification, vl_version=_VEGA_LITE, config=_CONFIG, show_warnings=False, allowed_base_urls=[]
    )
    return _IN_FONT.sub(rf"\g<1>{FONTS_TO_SHOW}\g<2>", drawn).encode()


def forget_drawings() -> None:
    """Draw every chart anew from now on, to measure how long that takes."""
    _drawn.cache_clear()


def _program() -> Any:
    """What draws, with the shipped fonts for letters that its own font lacks."""
    import vl_convert  # large, and wanted only for paper

    with _STARTING:
        if not _started:
            with _without_fonts_of_the_machine():
                vl_convert.register_font_directory(str(FONTS))
            _started.append(True)
    return vl_convert


@contextmanager
def _without_fonts_of_the_machine() -> Iterator[None]:
    """Its Liberation Sans is a file, and would be taken before the one in memory. Which fonts there are is asked once."""
    name = "FONTCONFIG_FILE"
    before = os.environ.get(name)
    os.environ[name] = str(FONTS / "none.conf")
    try:
        yield
    finally:
        os.environ.pop(name)
        if before is not None:
            os.environ[name] = before


def _whole(figure: Figure) -> dict[str, Any]:
    """The specification with its rows, as wide as the paper."""
    size = {"width": WIDTH, "autosize": {"type": "fit-x", "contains": "padding"}}
    rows = json.loads(figure.rows.write_json())
    whole = {**size, **figure.specification, "data": {"values": [_at_midnight(row) for row in rows]}}
    return whole if "layer" not in whole else {**whole, "layer": [_with_room(layer) for layer in whole["layer"]]}


def _with_room(layer: dict[str, Any]) -> dict[str, Any]:
    """A layer with more room for the words of its right or top axis."""
    return {**layer, "encoding": {channel: _roomy(one) for channel, one in layer["encoding"].items()}}


def _roomy(channel: Any) -> Any:
    axis = channel.get("axis") if isinstance(channel, dict) else None
    if not axis or axis.get("orient") not in ("right", "top") or "labelAngle" in axis or "labelLimit" not in axis:
        return channel
    return {**channel, "axis": {**axis, "labelLimit": BESIDE}}


def _at_midnight(row: dict[str, Any]) -> dict[str, Any]:
    """A day without a time would be read as midnight in Greenwich, and be drawn a month early west of it."""
    return {name: f"{value}T00:00:00" if name == "at" and value else value for name, value in row.items()}
