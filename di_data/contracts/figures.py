"""Fields and rules that the three kinds of figures share."""

from dataclasses import dataclass

import polars as pl

from di_data.contracts.fields import Field, FieldType, RowRule
from di_data.language import mark as _
from di_data.vocabulary import Kind

UNIT = Field(
    "unit_code", _("Department code"), FieldType.UNIT, example="ZORG",
    hint=_("The code of the department as it stands in the list on the page Load data."),
)  # fmt: skip
UNIT_NAME = Field("unit_name", _("Department name"), example="Zorg en Welzijn")
PERIOD = Field(
    "period", _("Period"), FieldType.PERIOD, required=True, example="2025-01",
    hint=_("A month (2025-01), a quarter (2025-Q1) or a year (2025)."),
)  # fmt: skip
PROVISIONAL = Field("provisional", _("Provisional"), FieldType.YES_NO, example="nee")
ANSWERS = tuple(f"answer_{place}" for place in range(1, 8))
"""The fields with the number of answers per answer of a survey question, from the most negative to the most positive."""

LOWER = Field("lower", _("Lower end of the interval"), FieldType.PERCENT, low=-100, high=100)
UPPER = Field("upper", _("Upper end of the interval"), FieldType.PERCENT, low=-100, high=100)

UNIT_NAMED = RowRule(
    "unit_missing", "unit_code",
    lambda: pl.col("unit_code").is_not_null() | pl.col("unit_name").is_not_null(),
    _("No department is given."), _("Fill in the code or the name of the department."),
)  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """The fields that give a row its figure: the value itself, or the two counts, part and whole, that it is made of."""

    value: str
    counts: tuple[str, str]
    others: tuple[str, ...] = ()
    """Other figures with which a row has enough."""


MEASURED = {
    Kind.ABSENCE: Measured("absence_rate", ("sick_days", "available_days"), others=("absence_frequency",)),
    Kind.OUTFLOW: Measured("outflow_rate", ("leavers", "average_employees")),
    Kind.SURVEY: Measured("percentage", ("positive", "answers"), others=ANSWERS),
}


def value_or_counts(measured: Measured) -> RowRule:
    """A row needs either a figure or the two counts that it is made of."""
    # Every field by its own name: a check asks an expression which fields it looks at.
    return RowRule(
        "figure_missing", measured.value,
        lambda: pl.any_horizontal(*map(_is_told, (measured.value, *measured.others)))
        | pl.all_horizontal(*map(_is_told, measured.counts)),
        _("There is no figure in this row, and not both counts to work it out from."),
        _("Fill in the percentage, or both counts."),
    )  # fmt: skip


def _is_told(name: str) -> pl.Expr:
    return pl.col(name).is_not_null()


def not_above(part: str, whole: str, message: str) -> RowRule:
    """A part cannot be larger than its whole."""
    return RowRule(
        f"{part}_above_whole", part,
        lambda: pl.col(part).is_null() | pl.col(whole).is_null() | (pl.col(part) <= pl.col(whole)),
        message, _("Check whether the two columns were swapped."),
    )  # fmt: skip
