"""A chart as a drawing for paper: SVG on white, in the font of the paper, with nothing fetched from elsewhere."""

import json
from functools import cache, lru_cache
from typing import Any

from di_data.charts.figure import Figure
from di_data.export.accessible_pdf import FONTS

WIDTH = 640
"""Pixels: as wide as the text of an A4 page, with letters of 9 points in it."""

FONT = "Source Sans 3"
INK, LINES = "#1c2733", "#c9d1d9"
"""Text and thin lines as on the light page: 4.5:1 or more on white."""

_VEGA_LITE = "6.4"
"""The version that the charts are written in; the browser of the page draws with the same."""

_AXIS = {"labelColor": INK, "titleColor": INK, "domainColor": LINES, "tickColor": LINES, "gridColor": LINES}
_CONFIG: dict[str, Any] = {
    "background": "#ffffff", "aria": False, "font": FONT, "view": {"stroke": None}, "axis": _AXIS,
    "legend": {"labelColor": INK, "titleColor": INK},
    "title": {"color": INK, "fontSize": 14, "fontWeight": 600, "offset": 12},
    "text": {"font": FONT},
}  # fmt: skip


def print_chart(figure: Figure) -> bytes:
    """The chart as SVG, its words as text. Draws with the program that the browser draws with, without the network."""
    return _drawn(json.dumps(_whole(figure)))


@lru_cache(maxsize=64)
def _drawn(specification: str) -> bytes:
    """Kept for a while: the web page has the same charts as the PDF, and drawing is most of the work."""
    import vl_convert  # large, and wanted only for paper

    _know_fonts()
    drawn: str = vl_convert.vegalite_to_svg(
        specification, vl_version=_VEGA_LITE, config=_CONFIG, show_warnings=False, allowed_base_urls=[]
    )
    return drawn.encode()


@cache
def _know_fonts() -> None:
    """Words are measured in the font that they are printed in."""
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))


def _whole(figure: Figure) -> dict[str, Any]:
    """The specification with its rows, as wide as the paper."""
    size = {"width": WIDTH, "autosize": {"type": "fit-x", "contains": "padding"}}
    rows = json.loads(figure.rows.write_json())
    return {**size, **figure.specification, "data": {"values": [_at_midnight(row) for row in rows]}}


def _at_midnight(row: dict[str, Any]) -> dict[str, Any]:
    """A day without a time would be read as midnight in Greenwich, and be drawn a month early west of it."""
    return {name: f"{value}T00:00:00" if name == "at" and value else value for name, value in row.items()}
