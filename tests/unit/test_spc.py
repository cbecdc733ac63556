"""The XmR chart: the published values of NHSRplotthedots, the four rules by hand, and what must hold for any series."""

import math
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from di_data.analysis.signals import Signal
from di_data.analysis.spc import Assurance, Newest, Variation, Xmr, assurance, newest, variation, xmr
from di_data.analysis.special_causes import Cause, Label, limits, special_causes, two_in_three

OUTLIER = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1]
"""Published series of 18 points (NHSRplotthedots, tests)."""

RNORM = [
    -0.560475647, -0.230177489, 1.558708314, 0.070508391, 0.129287735, 1.715064987, 0.460916206, -1.265061235,
    -0.686852852, -0.445661970, 1.224081797, 0.359813827, 0.400771451, 0.110682716, -0.555841135, 1.786913137,
    0.497850478, -1.966617157, 0.701355902, -0.472791408,
]  # fmt: skip
"""R: set.seed(123); rnorm(20)."""

RNORM_10 = [*RNORM[:14], 10, *RNORM[15:]]
"""The same with y[15] (R counts from one) set to 10."""

FLAT = [5, 6] * 6
"""Twelve points: mean 5.5, every range 1, limits 2.84 and 8.16, near-limits 5.5 ± 1.7733 = 3.7267 and 7.2733."""


def of(values: list[float | None], index: int = 0, **how: object) -> tuple[float | None, float | None, float | None]:
    """Lower limit, mean and upper limit at a point."""
    chart = xmr(values, **how)  # type: ignore[arg-type]
    return chart.lower[index], chart.mean[index], chart.upper[index]


# Published values ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "screen", "expected", "decimals"),
    [
        (OUTLIER, True, (-0.72, 1.94, 4.60), 2),
        (OUTLIER, False, (-3.06, 1.94, 6.95), 2),
        (RNORM, True, (-3.01138, 0.1416238, 3.294627), 5),
        (RNORM_10, True, (-2.383666, 0.6694159, 3.722497), 6),
        (RNORM_10, False, (-4.596625, 0.6694159, 5.935457), 6),
    ],
)
def test_published_limits(
    values: list[float | None], screen: bool, expected: tuple[float, float, float], decimals: int
) -> None:
    assert of(values, screen=screen) == pytest.approx(expected, abs=0.51 * 10**-decimals)


def test_published_limits_of_two_groups_of_ten() -> None:
    first, second = of(RNORM, 9, rebase=(10,)), of(RNORM, 10, rebase=(10,))
    assert first == pytest.approx((-2.60, 0.0746, 2.75), abs=0.006)
    assert first[1] == pytest.approx(0.0746, abs=0.00006)
    assert second == pytest.approx((-3.28, 0.209, 3.70), abs=0.006)
    assert second[1] == pytest.approx(0.209, abs=0.0006)


def test_published_window_of_two_in_three() -> None:
    flags = two_in_three([False, False, True, False, True, False, False], [1] * 7)
    assert flags == [False, False, True, True, True, False, False]


@pytest.mark.parametrize(
    ("close", "sides", "expected"),
    [
        ([1, 0, 1], [1, 1, 1], [1, 1, 1]),
        ([0, 1, 1], [1, 1, 1], [1, 1, 1]),
        ([0, 0, 1, 1, 0, 0, 0], [1] * 7, [0, 1, 1, 1, 1, 0, 0]),
        ([1, 0, 1], [1, -1, 1], [0, 0, 0]),
        ([1, 1, 1], [1, 1, 0], [0, 0, 0]),
        ([1, 1, 1], [0, 0, 0], [0, 0, 0]),
        ([1, 0, 0, 1], [1] * 4, [0, 0, 0, 0]),
        ([1, 1], [1, 1], [0, 0]),
    ],
)
def test_windows_of_two_in_three(close: list[int], sides: list[int], expected: list[int]) -> None:
    assert two_in_three([bool(one) for one in close], sides) == [bool(one) for one in expected]


@pytest.mark.parametrize(
    ("lower", "upper", "higher", "lower_is_better"),
    [
        (1, 3, Assurance.FAILS, Assurance.PASSES),
        (5, 7, Assurance.PASSES, Assurance.FAILS),
        (1, 5, Assurance.HIT_AND_MISS, Assurance.HIT_AND_MISS),
        (4, 5, Assurance.HIT_AND_MISS, Assurance.HIT_AND_MISS),
        (3, 4, Assurance.HIT_AND_MISS, Assurance.HIT_AND_MISS),
    ],
)
def test_published_assurance(lower: float, upper: float, higher: Assurance, lower_is_better: Assurance) -> None:
    assert assurance(lower, upper, 4, "higher") == higher
    assert assurance(lower, upper, 4, "lower") == lower_is_better
    assert assurance(lower, upper, 4, None) is None
    assert assurance(lower, upper, None, "higher") is None


