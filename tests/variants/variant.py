"""What a named variant is: a file, what may come of it, and the answers that its owner would give."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from di_data.vocabulary import Kind
from tests.variants.truth import Truth

LOADS, ASKS, REFUSED = "loads", "asks", "refused"


@dataclass(frozen=True)
class Place:
    """Where a finding has to point: a row of the sheet, a column by its header or letter, or both."""

    row: int | None = None
    column: str | None = None


@dataclass(frozen=True)
class File:
    """A file, and the one right reading of it. Without `truth` nothing may be loaded from it."""

    content: bytes
    name: str = "levering.csv"
    truth: Truth | None = None
    places: tuple[Place, ...] = ()
    """Where questions and refusals may point; none for a finding about the file as a whole, Place() for anywhere."""
    says: str = ""
    """A word that the refusal of a whole file has to hold (English)."""
    answers: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    """The truthful answer by the rule of the question: a code, or codes of which one is offered."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """The truthful answer to a question about a column: its header → the field."""
    units: Mapping[int, str] = field(default_factory=dict)
    """The truthful answer to a question about a department: the row → its code."""
    warns: tuple[str, ...] = ()
    """The rules of which one has to be a warning that comes with the load."""
    any_question: bool = False
    """Any question will do: the trial ends there when the owner's answer is not among those above."""
    kind: Kind | None = None
    period: str | None = None


@dataclass(frozen=True)
class Variant:
    """A quirk with its name. `allowed` are the outcomes that are right."""

    name: str
    quirk: str
    allowed: frozenset[str]
    make: Callable[[], File]


REGISTRY: dict[str, Variant] = {}
"""Variants of a municipality's own files, by name."""
YEARS: dict[str, Variant] = {}
"""Variants of the public sources' files, by name."""


def variant(
    *allowed: str, registry: dict[str, Variant] = REGISTRY
) -> Callable[[Callable[[], File]], Callable[[], File]]:
    """Register a function that makes a file: its name is the variant's, its docstring the quirk."""

    def register(make: Callable[[], File]) -> Callable[[], File]:
        quirk = " ".join((make.__doc__ or "").split()).removesuffix(".")
        if make.__name__ in registry or not quirk:
            raise ValueError(f"{make.__name__} has no docstring or is there twice")
        registry[make.__name__] = Variant(make.__name__, quirk, frozenset(allowed), make)
        return make

    return register
