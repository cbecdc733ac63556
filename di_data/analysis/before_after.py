"""What a figure did after the start of an action, held against what it did before. Pure.

A reading in time and nothing more: it never says that the action brought it about.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from di_data.analysis.signals import Signal
from di_data.analysis.spc import BASELINE_POINTS, Variation, known_values, variation
from di_data.analysis.special_causes import Label, Limits, limits, special_causes
from di_data.vocabulary import Direction


@dataclass(frozen=True, slots=True)
class BeforeAfter:
    """The reading of an action. `limits` are of the points before the start (None where there are too few); `labels` of
    the points after it, in their order. `at`: the index in the series of the point that gave the reading, with its
    `variation`; None without a signal. `before` and `after` count the points with a value."""

    signal: Signal
    limits: Limits | None
    labels: tuple[Label | None, ...]
    at: int | None
    variation: Variation | None
    before: int
    after: int


def before_after(
    values: Sequence[float | None], start: int, *, direction: str, screen: bool = True
) -> BeforeAfter:  # fmt: skip
    """Reads the points from index `start` on against the limits of those before it; None and NaN are gaps.

    Limits rest on 12 points or more, so with fewer before the start, or none after it, there are too few. A run counts
    only by its points after the start. Where points stand out both ways, the newest of them gives the reading.
    `direction`: the better way, "lower" or "higher". Raises ValueError for another direction or a start outside the series.
    Source: statistics specification, §4, with the limits and rules of §1.
    """
    points, better = known_values(values), Direction(direction)
    if not 0 <= start <= len(points):
        raise ValueError("the start is the index of the first point after it")
    earlier, later = points[:start], points[start:]
    before, after = (sum(point is not None for point in part) for part in (earlier, later))
    found = limits(earlier, screen=screen) if before >= BASELINE_POINTS else None
    if found is None or not after:
        return BeforeAfter(Signal.TOO_FEW, found, (None,) * len(later), None, None, before, after)
    causes = special_causes(later, found)
    labels = tuple(None if cause is None else cause.label for cause in causes)
    newest = next((index for index in reversed(range(len(causes))) if causes[index] is not None), None)
    if newest is None:
        return BeforeAfter(Signal.NONE, found, labels, None, None, before, after)
    reading = variation(causes[newest], better)
    return BeforeAfter(reading.signal, found, labels, start + newest, reading, before, after)
