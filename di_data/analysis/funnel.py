"""Funnel plot: which departments differ from their organisation by more than their size and the usual spread explain. Pure.

Sources: D.J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005), and
"Handling over-dispersion of performance indicators", Quality and Safety in Health Care 14 (2005); Spiegelhalter and
others, "Statistical methods for healthcare regulation", JRSS A 175 (2012); R package FunnelPlotR (statistics
specification, §2). Rates are put on a scale on which chance has the same spread whatever the rate: arcsine of the square
root for a proportion (binomial), square root for a rate (Poisson). Limits are drawn on that scale and turned back.
FunnelPlotR draws the limits of a rate straight on the scale of the square root; we square them, as the points are rates.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import quantiles
from typing import NamedTuple

Z_95 = 1.959964
"""Standard errors to the 95% limits: one department in twenty is outside by chance alone."""

Z_998 = 3.090232
"""Standard errors to the 99.8% limits: one in five hundred."""

TENTH = 10
"""Z-scores beyond the lowest and highest tenth are drawn in to it, so that outliers do not widen their own limits."""


ROUNDING = 1e-12
"""Share of a sum of weights that is rounding only: what one department alone leaves over."""


class Chance(StrEnum):
    """What chance does to a figure."""

    PROPORTION = "proportion"
    """A share of people or answers, 0 to 1: binomial."""
    RATE = "rate"
    """Events per person, 0 and up: Poisson."""


class Adjustment(StrEnum):
    """How limits take into account that departments differ more than by chance."""

    ADDITIVE = "additive"
    """Real differences of variance τ² between departments come on top of chance, whatever the size."""
    MULTIPLICATIVE = "multiplicative"
    """Chance is √φ times as wide for all, as when what is counted comes in clusters."""
    NONE = "none"


class Band(NamedTuple):
    """The limits for one group size, in the unit of the rates."""

    lower_95: float
    upper_95: float
    lower_998: float
    upper_998: float


class Place(StrEnum):
    """Where a department stands against the 99.8% limits; only outside them it is called different."""

    BELOW = "below"
    WITHIN = "within"
    ABOVE = "above"


@dataclass(frozen=True)
class Funnel:
    """A funnel plot. Per department, in the order given: `bands` (adjusted limits) and `places`. `centre`: the rate of the
    organisation. `phi`: the dispersion of the winsorised z-scores, 1 when chance explains all; `tau_squared`: the variance
    between departments on the transformed scale. `z_scores` are neither winsorised nor adjusted."""

    centre: float
    phi: float
    tau_squared: float
    z_scores: tuple[float, ...]
    bands: tuple[Band, ...]
    places: tuple[Place, ...]
    chance: Chance
    adjustment: Adjustment

    def band(self, size: float) -> Band:
        """The adjusted limits for a group of this size (more than 0), to draw the funnel with."""
        scale, spread = _SCALES[self.chance], standard_error(size)
        if self.adjustment == Adjustment.ADDITIVE:
            spread = math.sqrt(spread**2 + self.tau_squared)
        elif self.adjustment == Adjustment.MULTIPLICATIVE:
            spread *= math.sqrt(max(1.0, self.phi))
        middle = scale.there(self.centre)
        return Band(*(scale.back(middle + z * spread) for z in (-Z_95, Z_95, -Z_998, Z_998)))


@dataclass(frozen=True)
class _Scale:
    there: Callable[[float], float]
    back: Callable[[float], float]


_SCALES = {
    Chance.PROPORTION: _Scale(
        lambda share: math.asin(math.sqrt(share)), lambda angle: math.sin(min(max(angle, 0.0), math.pi / 2)) ** 2
    ),
    Chance.RATE: _Scale(math.sqrt, lambda root: max(root, 0.0) ** 2),
}


def standard_error(size: float) -> float:
    """The standard error on either transformed scale, 1 ÷ (2√n), by the delta method. Source: Spiegelhalter (2005), table 1
    and appendix."""
    return 1 / (2 * math.sqrt(size))


def winsorised(scores: Sequence[float]) -> list[float]:
    """Z-scores with the lowest and highest tenth drawn in to the 10th and 90th percentile (linear between two scores, R's
    type 7). Source: Spiegelhalter (2005), "Handling over-dispersion", appendix."""
    if len(scores) < 2:
        return list(scores)
    low, *_, high = quantiles(scores, n=TENTH, method="inclusive")
    return [min(max(score, low), high) for score in scores]


def dispersion(scores: Sequence[float]) -> float:
    """φ, the mean of the squared z-scores: about 1 when chance explains all. Source: as `winsorised`."""
    return math.fsum(score**2 for score in scores) / len(scores)


def between_variance(phi: float, errors: Sequence[float]) -> float:
    """τ², the variance between departments by the method of moments of DerSimonian and Laird (1986):
    (nφ − (n − 1)) ÷ (Σw − Σw² ÷ Σw) with w = 1 ÷ s²; 0 when φ leaves nothing to explain or there is one department."""
    weights = [1 / error**2 for error in errors]
    total = math.fsum(weights)
    excess = len(errors) * phi - (len(errors) - 1)
    room = total - math.fsum(weight**2 for weight in weights) / total
    return excess / room if excess > 0 and room > ROUNDING * total else 0.0


def funnel(
    rates: Sequence[float], sizes: Sequence[float], *, chance: Chance = Chance.PROPORTION,
    adjustment: Adjustment = Adjustment.ADDITIVE, centre: float | None = None,
) -> Funnel:  # fmt: skip
    """The funnel of departments with these rates (shares, not percentages) and group sizes.

    `sizes` are what chance works on: people or answers behind the rate. For a rate of days, such as sickness absence, give
    the people and not the days: the days of one person come together, and with days the funnel would be far too narrow.
    `centre`: the rate of the organisation, else that of these departments together (Σ rate · size ÷ Σ size). With a few
    departments φ and τ² are rough, and an odd one widens its own limits: that errs on the careful side.
    Raises ValueError without departments, for lists of unequal length, a size of 0 or less, a rate below 0, or a proportion
    above 1. Source: statistics specification, §2.
    """
    _refuse_impossible(rates, sizes, centre, chance)
    if centre is None:
        centre = math.fsum(rate * size for rate, size in zip(rates, sizes, strict=True)) / math.fsum(sizes)
    scale = _SCALES[chance]
    errors = [standard_error(size) for size in sizes]
    middle = scale.there(centre)
    scores = tuple((scale.there(rate) - middle) / error for rate, error in zip(rates, errors, strict=True))
    phi = dispersion(winsorised(scores))
    plot = Funnel(centre, phi, between_variance(phi, errors), scores, (), (), chance, adjustment)
    bands = tuple(map(plot.band, sizes))
    places = tuple(_place(rate, band) for rate, band in zip(rates, bands, strict=True))
    return Funnel(centre, phi, plot.tau_squared, scores, bands, places, chance, adjustment)


def _refuse_impossible(rates: Sequence[float], sizes: Sequence[float], centre: float | None, chance: Chance) -> None:
    if not rates or len(rates) != len(sizes):
        raise ValueError("a funnel has departments, each with a rate and a size")
    told = (*rates, 0.0 if centre is None else centre)
    if any(not size > 0 for size in sizes) or any(not rate >= 0 for rate in told):
        raise ValueError("sizes are more than 0 and rates 0 or more")
    if chance == Chance.PROPORTION and any(rate > 1 for rate in told):
        raise ValueError("a proportion is at most 1")


def _place(rate: float, band: Band) -> Place:
    if rate < band.lower_998:
        return Place.BELOW
    return Place.ABOVE if rate > band.upper_998 else Place.WITHIN
