"""Doubts about figures that are sound by themselves: what they seem to be instead, with the evidence and a remedy."""

from collections.abc import Callable
from dataclasses import replace

import polars as pl

from di_data.contracts.figures import MEASURED
from di_data.indicator_catalogue import NAMES
from di_data.language import mark as _
from di_data.loading import observe
from di_data.loading.cleaning import not_annualised
from di_data.loading.cleaning.asking import Doubt, Option, Suspicion, figure, unit_of_row
from di_data.loading.cleaning.asking import settle as settle_doubt
from di_data.loading.cleaning.clean import Cleaned
from di_data.loading.cleaning.year_to_date import leave, year_to_date
from di_data.loading.findings import Answers, Finding, Question, Translated
from di_data.loading.report import FileRefused
from di_data.loading.shaping.shape import Shaped
from di_data.periods import days_in_period
from di_data.vocabulary import Kind

_PRESENT = r"(?i)aanwezig|presentie|attendance|presence|present\b"
_HALF = 50
_SAME = 0.5
"""Percentage points that a percentage and its counts may differ by rounding."""
_YEAR_OF_DAYS = (200, 420)
"""Days available per employee that only a whole year has, part-time work counted in."""
_MOST_ROWS = 0.8
_HIGHEST_SCORE = 10

_PRESENCE = Option(
    "presence",
    _("Presence: {example}% present is {absent}% absent."),
    _("Column “{column}” was taken as presence: the absence is what is left of 100%."),
)
_ABSENCE = Option("absence", _("Absence: the figures are right as they are."), _("Column “{column}” was taken as absence."))  # fmt: skip
_SEEMS_PRESENCE = _(
    "Column “{column}” seems to hold presence instead of absence: its figures go from {lowest}% to {highest}%."
)
_AS_PERCENT = Option("percent", _("Percentages: the figures are right as they are."), _("The figures in column “{column}” were taken as percentages."))  # fmt: skip
_AS_SCALE = Option("scale", _("Average scores on a scale: do not load the file."), "")
_SEEMS_SCALE = _(
    "The figures of “{indicator}” in column “{column}” go from {lowest} to {highest}. That looks like average scores on a scale, not like percentages."
)
_NO_PERCENTAGES = _("Average scores on a scale cannot be made into percentages.")
_ASK_SUPPLIER = _("Ask the supplier of the survey for the percentage of positive answers, or for their number.")
_BY_COUNTS = Option("counts", _("The counts are right: leave out the percentages."), _("The percentages in column “{column}” were left out; the counts were taken."))  # fmt: skip
_BY_PERCENTAGE = Option("percentage", _("The percentages are right: leave out the counts."), _("The percentages in column “{column}” were taken; the counts were left out."))  # fmt: skip
_CONTRADICTS = _(
    "The percentages in column “{column}” do not fit the counts in {count} of {all} rows. For {unit} the file says {told}%, and the counts give {counted}%."
)
_TWELVE_MONTHS = _(
    "The figures seem to run over twelve months instead of their own period: {unit} has {days} days available per employee in a period of {length} days."
)
_PER_PERIOD = Option("as_it_is", _("Per period: the figures are right as they are."), _("The figures in column “{column}” were taken as those of the period itself."))  # fmt: skip
_OVER_A_YEAR = Option("leave", _("Over twelve months: do not load the file."), "")


def settle(
    cleaned: Cleaned, answers: Answers | None, known: pl.DataFrame | None = None
) -> tuple[Cleaned, list[Question], list[Finding]]:
    """The figures with every doubt settled by an answer; the questions that are open; the notes on what was done.

    `known`: figures that the store has of the same indicators (indicator, unit_code, period, grain, value,
    numerator, denominator). While a question is open the figures are as its most likely answer makes them.
    Raises FileRefused when an answer says that the figures cannot be used.
    """
    questions: list[Question] = []
    notes: list[Finding] = []
    if not observe.is_figures(cleaned.shaped.match.profile.kind.kind):
        return cleaned, questions, notes
    frame, shaped = cleaned.frame, cleaned.shaped
    looks: tuple[Callable[[Shaped, pl.DataFrame], Suspicion | None], ...] = (
        _presence, _scale, year_to_date, _moving_year, _contradiction,
        lambda told, rows: not_annualised.not_annualised(told, rows, known),
    )  # fmt: skip
    for look in looks:
        if not (suspicion := look(shaped, frame)):
            continue
        outcome = settle_doubt(suspicion.doubt, shaped, answers)
        questions += [outcome.question] if outcome.question else []
        notes += [outcome.note] if outcome.note else []
        if remedy := suspicion.remedies.get(outcome.code):
            try:
                frame = remedy(frame)
            except FileRefused:
                if not outcome.question:
                    raise
    return replace(cleaned, frame=frame), questions, notes


