"""A chart as a drawing: whole words, measured the same on every machine, and nothing left behind of how that is done."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from datetime import date

import polars as pl

from di_data.analysis.spc import xmr
from di_data.charts.control import Reference, control_chart
from di_data.charts.figure import Figure
from di_data.disclosure import guard_records
from di_data.export.print_chart import FONTS_TO_SHOW, print_chart
from di_data.language import speaking
from di_data.periods import Grain, Period
from di_data.vocabulary import Measure

ACTION = "Weekstart van een kwartier met elke ploeg"
SERIES = "100 of meer werknemers"  # the longest name of a benchmark


def _figure() -> Figure:
    values = [5.0 + (place % 5) / 10 for place in range(24)]
    days = [date(2024 + place // 12, place % 12 + 1, 1) for place in range(24)]
    rows = {"period": days, "grain": ["month"] * 24, "value": values, "reason": [None] * 24}
    series = guard_records(pl.DataFrame(rows))
    source = Reference(SERIES, 5.9, Period(date(2025, 7, 1), Grain.QUARTER), "CBS StatLine 80072ned")
    with speaking("nl"):
        return control_chart(
            series, xmr(values, target=4.5), Measure.PERCENT, "Verzuim", target=4.5,
            starts={date(2025, 2, 1): [ACTION], date(2025, 10, 1): [f"{ACTION} 2"]}, references=[source],
        )  # fmt: skip


def _texts(drawing: bytes) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(drawing).iter("{http://www.w3.org/2000/svg}text"))


def test_words_beside_and_above_a_chart_are_whole() -> None:
    """Paper has no tooltip that has the rest of them."""
    words = ["".join(node.itertext()) for node in _texts(print_chart(_figure()))]
    assert ACTION in words
    assert f"{ACTION} 2" in words
    assert any(SERIES in one for one in words)
    assert [one for one in words if "…" in one] == []


def test_every_word_names_fonts_that_are_there() -> None:
    families = {node.attrib["font-family"] for node in _texts(print_chart(_figure()))}
    assert families == {FONTS_TO_SHOW}
    assert "'Source Sans 3'" in FONTS_TO_SHOW


_FONTS_ASKED = """
import os, sys
from tests.unit.test_print_chart import _figure, print_chart
before = dict(os.environ)
drawing = print_chart(_figure())
assert dict(os.environ) == before
sys.stdout.buffer.write(drawing)
"""


def test_the_fonts_of_the_machine_change_nothing() -> None:
    """With and without an own setting for fonts the drawing is the same, and the setting is left as it was."""

    def drawn(**more: str) -> bytes:
        environment = {name: value for name, value in os.environ.items() if name != "FONTCONFIG_FILE"} | more
        return subprocess.run(
            [sys.executable, "-c", _FONTS_ASKED], env=environment, capture_output=True, check=True
        ).stdout

    plain = drawn()
    assert plain.startswith(b"<svg")
    assert plain == drawn(FONTCONFIG_FILE="/somewhere/else.conf")
