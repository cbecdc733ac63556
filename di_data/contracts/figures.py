"""Fields and rules that the three kinds of figures share."""

import polars as pl

from di_data.contracts.fields import Field, FieldType, RowRule
from di_data.language import mark as _

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
LOWER = Field("lower", _("Lower end of the interval"), FieldType.PERCENT, low=-100, high=100)
UPPER = Field("upper", _("Upper end of the interval"), FieldType.PERCENT, low=-100, high=100)

UNIT_NAMED = RowRule(
    "unit_missing", "unit_code",
    lambda: pl.col("unit_code").is_not_null() | pl.col("unit_name").is_not_null(),
    _("No department is given."), _("Fill in the code or the name of the department."),
)  # fmt: skip


def value_or_counts(value: str, numerator: str, denominator: str) -> RowRule:
    """A row needs either the figure itself or the two counts that it is made of."""
    return RowRule(
        "figure_missing", value,
        lambda: pl.col(value).is_not_null() | (pl.col(numerator).is_not_null() & pl.col(denominator).is_not_null()),
        _("There is no figure in this row, and not both counts to work it out from."),
        _("Fill in the percentage, or both counts."),
    )  # fmt: skip


def not_above(part: str, whole: str, message: str) -> RowRule:
    """A part cannot be larger than its whole."""
    return RowRule(
        f"{part}_above_whole", part,
        lambda: pl.col(part).is_null() | pl.col(whole).is_null() | (pl.col(part) <= pl.col(whole)),
        message, _("Check whether the two columns were swapped."),
    )  # fmt: skip