def _own(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.filter(~pl.col("is_reference"))


def _first(rows: pl.DataFrame) -> int:
    return int(rows["row"][0])


def _presence(shaped: Shaped, frame: pl.DataFrame) -> Suspicion | None:
    """Percentages of absence above a half, or under a header that says presence."""
    if shaped.match.profile.kind.kind != Kind.ABSENCE:
        return None
    rate, days, counted = pl.col("absence_rate"), pl.col("sick_days"), 100 * pl.col("sick_days") / pl.col("available_days")  # fmt: skip
    told = _own(frame).select("row", rate, counted=pl.when(counted.is_finite()).then(counted))
    names = [name for name, column in (("absence_rate", "absence_rate"), ("sick_days", "counted"))
             if _seems_presence(shaped.header_of(name), told[column])]  # fmt: skip
    if not names:
        return None
    values = told["absence_rate" if names[0] == "absence_rate" else "counted"].drop_nulls()
    lowest, highest = float(values.min()), float(values.max())  # type: ignore[arg-type]
    doubt = Doubt("presence", "presence", names[0], _SEEMS_PRESENCE, (_PRESENCE, _ABSENCE), "presence", _first(told), {
        "lowest": figure(lowest), "highest": figure(highest), "example": figure(highest), "absent": figure(100 - highest),
    })  # fmt: skip
    turned = {"absence_rate": 100 - rate, "sick_days": pl.col("available_days") - days}
    return Suspicion(
        doubt, {"presence": lambda rows: rows.with_columns(**{name: turned[name].round(10) for name in names})}
    )


def _seems_presence(header: str | None, values: pl.Series) -> bool:
    known = values.drop_nulls()
    if known.is_empty():
        return False
    return bool(pl.Series([header or ""]).str.contains(_PRESENT)[0]) or bool(
        known.is_between(_HALF, 100, closed="right").all()
    )


def _scale(shaped: Shaped, frame: pl.DataFrame) -> Suspicion | None:
    """Percentages of a question that all lie between 1 and 10, with decimals: average scores."""
    if shaped.match.profile.kind.kind != Kind.SURVEY:
        return None
    score = pl.col("percentage")
    low = (
        _own(frame)
        .filter(score.is_not_null())
        .group_by("indicator", maintain_order=True)
        .agg(pl.col("row").first(), lowest=score.min(), highest=score.max(), decimals=(score != score.round(0)).any())
        .filter((pl.col("lowest") >= 1) & (pl.col("highest") <= _HIGHEST_SCORE) & pl.col("decimals"))
    )
    if low.is_empty():
        return None
    first = low.row(0, named=True)
    values: dict[str, object] = {
        "indicator": Translated(NAMES.get(first["indicator"], first["indicator"])),
        "lowest": figure(first["lowest"]),
        "highest": figure(first["highest"]),
    }
    doubt = Doubt("scale", "scale", "percentage", _SEEMS_SCALE, (_AS_SCALE, _AS_PERCENT), "scale", first["row"], values)  # fmt: skip

    def refuse(rows: pl.DataFrame) -> pl.DataFrame:
        column = shaped.header_of("percentage")
        raise FileRefused([Finding("scale", _NO_PERCENTAGES, _ASK_SUPPLIER, sheet=shaped.match.table.sheet, column=column)])  # fmt: skip

    return Suspicion(doubt, {"scale": refuse})


def _contradiction(shaped: Shaped, frame: pl.DataFrame) -> Suspicion | None:
    """Percentages that most counts beside them do not give."""
    measured = MEASURED[shaped.match.profile.kind.kind]
    rate, (part, whole) = measured.value, measured.counts
    counted = 100 * pl.col(part) / pl.col(whole)
    both = _own(frame).select("row", unit_of_row().alias("unit"), told=rate, counted=counted)
    both = both.filter(pl.col("told").is_between(0, 100) & pl.col("counted").is_between(0, 100))
    wrong = both.filter((pl.col("told") - pl.col("counted")).abs() > _SAME)
    if 2 * wrong.height <= both.height:
        return None
    first = wrong.row(0, named=True)
    doubt = Doubt("contradiction", "contradiction", rate, _CONTRADICTS, (_BY_COUNTS, _BY_PERCENTAGE), "counts", first["row"], {
        "count": wrong.height, "all": both.height, "unit": first["unit"], "told": figure(first["told"]),
        "counted": figure(first["counted"]),
    })  # fmt: skip
    known = pl.col(part).is_not_null() & pl.col(whole).is_not_null()
    return Suspicion(doubt, {
        "counts": lambda rows: rows.with_columns(pl.when(~known).then(rate).alias(rate)),
        "percentage": lambda rows: rows.with_columns(pl.when(pl.col(rate).is_null()).then(part).alias(part)),
    })  # fmt: skip


def _moving_year(shaped: Shaped, frame: pl.DataFrame) -> Suspicion | None:
    """Days available per employee that fit a whole year, under the label of a month or a quarter."""
    if shaped.match.profile.kind.kind != Kind.ABSENCE:
        return None
    rows = _own(frame).filter(pl.col("grain").is_in(["month", "quarter"]) & (pl.col("employees") > 0))
    rows = rows.select("row", unit=unit_of_row(), days=pl.col("available_days") / pl.col("employees"), length=days_in_period())  # fmt: skip
    rows = rows.filter(pl.col("days").is_not_null())
    long = rows.filter(pl.col("days").is_between(*_YEAR_OF_DAYS))
    if long.is_empty() or long.height < _MOST_ROWS * rows.height:
        return None
    first = long.row(0, named=True)
    doubt = Doubt("moving_year", "moving_year", "available_days", _TWELVE_MONTHS, (_OVER_A_YEAR, _PER_PERIOD), "leave",
                  first["row"], {"unit": first["unit"], "days": figure(round(first["days"])), "length": first["length"]})  # fmt: skip
    return Suspicion(doubt, {"leave": lambda rows: leave(shaped, "moving_year", "available_days")})
