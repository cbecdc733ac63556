"""The answers of a survey question from the most negative to the most positive, whole or merged. Pure.

The codes of answers: "2/5" is the second of five; "negative", "neutral" and "positive" are the halves of a scale and what
lies between them; "not_positive" is all that is not positive.
"""

from collections.abc import Sequence
from enum import StrEnum

NEGATIVE, NEUTRAL, POSITIVE, NOT_POSITIVE = "negative", "neutral", "positive", "not_positive"

Counts = tuple[int, ...]
"""How many gave each answer, the most negative first."""


class Detail(StrEnum):
    """How far the answers of a question are told apart."""

    TWO = "two"
    """Positive or not: what the figure itself tells."""
    THREE = "three"
    EVERY = "every"


def is_told(answers: int, detail: Detail) -> bool:
    """Whether a scale with so many answers has this detail, apart from a coarser one."""
    return {Detail.TWO: True, Detail.THREE: answers % 2 == 1, Detail.EVERY: answers > 3}[detail]


def merged(counts: Sequence[int], detail: Detail) -> Counts:
    """The counts of the answers as far as they are told apart. Raises ValueError for a detail that the scale has not."""
    if not is_told(len(counts), detail):
        raise ValueError("this scale has no such detail")
    half = len(counts) // 2
    positive = sum(counts[-half:])
    if detail == Detail.TWO:
        return (sum(counts) - positive, positive)
    return tuple(counts) if detail == Detail.EVERY else (sum(counts[:half]), counts[half], positive)


def parts(counts: int, detail: Detail) -> tuple[slice, ...]:
    """For each answer of the next coarser detail which answers of this one it holds; `counts` answers in the scale."""
    half = counts // 2
    if detail == Detail.THREE:
        return (slice(0, 2), slice(2, 3))
    is_odd = counts % 2 == 1
    middle = (slice(half, half + 1),) if is_odd else ()
    return (slice(0, half), *middle, slice(counts - half, counts))


def codes(counts: int, detail: Detail) -> tuple[str, ...]:
    """The codes of the answers of a scale with so many, as far as they are told apart, the most negative first."""
    if detail == Detail.TWO:
        return (NOT_POSITIVE, POSITIVE)
    if detail == Detail.THREE:
        return (NEGATIVE, NEUTRAL, POSITIVE)
    is_middle = (counts + 1) / 2
    return tuple(NEUTRAL if place == is_middle else f"{place}/{counts}" for place in range(1, counts + 1))