# Limits ----------------------------------------------------------------------------------------


def test_near_limits_are_two_thirds_of_the_way() -> None:
    found = limits(FLAT)
    assert found is not None
    assert (found.mean, found.lower, found.upper) == pytest.approx((5.5, 2.84, 8.16))
    assert (found.near_lower, found.near_upper) == pytest.approx((3.72667, 7.27333), abs=1e-5)


def test_ranges_from_the_bound_on_are_left_out_once() -> None:
    """Ranges of 1 (28 times) and 4 (twice): their mean is 1.2 and the bound 3.92, so the 4s go and the mean is 1."""
    values = [0.0, 1.0] * 7 + [5.0] + [6.0, 5.0] * 7 + [1.0, 2.0]
    screened, unscreened = limits(values), limits(values, screen=False)
    assert screened is not None
    assert unscreened is not None
    assert screened.mean == unscreened.mean
    assert screened.upper - screened.mean == pytest.approx(2.66)
    assert unscreened.upper - unscreened.mean == pytest.approx(2.66 * 1.2)


def test_range_on_the_bound_is_left_out() -> None:
    """Four ranges with a mean of exactly 1, one of them 3.267; gaps keep them apart."""
    rest = (4 - 3.267) / 3
    found = limits([0, 3.267, None, 0, rest, None, 0, rest, None, 0, rest])
    assert found is not None
    assert found.upper - found.mean == pytest.approx(2.66 * rest)


def test_limits_are_not_clipped() -> None:
    assert (of([0, 1] * 10)[0] or 0) == pytest.approx(0.5 - 2.66)


@pytest.mark.parametrize("value", [0.1, 5.3, 1 / 3, -7.7, 0.0])
@pytest.mark.parametrize("length", [13, 24, 25, 26, 38])
def test_constant_series_has_limits_at_its_mean_and_no_special_cause(value: float, length: int) -> None:
    chart = xmr([value] * length, target=value)
    assert chart.lower == chart.mean == chart.upper == (value,) * length
    assert chart.labels == (None,) * length
    assert chart.variation == Variation.COMMON_CAUSE
    assert chart.assurance == Assurance.HIT_AND_MISS


def test_baseline_fixes_the_limits_of_every_group() -> None:
    values = [*FLAT, 8, 9, 8, 8, *([1, 3] * 6), 50]
    chart = xmr(values, rebase=(16,), fix_after=12)
    assert {*chart.mean[:16]} == {5.5}
    assert {*chart.mean[16:]} == {2.0}
    assert chart.upper[0] == chart.upper[15] == pytest.approx(8.16)
    assert chart.upper[16] == pytest.approx(2 + 2.66 * 2)
    assert (chart.labels[13], chart.labels[-1]) == ("outside", "outside")


def test_baseline_of_a_shorter_group_is_the_whole_group() -> None:
    assert xmr(OUTLIER, fix_after=40) == xmr(OUTLIER)


@pytest.mark.parametrize("rebase", [(0,), (-1,), (18,), (40,), (5, 5)])
def test_rebase_at_no_point_is_refused(rebase: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="rebase"):
        xmr(OUTLIER, rebase=rebase)


def test_short_baseline_is_refused() -> None:
    with pytest.raises(ValueError, match="12"):
        xmr(OUTLIER, fix_after=11)
    assert xmr(OUTLIER, fix_after=12).mean[0] == pytest.approx(26 / 12)


def test_unknown_direction_and_infinite_value_are_refused() -> None:
    with pytest.raises(ValueError, match="up"):
        xmr(OUTLIER, direction="up")
    with pytest.raises(ValueError, match="finite"):
        xmr([*OUTLIER, math.inf])


# The four rules, against mean 5.5, limits 2.84 and 8.16, near-limits 3.73 and 7.27 ---------------


def labels_after(*points: float) -> list[str | None]:
    """The labels of points that follow the twelve on which the limits rest."""
    return [None if one is None else one.value for one in xmr([*FLAT, *points], fix_after=12).labels[12:]]


