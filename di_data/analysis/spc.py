"""Statistical process control: the XmR chart of a monthly figure, with its special causes and two readings. Pure.

Source: NHS England, "Making Data Count", as in the R package NHSRplotthedots 0.2.2 (statistics specification, §1).
What is ours and not theirs: a hidden month is a gap (None or NaN). No moving range and no run passes through a gap, it
carries no label, and the mean and the limits of its group run on over it.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from di_data.analysis.signals import Signal
from di_data.analysis.special_causes import (
    Cause,
    Label,
    Limits,
    Values,
    limits,
    mean_of,
    newest_cause,
    special_causes,
)
from di_data.vocabulary import Direction

FEWEST_POINTS = 13
"""With fewer points there are no limits: a run chart, too few data."""

BASELINE_POINTS = 12
"""Points on which limits rest before they are more than a trial; a fixed baseline has at least as many."""


class Variation(StrEnum):
    """How a point is read: by which way it stands out, and which way is better. High is above the mean or rising."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT_HIGH = "improvement_high"
    IMPROVEMENT_LOW = "improvement_low"
    CONCERN_HIGH = "concern_high"
    CONCERN_LOW = "concern_low"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"

    @property
    def signal(self) -> Signal:
        """Improvement, concern or no signal; a figure of which no way is better has no signal."""
        return _SIGNALS.get(self, Signal.NONE)


_SIGNALS = {
    Variation.IMPROVEMENT_HIGH: Signal.IMPROVEMENT, Variation.IMPROVEMENT_LOW: Signal.IMPROVEMENT,
    Variation.CONCERN_HIGH: Signal.CONCERN, Variation.CONCERN_LOW: Signal.CONCERN,
}  # fmt: skip
_VARIATIONS = {
    (None, 1): Variation.NEUTRAL_HIGH, (None, -1): Variation.NEUTRAL_LOW,
    (Direction.HIGHER, 1): Variation.IMPROVEMENT_HIGH, (Direction.HIGHER, -1): Variation.CONCERN_LOW,
    (Direction.LOWER, 1): Variation.CONCERN_HIGH, (Direction.LOWER, -1): Variation.IMPROVEMENT_LOW,
}  # fmt: skip


class Assurance(StrEnum):
    """Whether the process as it is will meet its target."""

    PASSES = "consistently_passes"
    FAILS = "consistently_fails"
    HIT_AND_MISS = "hit_and_miss"


class Newest(NamedTuple):
    """How the newest figure of a series is read; None where that cannot be told. A figure that comes once a year has no
    limits, and so no assurance."""

    variation: Variation | None
    assurance: Assurance | None = None


@dataclass(frozen=True, slots=True)
class Xmr:
    """An XmR chart. Per point, as long as `values`: `mean`, `lower`, `upper`, `labels`, and `variations`, which says how to
    colour it. `starts`: the index at which each group begins, 0 first. `variation` and `assurance` are of the point at
    `last`, the newest that has a value; None where they cannot be told."""

    values: tuple[float | None, ...]
    mean: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    labels: tuple[Label | None, ...]
    variations: tuple[Variation | None, ...]
    variation: Variation | None
    assurance: Assurance | None
    starts: tuple[int, ...]
    is_run_chart: bool
    """Fewer than 13 points with a value in the whole series: means, but no limits, labels or readings."""
    is_trial: bool
    """The newest limits rest on fewer than 12 points, as after a recent rebase: each new point will move them."""

    @property
    def last(self) -> int | None:
        """The index of the newest point that has a value."""
        return _newest(self.values)

    @property
    def signal(self) -> Signal:
        """The reading of the newest point in the words that all statistics share."""
        return Signal.TOO_FEW if self.variation is None else self.variation.signal


def assurance(lower: float, upper: float, target: float | None, direction: str | None) -> Assurance | None:
    """Whether the limits lie wholly on the good side of a target, wholly on the other, or around it (a target on a limit
    is hit and miss); None without a target or a direction. Source: statistics specification, §1."""
    if target is None or direction is None:
        return None
    if lower <= target <= upper:
        return Assurance.HIT_AND_MISS
    is_above = lower > target
    return Assurance.PASSES if is_above == (Direction(direction) == Direction.HIGHER) else Assurance.FAILS


