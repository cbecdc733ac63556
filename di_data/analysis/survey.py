"""Survey figures: margins, response, whether a change is real, answers around the neutral one, and scale scores. Pure.

Percentages are shares here (0 to 1). A survey asks everybody, so margins say how far those who did not answer could move
the figure if they were like the others; they do not make it a random sample.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from di_data.analysis.signals import Signal
from di_data.vocabulary import Direction

Z_95 = 1.96
"""Standard errors to either end of a 95% interval, as the domain reference writes it."""


@dataclass(frozen=True, slots=True)
class Share:
    """The share of `answers` that are positive, in a group of `people` (None where that is not known). Raises ValueError
    for a share outside 0 to 1, no answers, or more answers than people."""

    value: float
    answers: int
    people: int | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.value <= 1 or self.answers <= 0 or (self.people is not None and self.people < self.answers):
            raise ValueError("a share lies in 0 to 1, of at least one answer and no more answers than people")

    @property
    def margin(self) -> float:
        """Half of the 95% interval: 1.96 · √(p(1 − p) ÷ n) · √((N − n) ÷ (N − 1)); 0 when everybody answered. Source: domain
        reference, §2 (finite-population correction: Cochran, "Sampling Techniques", 1977, §2.6)."""
        return Z_95 * math.sqrt(self.variance(self.value))

    def variance(self, share: float) -> float:
        """The sampling variance of this round's share if `share` were the true one: p(1 − p) ÷ n, corrected as in `margin`."""
        return share * (1 - share) / self.answers * correction(self.answers, self.people)


def correction(answers: int, people: int | None) -> float:
    """(N − n) ÷ (N − 1), by which the variance of a share shrinks in a finite group: 0 when all answered, 1 when the size of
    the group is not known."""
    if people is None:
        return 1.0
    return (people - answers) / (people - 1) if people > answers else 0.0


def response(completed: int, invited: int | None) -> float | None:
    """Completed ÷ invited; None where nobody was invited or that is not known. Source: domain reference, §2."""
    return completed / invited if invited else None


class Change(NamedTuple):
    """The change of a share with the 95% interval around it. `is_real`: more than chance."""

    difference: float
    lower: float
    upper: float
    is_real: bool

    def signal(self, direction: str | None) -> Signal:
        """A real change in the better way is an improvement, the other way a concern; else, or with no better way, none."""
        if direction is None or not self.is_real:
            return Signal.NONE
        is_up = self.difference > 0
        return Signal.IMPROVEMENT if is_up == (Direction(direction) == Direction.HIGHER) else Signal.CONCERN


def change(before: Share, after: Share) -> Change:
    """The change between two rounds, p₂ − p₁ ± 1.96 · √(v₁ + v₂), each variance with its finite-population correction.

    It is real only when the interval excludes zero. The same must hold with the variance under "nothing changed" (the share
    of both rounds together), which the two-proportion test uses: a round in which everybody gave the same answer has no
    variance of its own, but is not known exactly. Rounds are taken as independent, which is careful as they ask mostly the
    same people. Source: statistics specification, §5; Agresti, "Categorical Data Analysis" (2013), §3.1.
    """
    difference = after.value - before.value
    together = before.value * before.answers + after.value * after.answers
    together /= before.answers + after.answers
    reach = Z_95 * math.sqrt(before.variance(before.value) + after.variance(after.value))
    by_test = Z_95 * math.sqrt(before.variance(together) + after.variance(together))
    return Change(difference, difference - reach, difference + reach, abs(difference) > max(reach, by_test))


class Segment(NamedTuple):
    """One answer in a diverging bar, from `start` to `end`, shares of all answers; 0 is the middle of the scale."""

    share: float
    start: float
    end: float


def diverging(counts: Sequence[int]) -> tuple[Segment, ...]:
    """The answers from most negative to most positive as a diverging stacked bar: half of the neutral answer on each side of
    0, and with an even number of answers 0 in between. Nothing without answers. Raises ValueError for a negative count.
    Source: statistics specification, §5; Robbins and Heiberger, "Plotting Likert and other rating scales" (2011)."""
    total = sum(counts)
    if any(count < 0 for count in counts):
        raise ValueError("a count is 0 or more")
    if not total:
        return ()
    shares = [count / total for count in counts]
    half, is_odd = divmod(len(shares), 2)
    left = math.fsum(shares[:half]) + (shares[half] / 2 if is_odd else 0)
    ends = [end - left for end in accumulate(shares)]
    return tuple(Segment(share, end - share, end) for share, end in zip(shares, ends, strict=True))


def scale_score(
    answers: Sequence[float | None], *, low: float, high: float, reverse: Collection[int] = ()
) -> float | None:  # fmt: skip
    """One person's score on a scale: the mean of the items, those at the indices in `reverse` turned round (low + high −
    answer), when at least half of them were answered; else None. Raises ValueError for an answer outside low to high or an
    index that is no item. Source: statistics specification, §5."""
    if any(not 0 <= index < len(answers) for index in reverse):
        raise ValueError("only items of the scale can be turned round")
    turned = [
        low + high - answer if index in reverse else answer
        for index, answer in enumerate(answers)
        if answer is not None
    ]
    if any(not low <= answer <= high for answer in turned):
        raise ValueError("an answer lies within the scale")
    return math.fsum(turned) / len(turned) if turned and 2 * len(turned) >= len(answers) else None
