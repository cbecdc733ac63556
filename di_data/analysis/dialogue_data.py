"""Dialogue against data: what a session said of a factor beside what the figure says, and how judgements moved. Pure.

Ratings are ordinal: they are counted and never averaged.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from di_data.analysis.signals import Signal
from di_data.vocabulary import Rating

Judged = TypeVar("Judged", bound=Hashable)
"""What was rated, such as a factor in a department."""


class Match(StrEnum):
    """What a rating and a figure have to say to each other."""

    AGREE = "agree"
    RATED_BETTER = "rated_better"
    """Worth talking about: rated good while the figure gives concern."""
    RATED_WORSE = "rated_worse"
    """Worth talking about: rated poor while the figure improves."""
    NOTHING = "nothing_to_say"

    @property
    def is_worth_talking(self) -> bool:
        """Whether the session and the figure say opposite things."""
        return self in (Match.RATED_BETTER, Match.RATED_WORSE)


_MATCHES = {
    (Rating.GOOD, Signal.IMPROVEMENT): Match.AGREE, (Rating.POOR, Signal.CONCERN): Match.AGREE,
    (Rating.GOOD, Signal.CONCERN): Match.RATED_BETTER, (Rating.POOR, Signal.IMPROVEMENT): Match.RATED_WORSE,
}  # fmt: skip


def held(rating: str | None, signal: Signal) -> Match:
    """A rating of a factor in a department held against the reading of its indicator there. A figure without a signal says
    nothing of good or poor, and "could be better" goes with either. Source: statistics specification, §6."""
    return Match.NOTHING if rating is None else _MATCHES.get((Rating(rating), signal), Match.NOTHING)


@dataclass(frozen=True)
class Transitions:
    """How judgements moved from one round to the next. `counts` by (before, after), all nine pairs; `only_before` and
    `only_after`: what was judged in one of the rounds, by rating."""

    counts: Mapping[tuple[Rating, Rating], int]
    only_before: Mapping[Rating, int]
    only_after: Mapping[Rating, int]

    @property
    def better(self) -> int:
        """How many went up one or two steps."""
        return sum(count for (one, other), count in self.counts.items() if _place(other) > _place(one))

    @property
    def worse(self) -> int:
        """How many went down one or two steps."""
        return sum(count for (one, other), count in self.counts.items() if _place(other) < _place(one))

    @property
    def same(self) -> int:
        """How many stayed as they were."""
        return sum(self.counts[rating, rating] for rating in Rating)


def transitions(before: Mapping[Judged, str], after: Mapping[Judged, str]) -> Transitions:
    """The ratings of two rounds, each by what was rated (say factor and department), as a transition matrix. Source:
    statistics specification, §5."""
    moved = Counter((Rating(before[key]), Rating(after[key])) for key in before.keys() & after.keys())
    return Transitions(
        counts={(one, other): moved[one, other] for one in Rating for other in Rating},
        only_before=distribution(before[key] for key in before.keys() - after.keys()),
        only_after=distribution(after[key] for key in after.keys() - before.keys()),
    )


def distribution(ratings: Iterable[str]) -> dict[Rating, int]:
    """How often each rating was given, from poor to good, those never given too."""
    counts = Counter(map(Rating, ratings))
    return {rating: counts[rating] for rating in Rating}


def _place(rating: Rating) -> int:
    return list(Rating).index(rating)
