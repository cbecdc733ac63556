"""From text to numbers, dates, periods and codes. A cell that cannot be turned becomes a finding, not a guess."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from di_data.contracts import Field, FieldType
from di_data.contracts.fields import MOST_FINDINGS, NUMBERS, Vocabulary
from di_data.errors import Refused
from di_data.language import mark as _
from di_data.language import speaking
from di_data.loading.cleaning import dates, percentages, period_column, wrong
from di_data.loading.cleaning.asking import Doubt, Option, Outcome, figure, settle, shown_as
from di_data.loading.cleaning.numbers import Numbers, read_numbers
from di_data.loading.findings import Answers, Finding
from di_data.loading.profiles import fold
from di_data.loading.shaping.shape import Shaped

_YES = ("ja", "j", "yes", "y", "waar", "true", "1", "voorlopig", "nader voorlopig", "provisional")
_NO = ("nee", "n", "no", "onwaar", "false", "0", "definitief", "final")
_DTYPES: dict[FieldType, Any] = {
    FieldType.NUMBER: pl.Float64, FieldType.PERCENT: pl.Float64, FieldType.WHOLE: pl.Float64,
    FieldType.DATE: pl.Date, FieldType.PERIOD: pl.Date, FieldType.YES_NO: pl.Boolean,
    FieldType.TERMS: pl.List(pl.String), FieldType.UNITS: pl.List(pl.String),
}  # fmt: skip
_EXTRA = tuple(Field(name, name, FieldType.PERCENT) for name in ("lower", "upper"))

_THOUSANDS = _("Thousands: {example} is {thousands}.")
_DECIMALS = _("Decimals: {example} is {decimals}.")
_TAKEN = _("Column “{column}” has numbers that can be read in two ways; {example} was taken as {taken}.")
_TWO_WAYS = _("Column “{column}” has numbers that can be read in two ways: {example} is {thousands} or {decimals}.")


@dataclass(frozen=True)
class Cleaned:
    """Clean values beside the shaped text. `frame` adds `grain` where the kind has a period."""

    shaped: Shaped
    frame: pl.DataFrame
    findings: tuple[Finding, ...]
    notes: tuple[Finding, ...] = ()
    """What was done on the strength of an answer."""
    untold: int = 0
    """How many more cells are wrong than the findings tell."""


@dataclass
class _Work:
    """What cleaning gathers on its way through the fields."""

    shaped: Shaped
    answers: Answers | None
    year: int | None
    frame: pl.DataFrame
    findings: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    starred: list[pl.Series] = field(default_factory=list)
    untold: int = 0

    def take(self, outcome: Outcome) -> str:
        """Keep the question or note of an outcome; the code to go on with."""
        self.findings += [outcome.question] if outcome.question else []
        self.notes += [outcome.note] if outcome.note else []
        return outcome.code

    def refuse(self, about: Field, is_wrong: pl.Series, problem: pl.Series | None = None) -> None:
        """A finding for every cell that is wrong, as far as there is room."""
        if not is_wrong.any():
            return
        problems = pl.lit(None, pl.String) if problem is None else problem
        cells = self.shaped.frame.select("row", "source_column", about.name, problems.alias("problem")).filter(is_wrong)
        told = cells.head(MOST_FINDINGS - sum(finding.row is not None for finding in self.findings))
        self.untold += cells.height - told.height
        self.findings += [wrong.finding_of(self.shaped, about, *cell) for cell in told.iter_rows()]


def clean(shaped: Shaped, answers: Answers | None = None, year: int | None = None) -> Cleaned:
    """Every field of the kind in its own type, doubts settled by the answers.

    `year` is the one of periods that name none. An open question leaves the most likely values in place.
    """
    work = _Work(shaped, answers, year, shaped.frame)
    order = work.take(dates.date_order(shaped, answers))
    for about in (*shaped.match.profile.kind.fields, *_EXTRA):
        cells = shaped.frame[about.name]
        if about.type in (FieldType.TEXT, FieldType.UNIT, FieldType.UNITS) and (marks := wrong.formula_marks(cells)) is not None:  # fmt: skip
            work.refuse(about, marks)
        if about.type not in (FieldType.TEXT, FieldType.UNIT):
            work.frame = work.frame.with_columns(_column(work, about, cells, order))
    frame = work.frame
    if work.starred:
        starred = pl.any_horizontal(*work.starred)
        frame = frame.with_columns(provisional=pl.when(starred).then(True).otherwise("provisional"))
    return Cleaned(shaped, frame, tuple(work.findings), tuple(work.notes), work.untold)


def _column(work: _Work, about: Field, cells: pl.Series, order: str) -> list[pl.Series]:
    if cells.null_count() == cells.len():
        empty = [pl.Series(about.name, [None], _DTYPES.get(about.type, pl.String)).new_from_index(0, cells.len())]
        return empty + ([_no_grain(cells.len())] if about.type == FieldType.PERIOD else [])
    if about.type in NUMBERS:
        return [_numbers(work, about, cells)]
    if about.type == FieldType.DATE:
        known = dates.read_dates(cells, order, about.required)
    elif about.type == FieldType.PERIOD:
        periods = period_column.read_periods(work.shaped, about.name, work.answers, work.year)
        known = periods.cells
        work.findings += periods.questions
        work.notes += periods.notes
        if "provisional" in work.frame.columns and (starred := cells.str.ends_with("*").fill_null(False)).any():
            work.starred.append(starred.alias("period"))
    else:
        known = _codes(cells, about)
    found = cells.alias("cell").to_frame().join(known, on="cell", how="left", maintain_order="left")
    work.refuse(about, found["problem"].is_not_null(), found["problem"])
    columns = [found["value"].alias(about.name)]
    return [*columns, found["grain"]] if about.type == FieldType.PERIOD else columns


def _no_grain(height: int) -> pl.Series:
    return pl.Series("grain", [None], pl.String).new_from_index(0, height)


def _numbers(work: _Work, about: Field, cells: pl.Series) -> pl.Series:
    numbers = read_numbers(cells)
    found = numbers.settled(_decimal(work, about, numbers))
    sound = found["sound"]
    if found["starred"].any():
        if "provisional" in work.shaped.match.profile.kind.names:
            work.starred.append(found["starred"].alias(about.name))
        else:
            sound = sound & ~found["starred"]
    if about.type == FieldType.PERCENT:
        shaped, shares = work.shaped, work.shaped.match.profile.fraction_without_sign
        judged = percentages.judge(found.with_columns(shaped.frame["row"]), about.name, shares)
        code = work.take(settle(judged.doubt, shaped, work.answers)) if judged.doubt else judged.code
        if judged.changed:
            work.notes.append(
                Finding("ambiguous_percentage", percentages.CHANGED, sheet=shaped.match.table.sheet,
                        column=shaped.header_of(about.name), values={"column": shown_as(shaped, about.name)})
            )  # fmt: skip
        found = found.with_columns(percentages.as_percentages(code))
    if about.type == FieldType.WHOLE:
        sound = sound & (found["value"].is_null() | (found["value"] == found["value"].round(0)))
    if sound.all():
        return found["value"].alias(about.name)
    work.refuse(about, ~sound)
    return found.select(pl.when(sound).then("value").alias(about.name)).to_series()


def _decimal(work: _Work, about: Field, numbers: Numbers) -> str:
    """The decimal separator of a column: "comma" or "point"."""
    if not numbers.is_open(thousands_exist=about.type != FieldType.PERCENT):
        return "comma"
    shape, cells = work.shaped, numbers.cells.with_columns(work.shaped.frame["row"])
    separator = "point" if "point" in numbers.doubtful else "comma"
    first = cells.filter(pl.col("separator") == separator).row(0, named=True)
    thousands, decimals = f"{first['thousands']:.0f}", figure(first["value"])
    values = {"example": first["cell"], "thousands": thousands, "decimals": decimals}
    options = tuple(Option(code, label, _TAKEN) for code, label in (("thousands", _THOUSANDS), ("decimals", _DECIMALS)))
    guess = "thousands" if about.type != FieldType.PERCENT and separator == "point" else "decimals"
    doubt = Doubt("ambiguous_number", "thousands", about.name, _TWO_WAYS, options, guess, first["row"], values)  # fmt: skip
    outcome = settle(doubt, shape, work.answers)
    if outcome.note:
        outcome.note.values["taken"] = values[outcome.code]
    code = work.take(outcome)
    other = {"point": "comma", "comma": "point"}
    return separator if code == "decimals" else other[separator]


def _codes(cells: pl.Series, about: Field) -> pl.DataFrame:
    """For every distinct cell its `value` in codes and, where it has none, a `problem`."""
    read = _reader(about)
    known = cells.drop_nulls().unique()
    values = [read(cell) for cell in known]
    return pl.DataFrame({
        "cell": known,
        "value": pl.Series(values, dtype=_DTYPES.get(about.type, pl.String)),
        "problem": pl.Series(["wrong" if value is None else None for value in values], dtype=pl.String),
    })  # fmt: skip


def _reader(about: Field) -> Callable[[str], bool | str | list[str] | None]:
    if about.type == FieldType.YES_NO:
        yes_no = dict.fromkeys(_YES, True) | dict.fromkeys(_NO, False)
        return lambda cell: yes_no.get(cell.lower().strip(" *"))
    if about.type == FieldType.UNITS:
        return _parts
    assert about.vocabulary is not None, about.name
    words, several = _words(about.vocabulary), about.type == FieldType.TERMS

    def terms(cell: str) -> str | list[str] | None:
        codes = [words[fold(part)] for part in _parts(cell) if fold(part) in words]
        if len(codes) != len(_parts(cell)):
            return None
        return codes if several else codes[0] if len(codes) == 1 else None

    return terms


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in re.split(r"[;|\n]", cell) if part.strip()]


def _words(vocabulary: Vocabulary) -> dict[str, str]:
    """Every way to write a term: its code, and its label in both languages."""
    words = {term.value: term.value for term in vocabulary}
    for language in ("nl", "en"):
        with speaking(language):
            words |= {fold(term.label): term.value for term in vocabulary}
    return words


def plain_number(label: str, text: str) -> float | None:
    """A number that a user typed in a form, in Dutch notation; None for nothing. Raises Refused."""
    if not text.strip():
        return None
    numbers = read_numbers(pl.Series([text.strip()]))
    if not numbers.cells["sound"][0] or numbers.cells["starred"][0] or "point" in numbers.doubtful:
        raise Refused(_("“{field}” is not a number. Write a number such as 5,4."), field=label)
    return float(numbers.cells["value"][0])
