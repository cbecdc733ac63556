"""The signs of a reading: a shape and a colour each, so that every one is told without its colour too. Our own drawing.

Shapes are paths in a square from −1 to 1. What is cut out runs the other way round, so that the page shows through.
"""

from enum import StrEnum
from typing import NamedTuple

from di_data.analysis.signals import Signal
from di_data.analysis.spc import Assurance, Variation
from di_data.charts.figure import CONCERN, IMPROVEMENT, NEUTRAL

STANDS_OUT = "#8e6bbf"
"""Purple, for what stands out where no way is better: 3:1 or more on the light and on the dark page."""


class Blank(StrEnum):
    """Why a cell has no reading."""

    HIDDEN = "hidden"
    TOO_FEW = "too_few"
    NO_FIGURE = "no_figure"


class Sign(NamedTuple):
    """How a code is drawn."""

    shape: str
    colour: str


_DISC = "M0,-1A1,1,0,1,1,0,1A1,1,0,1,1,0,-1Z"
_HOLE = "M0,-0.74A0.74,0.74,0,1,0,0,0.74A0.74,0.74,0,1,0,0,-0.74Z"
_DIAMOND = "M0,-1.2L1.2,0L0,1.2L-1.2,0Z"
_SQUARE = "M-0.9,-0.9L0.9,-0.9L0.9,0.9L-0.9,0.9Z"
_UP = "M0,-0.65L-0.52,-0.02L-0.18,-0.02L-0.18,0.58L0.18,0.58L0.18,-0.02L0.52,-0.02Z"
_DOWN = "M0,0.65L0.52,0.02L0.18,0.02L0.18,-0.58L-0.18,-0.58L-0.18,0.02L-0.52,0.02Z"
_RING = _DISC + _HOLE
_SLASH = "M0.42,-0.68L0.68,-0.42L-0.42,0.68L-0.68,0.42Z"
_HALF = "M0,-0.8L0,0.8A0.8,0.8,0,0,1,0,-0.8Z"
_TICK = "M-0.95,0.1L-0.6,-0.28L-0.22,0.12L0.62,-0.78L0.98,-0.42L-0.22,0.85Z"
_CROSS = (
    "M-0.5,-0.85L0,-0.35L0.5,-0.85L0.85,-0.5L0.35,0L0.85,0.5L0.5,0.85L0,0.35L-0.5,0.85L-0.85,0.5L-0.35,0L-0.85,-0.5Z"
)
_DASH = "M-0.55,-0.13L0.55,-0.13L0.55,0.13L-0.55,0.13Z"
_DOTS = "".join(f"M{x},-0.2A0.2,0.2,0,1,1,{x},0.2A0.2,0.2,0,1,1,{x},-0.2Z" for x in (-0.7, 0, 0.7))

SIGNS: dict[StrEnum, Sign] = {
    Variation.IMPROVEMENT_HIGH: Sign(_DISC + _UP, IMPROVEMENT),
    Variation.IMPROVEMENT_LOW: Sign(_DISC + _DOWN, IMPROVEMENT),
    Variation.CONCERN_HIGH: Sign(_DIAMOND + _UP, CONCERN),
    Variation.CONCERN_LOW: Sign(_DIAMOND + _DOWN, CONCERN),
    Variation.NEUTRAL_HIGH: Sign(_SQUARE + _UP, STANDS_OUT),
    Variation.NEUTRAL_LOW: Sign(_SQUARE + _DOWN, STANDS_OUT),
    Variation.COMMON_CAUSE: Sign(_RING, NEUTRAL),
    Blank.HIDDEN: Sign(_RING + _SLASH, NEUTRAL),
    Blank.TOO_FEW: Sign(_DOTS, NEUTRAL),
    Blank.NO_FIGURE: Sign(_DASH, NEUTRAL),
    Assurance.PASSES: Sign(_TICK, IMPROVEMENT),
    Assurance.FAILS: Sign(_CROSS, CONCERN),
    Assurance.HIT_AND_MISS: Sign(_RING + _HALF, NEUTRAL),
}
"""The signs of a cell: a disc for better, a diamond for worse, a square where no way is better, with an arrow cut out for the
way; an empty ring without a signal."""

USUAL, STANDS_OUT_POINT = "usual", "stands_out"
POINTS = {
    USUAL: Sign("circle", NEUTRAL),
    Signal.IMPROVEMENT.value: Sign("circle", IMPROVEMENT),
    Signal.CONCERN.value: Sign("diamond", CONCERN),
    STANDS_OUT_POINT: Sign("square", STANDS_OUT),
}
"""The same for a point on a line, where its place tells the way; a usual one is drawn small."""


def point(variation: Variation | None) -> str:
    """The code in POINTS for a reading; one that is not there is drawn as usual."""
    if variation in (Variation.NEUTRAL_HIGH, Variation.NEUTRAL_LOW):
        return STANDS_OUT_POINT
    if variation is None or variation.signal == Signal.NONE:
        return USUAL
    return variation.signal.value
