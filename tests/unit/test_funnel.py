"""Funnel plots: published values of the overdispersion, limits by hand, and what must hold for any departments."""

import math
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from di_data.analysis.funnel import (
    Adjustment,
    Chance,
    Place,
    between_variance,
    dispersion,
    funnel,
    winsorised,
)

BCG = [
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761),
    (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232), (17, 1699, 65, 1600),
    (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825),
]  # fmt: skip
"""Trials of the BCG vaccine: ill and well, vaccinated and not (Colditz and others, JAMA 271, 1994)."""


# Published values ------------------------------------------------------------------------------


def test_published_variance_between_trials() -> None:
    """Log relative risks of the BCG trials: Q = 152.2330 on 12 degrees of freedom and τ² = 0.3088 by DerSimonian and Laird
    (Viechtbauer, R package metafor, reproducing Borenstein and others, 2009)."""
    effects = [math.log(a / (a + b) / (c / (c + d))) for a, b, c, d in BCG]
    variances = [1 / a - 1 / (a + b) + 1 / c - 1 / (c + d) for a, b, c, d in BCG]
    centre = sum(y / v for y, v in zip(effects, variances, strict=True)) / sum(1 / v for v in variances)
    scores = [(y - centre) / math.sqrt(v) for y, v in zip(effects, variances, strict=True)]
    phi = dispersion(scores)
    assert len(BCG) * phi == pytest.approx(152.2330, abs=5e-5)
    assert between_variance(phi, [math.sqrt(v) for v in variances]) == pytest.approx(0.3088, abs=5e-5)


def test_published_dispersion_ratio() -> None:
    """Tests of FunnelPlotR: z = √expected · ln(observed ÷ expected) of six groups, φ = 2.948033."""
    observed, expected = (100, 150, 180, 80, 120, 225), (108, 112, 165, 95, 100, 220)
    scores = [math.sqrt(e) * math.log(o / e) for o, e in zip(observed, expected, strict=True)]
    assert dispersion(scores) == pytest.approx(2.948033, abs=5e-7)


def test_limits_of_a_rate_come_near_the_exact_poisson_limits() -> None:
    """Exact limits of a ratio with 30 expected (tests of FunnelPlotR): 0.6746958 and 1.427562, 0.5289724 and 1.702771."""
    band = funnel([1.0], [30.0], chance=Chance.RATE, adjustment=Adjustment.NONE).band(30)
    assert band == pytest.approx((0.6746958, 1.427562, 0.5289724, 1.702771), rel=0.04)


# By hand ---------------------------------------------------------------------------------------


def test_winsorising_draws_in_a_tenth_at_each_end() -> None:
    """Of 0 … 10 the 10th percentile is 1 and the 90th is 9; of three scores they lie a fifth of a step in."""
    assert winsorised([10, 0, 5, 1, 2, 3, 4, 6, 7, 8, 9]) == [9, 1, 5, 1, 2, 3, 4, 6, 7, 8, 9]
    assert winsorised([0, 1, 2]) == pytest.approx([0.2, 1, 1.8])
    assert winsorised([3]) == [3]


def test_proportions_by_hand() -> None:
    """arcsine √0.25 = π/6, √0.5 → π/4, √0.75 → π/3, and s = 1/12 for 36 people, so z = −π, 0, π, winsorised ±0.8π:
    φ = 2 · (0.8π)² ÷ 3 = 4.21103. With w = 144, τ² = (3φ − 2) ÷ (432 − 144) = 0.0369205. √(1/144 + τ²) = 0.2094396, and
    sin²(π/4 ± x) = (1 ± sin 2x) ÷ 2: x = 0.410494 gives 0.134090 at 95%, x = 0.647217 gives 0.018973 at 99.8%."""
    plot = funnel([0.25, 0.5, 0.75], [36, 36, 36])
    assert plot.centre == 0.5
    assert plot.z_scores == pytest.approx((-math.pi, 0, math.pi))
    assert plot.phi == pytest.approx(4.21103, abs=1e-5)
    assert plot.tau_squared == pytest.approx(0.0369205, abs=1e-6)
    assert plot.bands[0] == pytest.approx((0.134090, 0.865910, 0.018973, 0.981027), abs=2e-6)
    assert plot.places == (Place.WITHIN,) * 3


