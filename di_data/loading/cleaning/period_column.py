"""A column of periods: every notation of real files, and the doubts about how long a period is."""

import re
from dataclasses import dataclass, field

import polars as pl

from di_data.language import mark as _
from di_data.loading.cleaning.asking import Doubt, Option, Outcome, settle
from di_data.loading.findings import Answers, Finding, Question
from di_data.loading.shaping.shape import Shaped
from di_data.notation import day
from di_data.periods import Grain, NoYear, Period, day_in, month, numbered, parse, quarter, quarter_of

FOUR_WEEKS_IN_YEAR = 13
MOST_TRIED = 20_000
"""Distinct cells without a period after which the others are not tried: the column is about something else."""

_SHORT = re.compile(r"((?:19|20)\d\d)\s?[-/_ ]\s?([1-4])")

_AS_MONTHS = Option(
    "month", _("Months: P03 is March."), _("P01 to P12 in column “{column}” were taken as the months of the year.")
)
_AS_FOUR_WEEKS = Option("four_weeks", _("Periods of four weeks, thirteen a year."), "")
_NUMBERED = _(
    "Column “{column}” numbers its periods, such as {example}. Are these months, or periods of four weeks (thirteen a year)?"
)
_MONTHS = Option("month", _("Months"), _("The periods in column “{column}” were taken as months."))
_QUARTERS = Option("quarter", _("Quarters"), _("The periods in column “{column}” were taken as quarters."))
_YEARS = Option("year", _("Years"), _("The periods in column “{column}” were taken as years."))
_STEPS = _("The dates in column “{column}” lie three months apart, such as {one} and {other}. Are the figures per month or per quarter?")  # fmt: skip
_YEARLY = _("The dates in column “{column}” lie a year apart, such as {one} and {other}. Are the figures per month, per quarter or per year?")  # fmt: skip
_ONE_TO_FOUR = _("The periods in column “{column}” are numbered 1 to 4 within a year, such as {one} and {other}. Are they months or quarters?")  # fmt: skip


@dataclass
class _Reading:
    """What is known of the distinct cells so far."""

    periods: dict[str, Period] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    numbered: dict[str, tuple[int, int]] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)


@dataclass(frozen=True)
class Periods:
    """The distinct cells of a column: `cell`, `value` (first day), `grain`, `problem`; and what there is to ask or tell."""

    cells: pl.DataFrame
    questions: tuple[Question, ...]
    notes: tuple[Finding, ...]


def read_periods(shaped: Shaped, name: str, answers: Answers | None, year: int | None) -> Periods:
    """The periods in the column of this field. `year` is the one of cells that name none."""
    reading = _Reading()
    for cell in shaped.frame[name].drop_nulls().unique(maintain_order=True):
        if len(reading.problems) < MOST_TRIED:
            _read(reading, cell, year)
        else:
            reading.problems[cell] = "wrong"
    _settle_numbered(reading, shaped, name, answers)
    _settle_grain(reading, shaped, name, answers)
    known = [*reading.periods, *reading.problems]
    found = [reading.periods.get(cell) for cell in known]
    cells = pl.DataFrame({
        "cell": pl.Series(known, dtype=pl.String),
        "value": pl.Series([period and period.start for period in found], dtype=pl.Date),
        "grain": pl.Series([period and period.grain.value for period in found], dtype=pl.String),
        "problem": pl.Series([reading.problems.get(cell) for cell in known], dtype=pl.String),
    })  # fmt: skip
    questions = tuple(outcome.question for outcome in reading.outcomes if outcome.question)
    return Periods(cells, questions, tuple(outcome.note for outcome in reading.outcomes if outcome.note))


def _read(reading: _Reading, cell: str, year: int | None) -> None:
    try:
        reading.periods[cell] = parse(cell, year)
    except NoYear:
        reading.problems[cell] = "no_year"
    except ValueError:
        try:
            found = numbered(cell, year)
        except NoYear:
            reading.problems[cell] = "no_year"
        else:
            if found and 1 <= found[1] <= FOUR_WEEKS_IN_YEAR:
                reading.numbered[cell] = found
            else:
                reading.problems[cell] = "wrong"


def _settle_numbered(reading: _Reading, shaped: Shaped, name: str, answers: Answers | None) -> None:
    """P03 is a month or the third period of four weeks; a P13 somewhere settles it."""
    cells = reading.numbered
    if not cells:
        return
    if any(number == FOUR_WEEKS_IN_YEAR for _year, number in cells.values()):
        code = "four_weeks"
    else:
        first = next(iter(cells))
        example = f"P{cells[first][1]:02} {cells[first][0]}"
        doubt = Doubt("ambiguous_period", "period_p", name, _NUMBERED, (_AS_MONTHS, _AS_FOUR_WEEKS),
                      "month", _row_of(shaped, name, first), {"example": example})  # fmt: skip
        outcome = settle(doubt, shaped, answers)
        code = outcome.code
        if code == "month" or outcome.question:
            reading.outcomes.append(outcome)
    if code == "month":
        reading.periods |= {cell: month(*told) for cell, told in cells.items()}
    else:
        reading.problems |= dict.fromkeys(cells, "four_weeks")


def _settle_grain(reading: _Reading, shaped: Shaped, name: str, answers: Answers | None) -> None:
    """Dates three or twelve months apart may stand for quarters or years; 2025-1 to 2025-4 may be quarters."""
    periods, months = reading.periods, {period.start.month for period in reading.periods.values()}
    if len(periods) < 2 or len(set(periods.values())) < 2:
        return
    options: tuple[Option, ...] = (_MONTHS, _QUARTERS)
    if all(_SHORT.fullmatch(cell) for cell in periods):
        guess = Grain.QUARTER if months == {1, 2, 3, 4} else Grain.MONTH
        message, as_quarter = _ONE_TO_FOUR, _numbered_quarter
    elif all(period.grain == Grain.MONTH and day_in(cell) for cell, period in periods.items()):
        if months in ({1}, {12}):
            message, options, guess = _YEARLY, (*options, _YEARS), Grain.YEAR
        elif months <= {1, 4, 7, 10} or months <= {3, 6, 9, 12}:
            message, guess = _STEPS, Grain.QUARTER
        else:
            return
        as_quarter = _dated_quarter
    else:
        return
    one, other = sorted(periods, key=lambda cell: periods[cell])[:2]
    values: dict[str, object] = {"one": _told(one, periods[one]), "other": _told(other, periods[other])}
    doubt = Doubt("ambiguous_period", "period_grain", name, message, options, guess.value,
                  _row_of(shaped, name, one), values)  # fmt: skip
    outcome = settle(doubt, shaped, answers)
    reading.outcomes.append(outcome)
    if outcome.code == Grain.QUARTER:
        reading.periods = {cell: as_quarter(period) for cell, period in periods.items()}
    elif outcome.code == Grain.YEAR:
        reading.periods = {cell: Period(period.start.replace(month=1), Grain.YEAR) for cell, period in periods.items()}


def _numbered_quarter(period: Period) -> Period:
    return quarter(period.start.year, period.start.month)


def _dated_quarter(period: Period) -> Period:
    return quarter_of(period.start)


def _told(cell: str, period: Period) -> str:
    """A period as evidence: the day that the cell names, or its year and number."""
    named = day_in(cell)
    return day(named) if named else f"{period.start.year}-{period.start.month}"


def _row_of(shaped: Shaped, name: str, cell: str) -> int:
    return int(shaped.frame.filter(pl.col(name) == cell)["row"][0])