OUT, TREND, PAIR, SHIFT = "outside", "trend", "two_in_three", "shift"


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ([8.17], [OUT]),
        ([8.15], [None]),
        ([2.83], [OUT]),
        ([2.85], [None]),
        # Seven rising points around the mean; six are no trend, and neither are seven with a tie.
        ([5.0, 5.1, 5.2, 5.3, 5.6, 5.7, 5.8], [TREND] * 7),
        ([5.1, 5.2, 5.3, 5.6, 5.7, 5.8, 5.0], [None] * 7),
        ([5.0, 5.1, 5.2, 5.2, 5.6, 5.7, 5.8], [None] * 7),
        ([5.8, 5.7, 5.6, 5.4, 5.3, 5.2, 5.1], [TREND] * 7),
        # Two of three close, all on one side: only the close ones. The one between them on the other side breaks it.
        ([7.5, 6.0, 7.5], [PAIR, None, PAIR]),
        ([7.5, 5.0, 7.5], [None, None, None]),
        ([7.5, 5.5, 7.5], [None, None, None]),
        ([3.0, 3.5, 5.0], [PAIR, PAIR, None]),
        ([7.5, 6.0, 6.0, 7.5], [None] * 4),
        # An outside point is not close, so one close point beside it is alone.
        ([9.0, 7.5, 6.0, 5.0], [OUT, None, None, None]),
        ([9.0, 7.5, 7.5, 5.0], [OUT, PAIR, PAIR, None]),
        # Seven on one side. A point on the mean stands on neither.
        ([6.0, 6.1, 6.0, 6.1, 6.0, 6.1, 6.0, 5.0], [SHIFT] * 7 + [None]),
        ([5.0, 6.1, 6.0, 6.1, 6.0, 6.1, 6.0, 5.0], [None] * 8),
        ([5.0, 6.0, 6.1, 6.0, 5.5, 6.1, 6.0, 6.1, 5.0], [None] * 9),
    ],
)  # fmt: skip
def test_each_rule(points: list[float], expected: list[str | None]) -> None:
    assert labels_after(*points) == expected


def test_first_rule_that_fits_gives_the_label() -> None:
    """All seven rise and stand above the mean; two of them are close together, one is outside."""
    assert labels_after(5.6, 5.7, 5.8, 5.9, 7.4, 7.5, 8.5) == [TREND] * 6 + [OUT]
    assert labels_after(5.9, 5.6, 5.9, 5.6, 7.4, 7.5, 5.6) == [SHIFT] * 4 + [PAIR, PAIR, SHIFT]


def test_value_on_the_mean_stands_on_no_side_whichever_way_it_rounds() -> None:
    """The mean of 0.1, 0.2 and 0.3 is not 0.2 in binary; seven times 0.2 in a row are no shift."""
    chart = xmr([0.1, 0.2, 0.3] * 4 + [0.2] * 7, fix_after=12)
    assert chart.labels == (None,) * 19


def test_special_causes_say_which_way() -> None:
    found = limits(FLAT)
    assert found is not None
    rising_then_falling = [5.0, 5.1, 5.2, 5.3, 5.6, 5.7, 5.8, 5.7, 5.6, 5.4, 5.3, 5.2, 5.1]
    assert special_causes(rising_then_falling, found) == [Cause(Label.TREND, 1)] * 6 + [Cause(Label.TREND, -1)] * 7
    assert special_causes([1.0, 5.0, 9.0], found) == [Cause(Label.OUTSIDE, -1), None, Cause(Label.OUTSIDE, 1)]


# Readings --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("last", "direction", "expected", "signal"),
    [
        (9.0, "higher", Variation.IMPROVEMENT_HIGH, Signal.IMPROVEMENT),
        (9.0, "lower", Variation.CONCERN_HIGH, Signal.CONCERN),
        (9.0, None, Variation.NEUTRAL_HIGH, Signal.NONE),
        (1.0, "higher", Variation.CONCERN_LOW, Signal.CONCERN),
        (1.0, "lower", Variation.IMPROVEMENT_LOW, Signal.IMPROVEMENT),
        (1.0, None, Variation.NEUTRAL_LOW, Signal.NONE),
        (5.0, "lower", Variation.COMMON_CAUSE, Signal.NONE),
    ],
)
def test_variation_is_of_the_last_point(
    last: float, direction: str | None, expected: Variation, signal: Signal
) -> None:
    chart = xmr([*FLAT, 9.0, 1.0, last], direction=direction, fix_after=12)
    assert (chart.variation, chart.signal) == (expected, signal)
    assert chart.variations[-1] == expected


def test_trend_is_high_when_it_rises_though_it_stands_below_the_mean() -> None:
    chart = xmr([*FLAT, 4.0, 4.1, 4.2, 4.3, 4.4, 4.5, 4.6], direction="lower", fix_after=12)
    assert (chart.labels[-1], chart.variation) == ("trend", Variation.CONCERN_HIGH)


