"""Before and after the start of an action: the points after it against the limits of those before it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from di_data.analysis.before_after import before_after
from di_data.analysis.signals import Signal
from di_data.analysis.spc import Variation

BEFORE = [5.0, 6.0] * 6
"""Mean 5.5, limits 2.84 and 8.16, near-limits 3.73 and 7.27."""


@pytest.mark.parametrize(
    ("after", "lower", "higher", "at"),
    [
        ([5.0, 6.0, 5.0], Signal.NONE, Signal.NONE, None),
        ([5.0, 2.0, 6.0], Signal.IMPROVEMENT, Signal.CONCERN, 13),
        ([5.0, 9.0, 6.0], Signal.CONCERN, Signal.IMPROVEMENT, 13),
        ([3.5, 5.0, 3.5, 6.0], Signal.IMPROVEMENT, Signal.CONCERN, 14),
        ([5.0, 4.9, 5.0, 4.9, 5.0, 4.9, 5.0], Signal.IMPROVEMENT, Signal.CONCERN, 18),
        # Both ways: the newest counts.
        ([2.0, 9.0, 5.0], Signal.CONCERN, Signal.IMPROVEMENT, 13),
        ([9.0, 2.0, 5.0], Signal.IMPROVEMENT, Signal.CONCERN, 13),
    ],
)
def test_reading(after: list[float], lower: Signal, higher: Signal, at: int | None) -> None:
    read = before_after([*BEFORE, *after], 12, direction="lower")
    assert (read.signal, read.at) == (lower, at)
    assert before_after([*BEFORE, *after], 12, direction="higher").signal == higher
    assert (read.before, read.after) == (12, len(after))
    assert read.limits is not None
    assert (read.limits.lower, read.limits.upper) == pytest.approx((2.84, 8.16))


def test_labels_and_variation_of_the_point_that_decides() -> None:
    read = before_after([*BEFORE, 9.0, 5.0, None, 2.0, 5.0], 12, direction="lower")
    assert read.labels == ("outside", None, None, "outside", None)
    assert (read.at, read.variation) == (15, Variation.IMPROVEMENT_LOW)


def test_points_before_the_start_do_not_help_a_run() -> None:
    """Four low months, then three after the start: seven in a row, but three after it."""
    low = [5.0, 4.9, 5.0, 4.9, 5.0, 4.9, 5.0]
    values = [5.0, 6.0, 5.0, 6.0, 5.0, 6.0, 5.0, 6.0, *low]
    assert before_after(values, 12, direction="lower").signal == Signal.NONE
    assert before_after([*values, *low[:4]], 12, direction="lower").signal == Signal.IMPROVEMENT


def test_points_after_the_start_do_not_move_the_limits() -> None:
    quiet, wild = (before_after([*BEFORE, *after], 12, direction="lower") for after in ([5.0], [500.0, -500.0]))
    assert quiet.limits == wild.limits


@pytest.mark.parametrize(
    ("values", "start"),
    [
        (BEFORE, 12),
        ([*BEFORE, None, math.nan], 12),
        ([*BEFORE[:11], 90.0], 11),
        ([None, *BEFORE[:11], 90.0], 12),
        ([90.0, 80.0], 0),
        ([], 0),
        ([5.0, None] * 12 + [90.0], 24),
    ],
)
def test_too_few_points(values: list[float | None], start: int) -> None:
    read = before_after(values, start, direction="lower")
    assert (read.signal, read.at, read.variation) == (Signal.TOO_FEW, None, None)
    assert read.labels == (None,) * (len(values) - start)


@pytest.mark.parametrize(("start", "direction"), [(-1, "lower"), (13, "lower"), (3, "sideways")])
def test_wrong_start_or_direction_is_refused(start: int, direction: str) -> None:
    with pytest.raises(ValueError, match=r"start|sideways"):
        before_after(BEFORE, start, direction=direction)


VALUES = st.lists(st.integers(-80, 80).map(lambda number: number / 8), min_size=13, max_size=50)


@given(VALUES, st.integers(0, 50))
def test_other_direction_turns_the_reading(values: list[float], start: int) -> None:
    start = min(start, len(values))
    lower, higher = (before_after(values, start, direction=way) for way in ("lower", "higher"))
    opposite = {Signal.IMPROVEMENT: Signal.CONCERN, Signal.CONCERN: Signal.IMPROVEMENT}
    assert opposite.get(lower.signal, lower.signal) == higher.signal
    assert lower.labels == higher.labels


@given(VALUES, st.integers(12, 50))
def test_signal_and_its_point_belong_together(values: list[float], start: int) -> None:
    start = min(start, len(values))
    read = before_after(values, start, direction="lower")
    assert (read.at is not None) == (read.signal in (Signal.IMPROVEMENT, Signal.CONCERN))
    if read.at is not None:
        assert read.at >= start
        assert read.labels[read.at - start] is not None
        assert set(read.labels[read.at - start + 1 :]) <= {None}
