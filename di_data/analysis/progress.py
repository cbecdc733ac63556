"""Progress of a goal from its baseline to its target, and the straight line that it is held against."""

import math
from collections.abc import Sequence
from datetime import date


def progress(latest: float | None, baseline: float | None, target: float | None) -> float | None:
    """(latest − baseline) ÷ (target − baseline): 0 at the baseline, 1 at the target; may pass both ends.

    None when one of the three is missing or when baseline and target are equal. Source: statistics specification, §3.
    """
    if latest is None or baseline is None or target is None or target == baseline:
        return None
    return (latest - baseline) / (target - baseline)


def clamped(share: float) -> float:
    """A share between 0 and 1, for a bar."""
    return min(1.0, max(0.0, share))


def weighted(shares: Sequence[float | None], weights: Sequence[float]) -> float | None:
    """The progress of a goal with several indicators: the weighted mean of theirs, not clamped.

    None when one of them is missing: a mean of what happens to be in would jump as soon as the rest comes in. An indicator
    of weight 0 does not count. Raises ValueError for a negative weight, for none above 0, or for lists of unequal length.
    Source: statistics specification, §3.
    """
    counted = [(share, weight) for share, weight in zip(shares, weights, strict=True) if weight]
    if not counted or any(weight < 0 for weight in weights):
        raise ValueError("weights are 0 or more, and at least one is more")
    known = [(share, weight) for share, weight in counted if share is not None]
    if len(known) < len(counted):
        return None
    return math.fsum(share * weight for share, weight in known) / math.fsum(weight for _, weight in known)


def expected_share(starts_on: date, due_on: date, on: date) -> float:
    """Where the straight line from the baseline at the start to the target on the due date stands on a day: 0 to 1. Source:
    statistics specification, §3."""
    if on >= due_on:
        return 1.0
    return 0.0 if on <= starts_on else (on - starts_on) / (due_on - starts_on)