def test_assurance_is_of_the_last_group() -> None:
    values = [20, 21] * 8 + [5, 6] * 8
    assert xmr(values, target=12, rebase=(16,)).assurance == Assurance.PASSES
    assert xmr(values, target=12, rebase=(16,), direction="higher").assurance == Assurance.FAILS
    assert xmr(values[:16], target=12).assurance == Assurance.FAILS
    assert xmr(values, rebase=(16,)).assurance is None


# Run charts, trial limits and gaps -------------------------------------------------------------


def test_fewer_than_thirteen_points_are_a_run_chart() -> None:
    chart = xmr([5, 6] * 5 + [5, 90], target=4)
    assert chart.is_run_chart
    assert chart.mean == (pytest.approx(150 / 12),) * 12
    assert chart.lower == chart.upper == chart.labels == chart.variations == (None,) * 12
    assert (chart.variation, chart.assurance, chart.signal) == (None, None, Signal.TOO_FEW)
    assert not xmr([5, 6] * 5 + [5, 90, 5]).is_run_chart


def test_gaps_do_not_count_as_points() -> None:
    assert xmr([5, None, 6, math.nan] * 6).is_run_chart
    assert xmr([]).values == xmr([]).mean == ()
    assert xmr([None] * 20).mean == (None,) * 20


def test_limits_after_a_recent_rebase_are_a_trial() -> None:
    assert xmr([*FLAT, 8, 9, 8], rebase=(12,)).is_trial
    assert not xmr([*FLAT, *FLAT], rebase=(12,)).is_trial
    alone = xmr([*FLAT, 8], rebase=(12,), target=1)
    assert (alone.mean[12], alone.upper[12], alone.variation, alone.assurance) == (8, None, None, None)


def test_gap_is_not_bridged_by_a_moving_range() -> None:
    """Twice seven points with ranges of 1; from 6 to 25 would be a range of 19 (not screened here)."""
    found = limits([5, 6, 5, 6, 5, 6, None, 25, 26, 25, 26, 25, 26], screen=False)
    assert found is not None
    assert found.mean == pytest.approx(15.5)
    assert found.upper - found.mean == pytest.approx(2.66)


@pytest.mark.parametrize(
    "run",
    [
        [5.0, 5.1, 5.2, 5.3, 5.6, 5.7, 5.8],
        [6.0, 6.1, 6.0, 6.1, 6.0, 6.1, 6.0],
    ],
)
def test_no_run_passes_through_a_gap(run: list[float]) -> None:
    whole = xmr([*FLAT, *run], fix_after=12)
    broken = xmr([*FLAT, *run[:3], None, *run[3:]], fix_after=12)
    assert None not in whole.labels[12:]
    assert broken.labels[12:] == (None,) * 8
    assert broken.upper[15] == broken.upper[0]


def test_no_window_passes_through_a_gap() -> None:
    assert xmr([*FLAT, 7.5, None, 6.0, 7.5], fix_after=12).labels[12:] == (None,) * 4


def test_reading_is_of_the_newest_point_that_has_a_value() -> None:
    chart = xmr([*FLAT, 9.0, None], fix_after=12)
    assert (chart.last, chart.variation, chart.variations[-1]) == (12, Variation.CONCERN_HIGH, None)


def test_baseline_counts_values_and_not_gaps() -> None:
    assert xmr([None, *FLAT, None, 90, 91], fix_after=12).mean[0] == 5.5


# What holds for any series ---------------------------------------------------------------------

EIGHTHS = st.integers(-800, 800).map(lambda number: number / 8)
"""Numbers that binary holds exactly, so that moving and stretching them rounds nothing."""
POINTS = st.one_of(EIGHTHS, st.integers(0, 3).map(float))
SERIES = st.lists(POINTS, min_size=13, max_size=60)
WITH_GAPS = st.lists(st.one_of(POINTS, POINTS, POINTS, st.none()), min_size=1, max_size=60)


@st.composite
def rebased(draw: st.DrawFn) -> tuple[list[float], tuple[int, ...]]:
    values = draw(SERIES)
    return values, tuple(draw(st.sets(st.integers(1, len(values) - 1), max_size=3)))


