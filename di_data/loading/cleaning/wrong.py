"""The words for a cell that cannot be turned into a value."""

import re

import polars as pl

from di_data.contracts import Field, FieldType
from di_data.contracts.fields import NUMBERS
from di_data.language import mark as _
from di_data.loading.findings import Finding
from di_data.loading.reading.read import UNCALCULATED
from di_data.loading.shaping.shape import Shaped

FORMULA_ERRORS = (
    "#DIV/0!", "#DEEL/0!", "#REF!", "#VERW!", "#WAARDE!", "#VALUE!", "#NAAM?", "#NAME?", "#GETAL!", "#NUM!",
    "#LEEG!", "#NULL!", "#OVERLOOP!", "#SPILL!", "#CALC!", "#N/B", "#N/A",
)  # fmt: skip

_HIDDEN = r"<\s?\d+|\*+"
_DIGITS = r"[\d.,%\-+ ]{1,20}"

_BY_TYPE = {
    FieldType.NUMBER: (_("This is not a number."), _("Write a number such as 1234,5.")),
    FieldType.PERCENT: (_("This is not a percentage."), _("Write a percentage such as 5,4.")),
    FieldType.WHOLE: (_("This is not a whole number."), _("Write a whole number such as 12.")),
    FieldType.DATE: (_("This is not a date."), _("Write a date such as 31-12-2025.")),
    FieldType.PERIOD: (_("This is not a period."), _("Write a month (2025-01), a quarter (2025-Q1) or a year (2025).")),
    FieldType.TERM: (_("This word is not in the list."), _("Choose one of: {choices}.")),
    FieldType.TERMS: (_("This word is not in the list."), _("Choose from: {choices}.")),
    FieldType.YES_NO: (_("This is not yes or no."), _("Write ja or nee.")),
}  # fmt: skip
_BY_PROBLEM = {
    "no_year": (
        "not_period",
        _("This period names no year."),
        _("Give the year in the field Period, or write the year in the cell, such as 2025-01 or 2025-Q1."),
    ),
    "four_weeks": (
        "not_period",
        _("This is a period of four weeks. Figures over four weeks cannot be put in months or quarters."),
        _("Ask for an export per month, per quarter or per year."),
    ),
}
_FORMULA_WITHOUT_VALUE = (
    "formula_without_value",
    _("This cell holds a formula without a result."),
    _("Open the file in Excel, let it calculate, save it and load it again."),
)
_FORMULA_ERROR = (
    "formula_error",
    _("The formula in this cell gives an error instead of a value."),
    _("Mend the formula in Excel, or write the value in the cell."),
)


def finding_of(
    shaped: Shaped, field: Field, row: int, source_column: str | None, cell: str, problem: str | None
) -> Finding:
    """What is wrong with a cell. The cell itself is told only where it is made of digits."""
    rule, message, remedy = _words(field, cell, problem)
    shown = cell if field.type in NUMBERS and re.fullmatch(_DIGITS, cell) else None
    choices = ", ".join(term.label for term in field.vocabulary) if field.vocabulary else ""
    return Finding(
        rule, message, remedy, sheet=shaped.match.table.sheet, row=row,
        column=shaped.header_of(field.name, source_column), value=shown, values={"choices": choices},
    )  # fmt: skip


def _words(field: Field, cell: str, problem: str | None) -> tuple[str, str, str]:
    if cell == UNCALCULATED:
        return _FORMULA_WITHOUT_VALUE
    if cell.upper() in FORMULA_ERRORS:
        return _FORMULA_ERROR
    if problem in _BY_PROBLEM:
        return _BY_PROBLEM[problem]
    rule = f"not_{field.type.value}"
    if field.type in NUMBERS and re.fullmatch(_HIDDEN, cell):
        return (
            rule,
            _("The source hides this figure itself. Without it a total would be too low."),
            _("Ask for an export that hides nothing; Inzetwijzer hides small groups by itself."),
        )
    return (rule, *_BY_TYPE[field.type])


def formula_marks(cells: pl.Series) -> pl.Series | None:
    """Which cells of a text hold a formula's error, or a formula without a result; None when no cell does."""
    if not cells.str.starts_with("#").any():
        return None
    marks = cells.str.to_uppercase().is_in([UNCALCULATED, *FORMULA_ERRORS]).fill_null(False)
    return marks if marks.any() else None


def and_more(count: int) -> Finding:
    """The finding that closes a list which was cut off."""
    return Finding(
        "more_findings",
        _("{count} more cells are wrong; they are not listed one by one."),
        _("Mend what is listed first. The same mistake often stands in many rows."),
        values={"count": count},
    )
