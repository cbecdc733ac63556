"""The limits of an XmR chart and the four rules by which a point stands out. Pure.

Source: NHS England, "Making Data Count", as in the R package NHSRplotthedots 0.2.2 (statistics specification, §1).
What is ours and not theirs: a hidden month is a gap (None). No moving range and no run passes through a gap.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

LIMIT = 2.66
"""Mean moving ranges from the mean to a limit: 3 ÷ 1.128, the constant d₂ of a range of two (Shewhart)."""

SCREEN = 3.267
"""Mean moving ranges from which a single range is left out: the constant D₄ of a range of two."""

RUN = 7
"""Points in a row that make a trend or a shift."""

NOISE = 1e-12
"""Difference, as a share of the largest value of a group, below which two numbers differ in rounding only. With it a value
that equals the mean stands on no side of it, whichever way the last bit fell."""

Values = Sequence[float | None]


class Label(StrEnum):
    """The special cause of a point."""

    OUTSIDE = "outside"
    TREND = "trend"
    TWO_IN_THREE = "two_in_three"
    SHIFT = "shift"


class Cause(NamedTuple):
    """Why a point stands out, and which way: 1 above the mean or rising, −1 below it or falling."""

    label: Label
    way: int


@dataclass(frozen=True, slots=True)
class Limits:
    """Mean and limits of a group, and the near-limits at two thirds of the way. They are not clipped at 0 or 100%."""

    mean: float
    lower: float
    upper: float
    near_lower: float
    near_upper: float


def mean_of(known: Sequence[float]) -> float:
    """The mean; of equal numbers exactly that number, which their sum divided again need not be."""
    return known[0] if min(known) == max(known) else math.fsum(known) / len(known)


def limits(values: Values, *, screen: bool = True) -> Limits | None:
    """Mean and limits of a baseline; None with no two neighbouring values, of which a moving range could be taken.

    mean ± 2.66 · mean moving range, near-limits at ⅔ of that. The mean keeps outliers; `screen` leaves ranges of 3.267
    times their mean and more out, once, and takes their mean again. Source: statistics specification, §1.
    """
    known = [value for value in values if value is not None]
    ranges = [abs(later - earlier) for earlier, later in pairwise(values) if earlier is not None and later is not None]
    if not ranges:
        return None
    middle, spread = mean_of(known), math.fsum(ranges) / len(ranges)
    if screen and spread > 0:
        kept = [one for one in ranges if one < SCREEN * spread]
        spread = math.fsum(kept) / len(kept)
    reach, near = LIMIT * spread, LIMIT * spread * 2 / 3
    return Limits(middle, middle - reach, middle + reach, middle - near, middle + near)


def special_causes(values: Values, found: Limits) -> list[Cause | None]:
    """The special cause of every point of one group against its limits: one each, the first of the four rules that fits.

    A point at which a falling trend takes over from a rising one, or the other way, goes the way of the later one.
    Source: statistics specification, §1.
    """
    causes: list[Cause | None] = [None] * len(values)
    noise = _noise(values)
    for first, stretch in _stretches(values):
        causes[first : first + len(stretch)] = _causes(stretch, found, noise)
    return causes


def newest_cause(values: Values, found: Limits) -> Cause | None:
    """The special cause of the last value, which is no gap; as in `special_causes`, as no rule looks further back than a
    run. Raises ValueError where it is a gap."""
    last: list[float] = []
    for value in reversed(values[-RUN:]):
        if value is None:
            break
        last.append(value)
    if not last:
        raise ValueError("a gap has no cause")
    return _causes(last[::-1], found, _noise(values))[-1]


def two_in_three(close: Sequence[bool], sides: Sequence[int]) -> list[bool]:
    """The points in a window of three that all stand on the same side of the mean (1 or −1), at least two of them close
    to a limit. Only the close ones of them are flagged in the end. Source: statistics specification, §1, rule 3."""
    flags = [False] * len(close)
    for one in range(len(close) - 2):
        two, three = one + 1, one + 2
        if sides[one] and sides[one] == sides[two] == sides[three] and close[one] + close[two] + close[three] >= 2:
            flags[one] = flags[two] = flags[three] = True
    return flags


def _stretches(values: Values) -> Iterator[tuple[int, list[float]]]:
    """The values between gaps, each with the index of its first."""
    stretch: list[float] = []
    for index, value in enumerate((*values, None)):
        if value is not None:
            stretch.append(value)
        elif stretch:
            yield index - len(stretch), stretch
            stretch = []


def _noise(values: Values) -> float:
    return NOISE * max((abs(value) for value in values if value is not None), default=0.0)


def _sign(difference: float, noise: float) -> int:
    return 1 if difference > noise else -1 if difference < -noise else 0


def _ways(signs: Sequence[int], length: int, more: int) -> list[int]:
    """The sign at every point that is part of a run of this many equal signs, else 0. A run of differences takes one point
    `more` than it has signs."""
    ways, first = [0] * (len(signs) + more), 0
    for index in range(1, len(signs) + 1):
        if index < len(signs) and signs[index] == signs[first]:
            continue
        if index - first >= length and signs[first]:
            ways[first : index + more] = [signs[first]] * (index + more - first)
        first = index
    return ways


def _causes(stretch: list[float], found: Limits, noise: float) -> list[Cause | None]:
    sides = [_sign(value - found.mean, noise) for value in stretch]
    outside = [value > found.upper + noise or value < found.lower - noise for value in stretch]
    close = [
        not is_out and (value > found.near_upper + noise or value < found.near_lower - noise)
        for value, is_out in zip(stretch, outside, strict=True)
    ]
    trends = _ways([_sign(later - earlier, noise) for earlier, later in pairwise(stretch)], RUN - 1, 1)
    pairs, shifts = two_in_three(close, sides), _ways(sides, RUN, 0)
    causes: list[Cause | None] = []
    for index, side in enumerate(sides):
        if outside[index]:
            causes.append(Cause(Label.OUTSIDE, side))
        elif trends[index]:
            causes.append(Cause(Label.TREND, trends[index]))
        elif pairs[index] and close[index]:
            causes.append(Cause(Label.TWO_IN_THREE, side))
        else:
            causes.append(Cause(Label.SHIFT, side) if shifts[index] else None)
    return causes