def test_proportions_without_adjustment_by_hand() -> None:
    """(1 ± sin(2 · 3.090232 ÷ 12)) ÷ 2 = 0.253716 and 0.746284: a quarter and three quarters are just outside."""
    plot = funnel([0.25, 0.5, 0.75], [36, 36, 36], adjustment=Adjustment.NONE)
    assert plot.bands[1][2:] == pytest.approx((0.253716, 0.746284), abs=1e-6)
    assert plot.places == (Place.BELOW, Place.WITHIN, Place.ABOVE)


def test_rates_with_multiplied_chance_by_hand() -> None:
    """Roots 1, 2, 3 around a given centre of 2, s = 0.1: z = −10, 0, 10, winsorised ±8, φ = 128/3, spread 0.1 · √φ =
    0.653197. 2 ± 1.280243 squared: 0.518050 and 10.759994; 2 − 2.018531 is below 0, 4.018531² = 16.148590."""
    plot = funnel([1, 4, 9], [25] * 3, chance=Chance.RATE, adjustment=Adjustment.MULTIPLICATIVE, centre=4)
    assert plot.phi == pytest.approx(128 / 3)
    assert plot.bands[0] == pytest.approx((0.518050, 10.759994, 0.0, 16.148590), abs=1e-5)


def test_centre_is_the_rate_of_all_together() -> None:
    assert funnel([0.1, 0.4], [300, 100]).centre == pytest.approx(70 / 400)


def test_odd_department_among_many_is_different_and_a_small_one_is_not() -> None:
    """Forty departments of 100 people around 50%, and one at 90%: of 100 people, and of four."""
    rates = [0.5 + 0.02 * math.sin(place) for place in range(40)]
    assert funnel([*rates, 0.9], [*[100] * 40, 100]).places[-1] == Place.ABOVE
    assert funnel([*rates, 0.9], [*[100] * 40, 4]).places[-1] == Place.WITHIN


def test_real_differences_between_departments_widen_the_limits() -> None:
    """Large departments that differ for reasons of their own all fall outside the limits of chance; adjusted, none does."""
    rates = [0.3 + 0.01 * place for place in range(21)]
    sizes = [4000.0] * 21
    assert sum(place != Place.WITHIN for place in funnel(rates, sizes, adjustment=Adjustment.NONE).places) > 10
    assert set(funnel(rates, sizes).places) == {Place.WITHIN}
    assert set(funnel(rates, sizes, adjustment=Adjustment.MULTIPLICATIVE).places) == {Place.WITHIN}


def test_chance_alone_leaves_the_limits_as_they_are() -> None:
    """Two thousand departments by the roll of dice: about one in twenty outside 95%, one in five hundred outside 99.8%."""
    dice = random.Random(5)
    sizes = [dice.randint(40, 400) for _ in range(2000)]
    rates = [sum(dice.random() < 0.3 for _ in range(size)) / size for size in sizes]
    plot = funnel(rates, sizes)
    outside = sum(not band.lower_95 <= rate <= band.upper_95 for rate, band in zip(rates, plot.bands, strict=True))
    assert plot.tau_squared < 1e-4
    assert 60 < outside < 140
    assert sum(place != Place.WITHIN for place in plot.places) <= 12