@given(rebased(), st.sampled_from([-64.0, 0.5, 1024.0]), st.sampled_from([0.25, 2.0, 8.0]))
def test_labels_do_not_depend_on_origin_or_unit(
    case: tuple[list[float], tuple[int, ...]], shift: float, factor: float
) -> None:
    values, rebase = case
    chart = xmr(values, rebase=rebase)
    moved = xmr([factor * value + shift for value in values], rebase=rebase)
    assert moved.labels == chart.labels
    assert moved.variations == chart.variations
    for one, other in zip((*chart.lower, *chart.mean), (*moved.lower, *moved.mean), strict=True):
        assert (one is None and other is None) or other == pytest.approx(factor * (one or 0) + shift, abs=1e-8)


@given(rebased())
def test_groups_know_nothing_of_each_other(case: tuple[list[float], tuple[int, ...]]) -> None:
    """Each group alone has the labels and limits that it has in the whole. A group may be too short for a chart of its own,
    so it is followed by a second group to make up the number."""
    values, rebase = case
    chart = xmr(values, rebase=rebase)
    for first, end in pairwise((*chart.starts, len(values))):
        alone = xmr([*values[first:end], *FLAT, 5], rebase=(end - first,))
        assert alone.labels[: end - first] == chart.labels[first:end]
        assert alone.upper[: end - first] == chart.upper[first:end]


@given(SERIES)
def test_turned_upside_down_high_becomes_low(values: list[float]) -> None:
    chart, turned = xmr(values, direction=None), xmr([-value for value in values], direction=None)
    other = {Variation.NEUTRAL_HIGH: Variation.NEUTRAL_LOW, Variation.NEUTRAL_LOW: Variation.NEUTRAL_HIGH}
    assert turned.labels == chart.labels
    assert [other.get(one, one) for one in chart.variations if one] == list(turned.variations)


@given(SERIES)
def test_other_direction_turns_improvement_into_concern(values: list[float]) -> None:
    lower, higher = xmr(values, direction="lower"), xmr(values, direction="higher")
    assert lower.labels == higher.labels
    opposite = {Signal.IMPROVEMENT: Signal.CONCERN, Signal.CONCERN: Signal.IMPROVEMENT, Signal.NONE: Signal.NONE}
    assert [opposite[one.signal] for one in lower.variations if one] == [one.signal for one in higher.variations if one]
    assert xmr(values, direction=None).signal == Signal.NONE


@given(WITH_GAPS)
def test_gap_has_no_label_and_every_other_point_its_reading(values: list[float | None]) -> None:
    chart: Xmr = xmr(values)
    for value, label, reading, upper in zip(values, chart.labels, chart.variations, chart.upper, strict=True):
        assert value is not None or (label is None and reading is None)
        assert (reading is not None) == (value is not None and upper is not None)
        assert reading in (None, Variation.COMMON_CAUSE) or label is not None


@given(WITH_GAPS, st.integers(0, 59))
def test_more_gaps_at_one_place_change_nothing(values: list[float | None], place: int) -> None:
    assume(None in values)
    index = [at for at, value in enumerate(values) if value is None][place % values.count(None)]
    wider = [*values[:index], None, *values[index:]]
    chart, wide = xmr(values), xmr(wider)
    assert [label for value, label in zip(wider, wide.labels, strict=True) if value is not None] == [
        label for value, label in zip(values, chart.labels, strict=True) if value is not None
    ]
    assert (wide.variation, wide.upper[0]) == (chart.variation, chart.upper[0])


@given(st.lists(POINTS, min_size=13, max_size=60))
def test_outside_goes_before_every_other_rule(values: list[float]) -> None:
    chart = xmr(values)
    for value, label, lower, upper in zip(values, chart.labels, chart.lower, chart.upper, strict=True):
        assert lower is not None
        assert upper is not None
        if value > upper + 1e-6 or value < lower - 1e-6:
            assert label == Label.OUTSIDE
        elif lower + 1e-6 < value < upper - 1e-6:
            assert label != Label.OUTSIDE


@pytest.mark.parametrize("direction", ["lower", "higher", None])
def test_no_cause_is_common_cause(direction: str | None) -> None:
    assert variation(None, direction) == Variation.COMMON_CAUSE


@given(
    values=st.lists(st.one_of(st.none(), st.integers(-3, 3).map(float), st.floats(-1e6, 1e6)), max_size=40),
    direction=st.sampled_from(["lower", "higher", None]), target=st.one_of(st.none(), st.floats(-5, 5)), screen=st.booleans(),
)  # fmt: skip
def test_newest_point_reads_the_same_without_its_chart(
    values: list[float | None], direction: str | None, target: float | None, screen: bool
) -> None:
    chart = xmr(values, target=target, direction=direction, screen=screen)
    assert newest(values, target=target, direction=direction, screen=screen) == Newest(chart.variation, chart.assurance)
