"""What an attacker holds of one indicator: every number that was ever published or hidden, and what is known of each.

The same number in two structures or two publications is one number: what is shown once is known for good. Pure.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import inf, isfinite
from typing import NamedTuple

from di_data.config import LEFT_OVER, ROUNDING
from di_data.disclosure.attack import Equation, Range, narrowed
from di_data.disclosure.auditor_rules import derivable_width, is_delta_of_few, needed_width


class Kind(StrEnum):
    """What a number is that should be protected."""

    PRIMARY = "primary"
    """A figure that is hidden by itself."""
    COMPLEMENTARY = "complementary"
    """A figure that is hidden to protect another one."""
    REST = "rest"
    """The few people directly under a unit: the unit less the units under it."""
    TOGETHER = "together"
    """Hidden figures of one sum that hold fewer people together than the minimum."""
    DIFFERENCE = "difference"
    """A correction that is about a few people."""
    SHOWN = "shown"
    """A figure that is shown though it should be hidden by itself."""


class Traits(NamedTuple):
    """What holds for all figures of an indicator: do they count people, can they not pass what stands under them, can
    they be negative, do they come from a survey, and the group minimum of each publication."""

    people: bool
    limited: bool
    signed: bool
    survey: bool
    minimums: tuple[int, ...]


class Measured(NamedTuple):
    """A number (the attacked value), what stands under it, and the people in its group where that is known."""

    value: float
    most: float
    size: float | None


class Place(NamedTuple):
    """Where a number stands: in which publication (0 is the oldest), structure, unit and period."""

    publication: int
    structure: str
    unit: str
    grain: str
    period: date
    shown: bool
    primary: bool


@dataclass
class Number:
    """One number, and everywhere it stands. `low` and `high` are what anybody knows of it."""

    measured: Measured
    low: float
    high: float
    kind: Kind
    places: list[Place] = field(default_factory=list)

    @property
    def newest(self) -> int:
        """The last publication in which it stands."""
        return max(place.publication for place in self.places)

    @property
    def oldest(self) -> int:
        """The first publication in which it stands."""
        return min(place.publication for place in self.places)

    @property
    def is_known(self) -> bool:
        """Whether it was ever shown."""
        return any(place.shown for place in self.places)

    @property
    def is_primary(self) -> bool:
        """Whether it is hidden by itself in the last publication in which it stands."""
        newest = self.newest
        return any(place.primary for place in self.places if place.publication == newest)


class Puzzle:
    """The numbers of one indicator and the equations between them.

    Equations are over differences with the true values, so they sum to zero and only their weights are kept: where
    delivered totals do not match, the attacker is taken to know by how much.
    """

    def __init__(self, traits: Traits) -> None:
        self.traits = traits
        self.numbers: list[Number] = []
        self.equations: dict[frozenset[tuple[int, float]], Equation[int]] = {}
        self.sums: dict[frozenset[int], Place] = {}
        self._before: dict[Hashable, list[tuple[int, Place]]] = {}

    def note(self, key: Hashable, measured: Measured, place: Place, kind: Kind = Kind.COMPLEMENTARY) -> int:
        """The number under which a figure is known: the same as before where nothing changed, else a new one.

        A new one that differs from the version before by a few people brings that difference along.
        """
        earlier = self._before.setdefault(key, [])
        for known, _place in earlier:
            if is_same(self.numbers[known].measured, measured):
                self.numbers[known].places.append(place)
                return known
        found = self.add(measured, kind, place)
        versions = [
            known
            for known, old in earlier
            if old.structure == place.structure and old.publication < place.publication
        ]  # fmt: skip
        if versions:
            self._correct(versions[-1], found, place)
        earlier.append((found, place))
        return found

    def add(self, measured: Measured, kind: Kind, place: Place) -> int:
        """A number of its own, between the bounds that follow from what stands under it."""
        value = measured.value
        low = -inf if self.traits.signed else min(0.0, value)
        high = max(measured.most, value) if self.traits.limited else inf
        self.numbers.append(Number(measured, low, high, kind, [place]))
        return len(self.numbers) - 1

    def equate(self, terms: Iterable[tuple[int, float]]) -> None:
        """Σ weight × number is known."""
        own = tuple(terms)
        self.equations.setdefault(frozenset(own), Equation(own))

    def _correct(self, before: int, after: int, place: Place) -> None:
        """The difference between two versions of a figure, where it is about a few people."""
        old, new = self.numbers[before].measured, self.numbers[after].measured
        traits = self.traits
        minimum = traits.minimums[place.publication]
        if not is_delta_of_few(old, new, minimum, people=traits.people, survey=traits.survey):
            return
        count, under = new.value - old.value, abs(new.most - old.most)
        size = None if new.size is None or old.size is None else abs(new.size - old.size)
        found = self.add(Measured(count, max(under, abs(count)), size), Kind.DIFFERENCE, place._replace(shown=False))
        # Whoever came or went is counted at most as often as the denominator moved, unless more was corrected.
        bound = under if traits.limited and under >= max(abs(count), ROUNDING) else inf
        self.numbers[found].low, self.numbers[found].high = -bound, bound
        self.equate([(after, 1.0), (before, -1.0), (found, -1.0)])

    def note_sum(self, members: frozenset[int], place: Place) -> None:
        """These numbers can be added up, at this place; the newest place of a sum counts."""
        known = self.sums.get(members)
        if known is None or known.publication < place.publication:
            self.sums[members] = place

    def tell_sums(self) -> None:
        """Add the sums of hidden numbers that hold fewer people together than the minimum."""
        for members, place in self.sums.items():
            hidden = sorted(known for known in members if not self.numbers[known].is_known)
            parts = [self.numbers[known].measured for known in hidden]
            sizes = [part.size for part in parts if part.size is not None]
            minimum = self.traits.minimums[place.publication]
            if not 2 <= len(parts) == len(sizes) or len(hidden) == len(members) or sum(sizes) >= minimum:
                continue
            whole = Measured(sum(part.value for part in parts), sum(part.most for part in parts), sum(sizes))
            found = self.add(whole, Kind.TOGETHER, place._replace(shown=False, primary=True))
            self.equate([(found, -1.0), *((known, 1.0) for known in hidden)])

    def needed(self) -> dict[int, float]:
        """How far the least and the most of every hidden number that must be protected lie apart."""
        found: dict[int, float] = {}
        for known, number in enumerate(self.numbers):
            if number.is_known or (number.kind == Kind.REST and not number.is_primary):
                continue
            value, most, size = number.measured
            if number.kind != Kind.DIFFERENCE and size is not None and size < LEFT_OVER:
                continue  # nobody is there
            people, limited = self.traits.people, self.traits.limited
            own = number.kind != Kind.COMPLEMENTARY or number.is_primary
            width = (needed_width if own else derivable_width)(value, most, people=people, limited=limited)
            # A solver ends within rounding of a bound: what is wide enough but for that is wide enough.
            found[known] = min(width, number.high - number.low) * (1 - ROUNDING)
        return found

    def narrowed(self, needed: Mapping[int, float]) -> dict[int, Range]:
        """The hidden numbers that can be told too narrowly, with the least and the most that they can be."""
        told = narrowed(self.equations.values(), self._ranges(len(self.traits.minimums)), needed)
        values = [number.measured.value for number in self.numbers]
        return {known: (values[known] + low, values[known] + high) for known, (low, high) in told.items()}

    def width_before(self, known: int) -> float:
        """How far the least and the most of a number lay apart for who held all that was published before it stood
        anywhere: the figure of a year of which months were shown is known for a part before there is one."""
        number = self.numbers[known]
        width = number.high - number.low
        if number.oldest == 0 or not isfinite(width):
            return width
        low, high = narrowed(self.equations.values(), self._ranges(number.oldest), {known: width + 1.0})[known]
        return high - low

    def _ranges(self, publications: int) -> dict[int, Range]:
        """What anybody knows of the numbers that none of the first publications shows, as differences with the truth."""
        return {
            known: (number.low - number.measured.value, number.high - number.measured.value)
            for known, number in enumerate(self.numbers)
            if not any(place.shown and place.publication < publications for place in number.places)
        }


def is_same(one: Measured, other: Measured) -> bool:
    """Whether two figures are the same but for rounding."""
    if (one.size is None) != (other.size is None):
        return False
    pairs = [(one.value, other.value), (one.most, other.most)]
    if one.size is not None and other.size is not None:
        pairs.append((one.size, other.size))
    return all(abs(a - b) <= ROUNDING * max(abs(a), abs(b)) for a, b in pairs)