@pytest.mark.parametrize(
    ("rates", "sizes", "chance"),
    [
        ([], [], Chance.PROPORTION),
        ([0.5], [10, 20], Chance.PROPORTION),
        ([0.5], [0], Chance.PROPORTION),
        ([-0.1], [10], Chance.RATE),
        ([1.1], [10], Chance.PROPORTION),
        ([math.nan], [10], Chance.RATE),
    ],
)
def test_impossible_departments_are_refused(rates: list[float], sizes: list[float], chance: Chance) -> None:
    with pytest.raises(ValueError, match=r"size|proportion"):
        funnel(rates, sizes, chance=chance)


def test_impossible_centre_is_refused() -> None:
    with pytest.raises(ValueError, match="proportion"):
        funnel([0.5], [10], centre=5.0)


# What holds for any departments ----------------------------------------------------------------

DEPARTMENTS = st.lists(st.tuples(st.floats(0, 1), st.integers(1, 2000)), min_size=1, max_size=30)
CHANCES, ADJUSTMENTS = st.sampled_from(Chance), st.sampled_from(Adjustment)


@given(DEPARTMENTS, CHANCES, ADJUSTMENTS)
def test_bands_hold_the_centre_and_each_other(
    departments: list[tuple[float, int]], chance: Chance, adjustment: Adjustment
) -> None:
    rates, sizes = zip(*departments, strict=True)
    plot = funnel(rates, sizes, chance=chance, adjustment=adjustment)
    for band in plot.bands:
        assert 0 <= band.lower_998 <= band.lower_95 <= plot.centre + 1e-9
        assert plot.centre - 1e-9 <= band.upper_95 <= band.upper_998


@given(DEPARTMENTS, CHANCES, ADJUSTMENTS, st.integers(1, 500))
def test_larger_departments_have_narrower_bands(
    departments: list[tuple[float, int]], chance: Chance, adjustment: Adjustment, size: int
) -> None:
    rates, sizes = zip(*departments, strict=True)
    plot = funnel(rates, sizes, chance=chance, adjustment=adjustment)
    small, large = plot.band(size), plot.band(size + 1)
    assert large.lower_998 >= small.lower_998 - 1e-12
    assert large.upper_998 <= small.upper_998 + 1e-12


@given(DEPARTMENTS, CHANCES)
def test_adjustment_never_narrows(departments: list[tuple[float, int]], chance: Chance) -> None:
    rates, sizes = zip(*departments, strict=True)
    plain = funnel(rates, sizes, chance=chance, adjustment=Adjustment.NONE)
    for adjustment in (Adjustment.ADDITIVE, Adjustment.MULTIPLICATIVE):
        wider = funnel(rates, sizes, chance=chance, adjustment=adjustment)
        for one, other, place in zip(plain.bands, wider.bands, wider.places, strict=True):
            assert other.lower_998 <= one.lower_998 + 1e-12
            assert other.upper_998 >= one.upper_998 - 1e-12
            assert place == Place.WITHIN or place in plain.places


@given(DEPARTMENTS, st.randoms(use_true_random=False))
def test_order_of_departments_does_not_matter(departments: list[tuple[float, int]], dice: random.Random) -> None:
    order = list(range(len(departments)))
    dice.shuffle(order)
    rates, sizes = zip(*departments, strict=True)
    plot = funnel(rates, sizes)
    mixed = funnel([rates[place] for place in order], [sizes[place] for place in order])
    assert mixed.places == tuple(plot.places[place] for place in order)
    assert (mixed.phi, mixed.tau_squared) == pytest.approx((plot.phi, plot.tau_squared))


@given(st.floats(0, 1), st.integers(1, 2000), st.floats(0, 1))
def test_one_department_says_nothing_of_differences_between_them(rate: float, size: int, centre: float) -> None:
    assert funnel([rate], [size], centre=centre).tau_squared == 0


@given(st.floats(0, 1), st.lists(st.integers(1, 2000), min_size=1, max_size=20))
def test_equal_departments_are_never_different(rate: float, sizes: list[int]) -> None:
    plot = funnel([rate] * len(sizes), sizes)
    assert set(plot.places) == {Place.WITHIN}
    assert plot.tau_squared == 0
