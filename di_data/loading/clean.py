"""From text to numbers, dates, periods and codes. A cell that cannot be turned becomes a finding, not a guess."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import polars as pl

from di_data.contracts import Field, FieldType
from di_data.contracts.fields import NUMBERS, Vocabulary
from di_data.errors import Refused
from di_data.language import mark as _
from di_data.language import speaking
from di_data.loading.findings import Answers, Finding
from di_data.loading.profiles import fold
from di_data.loading.shape import Shaped
from di_data.periods import parse

_NUMBER = r"^[+\-−]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?[\-−]?$|^[+\-−]?\d{1,3}(?:,\d{3})+\.\d+$|^[+\-−]?\d+\.\d+$|^[+\-−]?\d+(?:,\d+)?[eE][+\-]?\d+$"
_AMBIGUOUS = r"^[+\-−]?[1-9]\d{0,2}\.\d{3}$"
_SUPPRESSED = r"<\s?\d+|\*+"
_DATE_FORMS = ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%Y%m%d", "%d-%m-%y", "%Y-%m-%d %H:%M:%S")
_YES = ("ja", "j", "yes", "y", "waar", "true", "1", "voorlopig", "nader voorlopig", "provisional")
_NO = ("nee", "n", "no", "onwaar", "false", "0", "definitief", "final")
_OPEN_END = date(9999, 12, 31)
_SERIAL, _SERIAL_START = re.compile(r"[2-6]\d{4}"), date(1899, 12, 30)
"""How a spreadsheet counts days; five digits from 20000 lie between 1954 and 2091."""

_WRONG = {
    FieldType.NUMBER: (_("This is not a number."), _("Write a number such as 1234,5.")),
    FieldType.PERCENT: (_("This is not a percentage."), _("Write a percentage such as 5,4.")),
    FieldType.WHOLE: (_("This is not a whole number."), _("Write a whole number such as 12.")),
    FieldType.DATE: (_("This is not a date."), _("Write a date such as 31-12-2025.")),
    FieldType.PERIOD: (_("This is not a period."), _("Write a month (2025-01), a quarter (2025-Q1) or a year (2025).")),
    FieldType.TERM: (_("This word is not in the list."), _("Choose one of: {choices}.")),
    FieldType.TERMS: (_("This word is not in the list."), _("Choose from: {choices}.")),
    FieldType.YES_NO: (_("This is not yes or no."), _("Write ja or nee.")),
}  # fmt: skip


@dataclass(frozen=True)
class Cleaned:
    """Clean values beside the shaped text. `frame` adds `grain` where the kind has a period."""

    shaped: Shaped
    frame: pl.DataFrame
    findings: tuple[Finding, ...]
    notes: tuple[Finding, ...] = ()
    """What was done on the strength of an answer."""


def clean(shaped: Shaped, answers: Answers | None = None) -> Cleaned:
    """Every field of the kind in its own type, doubts settled by the answers."""
    kind, frame, findings = shaped.match.profile.kind, _without_stars(shaped), []
    extra = tuple(Field(name, name, FieldType.PERCENT) for name in ("lower", "upper"))
    for field in (*kind.fields, *extra):
        if field.type in (FieldType.TEXT, FieldType.UNIT):
            continue
        values = _clean_column(frame[field.name], field, shaped.match.profile.fraction_without_sign)
        if field.type == FieldType.PERCENT and _could_be_shares(frame[field.name], values, shaped):
            findings.append(_shares(shaped, field, frame))
        failed = frame.filter(frame[field.name].is_not_null() & ~values.ok)
        findings += [
            _finding(shaped, field, *place) for place in failed.select("row", "source_column", field.name).rows()
        ]
        frame = frame.with_columns(values.columns)
    return Cleaned(shaped, frame, tuple(findings))


def _without_stars(shaped: Shaped) -> pl.DataFrame:
    """The text without the star behind a figure, which marks it as provisional."""
    frame, kind = shaped.frame, shaped.match.profile.kind
    numbers = [field.name for field in kind.fields if field.type in NUMBERS]
    if not numbers or "provisional" not in frame.columns:
        return frame
    starred = pl.any_horizontal(pl.col(numbers).str.contains(r"\d\s?%?\*$").fill_null(False))
    return frame.with_columns(provisional=pl.when(starred).then(pl.lit("ja")).otherwise("provisional")).with_columns(
        pl.col(numbers).str.replace(r"(\d\s?%?)\*$", "${1}")
    )


def _could_be_shares(cells: pl.Series, values: "_Values", shaped: Shaped) -> bool:
    """Whether 0,054 may mean 5,4%: a spreadsheet stores a percentage as a share, and the file shows no sign."""
    if shaped.match.profile.fraction_without_sign or cells.str.ends_with("%").any():
        return False
    numbers = values.columns[0].drop_nulls()
    return bool((numbers != 0).any() and numbers.is_between(0, 1).all())


def _shares(shaped: Shaped, field: Field, frame: pl.DataFrame) -> Finding:
    first = frame.filter(frame[field.name].is_not_null()).row(0, named=True)
    return Finding(
        "ambiguous_percentage",
        _("Every percentage in this column is 1 or less: it is not clear whether 0,054 means 5,4% or 0,054%."),
        _("Write the percentages with a % sign."),
        sheet=shaped.match.table.sheet, row=first["row"], column=shaped.header_of(field.name, first["source_column"]),
    )  # fmt: skip


@dataclass(frozen=True)
class _Values:
    columns: list[pl.Series]
    ok: pl.Series


def _clean_column(cells: pl.Series, field: Field, fraction_without_sign: bool) -> _Values:
    if field.type in NUMBERS:
        return _numbers(cells, field, fraction_without_sign)
    known = {cell: _one(cell, field) for cell in cells.drop_nulls().unique()}
    values = [None if cell is None else known[cell] for cell in cells]
    ok = pl.Series([cell is None or known[cell] is not None for cell in cells], dtype=pl.Boolean)
    if field.type == FieldType.PERIOD:
        starts = pl.Series(field.name, [value and value.start for value in values], dtype=pl.Date)
        grains = pl.Series("grain", [value and value.grain.value for value in values], dtype=pl.String)
        return _Values([starts, grains], ok)
    if field.type == FieldType.DATE:
        ends = [value == _OPEN_END for value in values]
        values = [None if end else value for end, value in zip(ends, values, strict=True)]
        if field.required:  # an open end is no date where one has to be
            ok = ok & ~pl.Series(ends, dtype=pl.Boolean)
    dtypes: dict[FieldType, Any] = {
        FieldType.DATE: pl.Date, FieldType.YES_NO: pl.Boolean,
        FieldType.TERMS: pl.List(pl.String), FieldType.UNITS: pl.List(pl.String),
    }  # fmt: skip
    return _Values([pl.Series(field.name, values, dtype=dtypes.get(field.type, pl.String))], ok)


def _numbers(cells: pl.Series, field: Field, fraction_without_sign: bool) -> _Values:
    text = cells.str.replace_all(r"\s", "")
    signed = text.str.ends_with("%")
    text = text.str.strip_suffix("%").str.replace_all("−", "-")
    sound = text.str.contains(_NUMBER) & ~text.str.contains(_AMBIGUOUS)
    trailing = text.str.ends_with("-")
    text = pl.select(pl.when(trailing).then("-" + text.str.strip_suffix("-")).otherwise(text)).to_series()
    english = text.str.contains(r"\.\d+$") & ~text.str.contains(r"^[+-]?[1-9]\d{0,2}(?:\.\d{3})+$")
    plain = pl.select(
        pl.when(english).then(text.str.replace_all(",", ""))
        .otherwise(text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True))
    ).to_series()  # fmt: skip
    value = plain.cast(pl.Float64, strict=False)
    if fraction_without_sign and field.type == FieldType.PERCENT:
        value = pl.select(pl.when(signed).then(value).otherwise((value * 100).round(10))).to_series()
    if field.type == FieldType.WHOLE:
        sound = sound & (value == value.round(0))
    ok = (cells.is_null() | (sound & value.is_finite())).fill_null(False)
    return _Values([pl.select(pl.when(ok).then(value)).to_series().alias(field.name)], ok)


def _one(cell: str, field: Field) -> Any:
    if field.type == FieldType.PERIOD:
        try:
            return parse(cell)
        except ValueError:
            return None
    if field.type == FieldType.DATE:
        return _date(cell)
    if field.type == FieldType.YES_NO:
        word = cell.lower().strip(" *")
        return True if word in _YES else False if word in _NO else None
    parts = [part.strip() for part in re.split(r"[;|\n]", cell) if part.strip()]
    if field.type == FieldType.UNITS:
        return parts
    assert field.vocabulary is not None, field.name
    codes = [_words(field.vocabulary).get(fold(part)) for part in parts]
    if any(code is None for code in codes):
        return None
    return codes if field.type == FieldType.TERMS else codes[0] if len(codes) == 1 else None


def _date(cell: str) -> date | None:
    if _SERIAL.fullmatch(cell):
        return _SERIAL_START + timedelta(days=int(cell))
    for form in _DATE_FORMS:
        try:
            return datetime.strptime(cell, form).date()
        except ValueError:
            continue
    return None


def _words(vocabulary: Vocabulary) -> dict[str, str]:
    """Every way to write a term: its code, and its label in both languages."""
    words = {term.value: term.value for term in vocabulary}
    for language in ("nl", "en"):
        with speaking(language):
            words |= {fold(term.label): term.value for term in vocabulary}
    return words


def _finding(shaped: Shaped, field: Field, row: int, source_column: str | None, cell: str) -> Finding:
    message, remedy = _WRONG[field.type]
    shown: str | None = None
    if field.type in NUMBERS:
        shown = cell if re.fullmatch(r"[\d.,%\-+ ]{1,20}", cell) else None
        if re.fullmatch(_SUPPRESSED, cell):
            message = _("The source hides this figure itself. Without it a total would be too low.")
            remedy = _("Ask for an export that hides nothing; Inzetwijzer hides small groups by itself.")
        elif re.fullmatch(_AMBIGUOUS, cell):
            message = _("This number can be read in two ways: as thousands or with three decimals.")
            remedy = _("Write it without a point for thousands, or with a decimal comma.")
    choices = ", ".join(term.label for term in field.vocabulary) if field.vocabulary else ""
    return Finding(
        f"not_{field.type.value}", message, remedy, sheet=shaped.match.table.sheet, row=row,
        column=shaped.header_of(field.name, source_column), value=shown, values={"choices": choices},
    )  # fmt: skip


def plain_number(label: str, text: str) -> float | None:
    """A number that a user typed in a form, in Dutch notation; None for nothing. Raises Refused."""
    if not text.strip():
        return None
    values = _numbers(pl.Series("typed", [text.strip()]), Field("typed", label, FieldType.NUMBER), False)
    if not values.ok[0]:
        raise Refused(_("“{field}” is not a number. Write a number such as 5,4."), field=label)
    return float(values.columns[0][0])
