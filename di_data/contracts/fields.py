"""The parts of a contract: fields with their type, and rules over whole rows."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from di_data.language import gettext
from di_data.vocabulary import Kind, Term

Vocabulary = type[Term]


class FieldType(StrEnum):
    """How the text of a cell is turned into a value."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    WHOLE = "whole"
    DATE = "date"
    PERIOD = "period"
    TERM = "term"
    TERMS = "terms"
    UNIT = "unit"
    UNITS = "units"
    YES_NO = "yes_no"


NUMBERS = (FieldType.NUMBER, FieldType.PERCENT, FieldType.WHOLE)

MOST_FINDINGS = 1_000
"""Findings of a file that are told one by one; the others are only counted. Nobody mends more in one go, and listing a
million takes ten seconds."""


@dataclass(frozen=True)
class Field:
    """A column of a delivery. `header` and `hint` are messages; `low` and `high` bound the clean value."""

    name: str
    header: str
    type: FieldType = FieldType.TEXT
    required: bool = False
    vocabulary: Vocabulary | None = None
    low: float | None = None
    high: float | None = None
    longest: int = 2000
    example: str = ""
    hint: str = ""

    @property
    def label(self) -> str:
        """The header in the user's language."""
        return gettext(self.header)


@dataclass(frozen=True)
class RowRule:
    """A rule over several cells of a row: `holds` gives a boolean expression; `column` is where it is reported."""

    name: str
    column: str
    holds: Callable[[], pl.Expr]
    message: str
    remedy: str


@dataclass(frozen=True)
class DeliveryKind:
    """A kind of file: its fields, its row rules, the columns that identify a row."""

    kind: Kind
    fields: tuple[Field, ...]
    identity: tuple[str, ...]
    rules: tuple[RowRule, ...] = ()

    def field(self, name: str) -> Field:
        """The field of this name. Raises KeyError."""
        return next(field for field in self.fields if field.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the fields, in order."""
        return tuple(field.name for field in self.fields)