def variation(cause: Cause | None, direction: str | None) -> Variation:
    """How a point with this special cause, or none, is read. Source: statistics specification, §1."""
    if cause is None:
        return Variation.COMMON_CAUSE
    return _VARIATIONS[None if direction is None else Direction(direction), cause.way]


def xmr(
    values: Sequence[float | None], *, target: float | None = None, direction: str | None = "lower",
    rebase: Sequence[int] = (), fix_after: int | None = None, screen: bool = True,
) -> Xmr:  # fmt: skip
    """The XmR chart of a series in the order of time; None and NaN are gaps.

    `direction`: the better way, "lower", "higher" or None. `rebase`: indices at which a new group begins. `fix_after`:
    this many first values of every group make its limits, else all of them. The rule that fewer than 13 points have no
    limits counts the whole series, as groups of ten of a longer series have (trial) limits in the published values.
    A group without two neighbouring values has no limits either.

    Raises ValueError for a rebase at no point (0, outside the series, twice), a baseline of fewer than 12 points, an
    infinite value or an unknown direction. Source: statistics specification, §1.
    """
    points = known_values(values)
    better = None if direction is None else Direction(direction)
    starts = _group_starts(rebase, len(points))
    if fix_after is not None and fix_after < BASELINE_POINTS:
        raise ValueError(f"a fixed baseline has {BASELINE_POINTS} points or more")
    is_run_chart = sum(point is not None for point in points) < FEWEST_POINTS
    mean: list[float | None] = []
    bounds: list[Limits | None] = []
    causes: list[Cause | None] = []
    last, is_trial = _newest(points), False
    for first, end in pairwise((*starts, len(points))):
        group = points[first:end]
        baseline = _baseline(group, fix_after)
        known = [value for value in baseline if value is not None]
        found = None if is_run_chart else limits(baseline, screen=screen)
        mean += [mean_of(known) if known else None] * len(group)
        bounds += [found] * len(group)
        causes += [None] * len(group) if found is None else special_causes(group, found)
        if last is not None and first <= last < end:
            is_trial = found is not None and len(known) < BASELINE_POINTS
    readings = [
        None if point is None or bound is None else variation(cause, better)
        for point, bound, cause in zip(points, bounds, causes, strict=True)
    ]
    newest = None if last is None else bounds[last]
    return Xmr(
        values=points,
        mean=tuple(mean),
        lower=tuple([None if bound is None else bound.lower for bound in bounds]),
        upper=tuple([None if bound is None else bound.upper for bound in bounds]),
        labels=tuple([None if cause is None else cause.label for cause in causes]),
        variations=tuple(readings),
        variation=None if last is None else readings[last],
        assurance=None if newest is None else assurance(newest.lower, newest.upper, target, better),
        starts=starts,
        is_run_chart=is_run_chart,
        is_trial=is_trial,
    )


def newest(
    values: Sequence[float | None], *, target: float | None = None, direction: str | None = "lower", screen: bool = True
) -> Newest:
    """The two readings of `xmr` without the chart: a tenth of the work, for hundreds of series at once."""
    points = known_values(values)
    last = _newest(points)
    found = limits(points, screen=screen) if sum(point is not None for point in points) >= FEWEST_POINTS else None
    if last is None or found is None:
        return Newest(None)
    better = None if direction is None else Direction(direction)
    cause = newest_cause(points[: last + 1], found)
    return Newest(variation(cause, better), assurance(found.lower, found.upper, target, better))


def known_values(values: Sequence[float | None]) -> tuple[float | None, ...]:
    """The values with None for every gap. Raises ValueError for an infinite one."""
    points = tuple([None if value is None or math.isnan(value) else float(value) for value in values])
    if math.inf in points or -math.inf in points:
        raise ValueError("a series holds finite numbers and gaps")
    return points


def _newest(values: Values) -> int | None:
    return next((index for index in reversed(range(len(values))) if values[index] is not None), None)


def _group_starts(rebase: Sequence[int], length: int) -> tuple[int, ...]:
    if len(set(rebase)) < len(rebase) or not all(0 < index < length for index in rebase):
        raise ValueError("a rebase is the index of a point after the first, once")
    return (0, *sorted(rebase))


def _baseline(group: Values, fix_after: int | None) -> Values:
    """The group up to and including its value with this number."""
    if fix_after is None:
        return group
    places = [index for index, value in enumerate(group) if value is not None]
    return group[: places[fix_after - 1] + 1] if len(places) > fix_after else group
