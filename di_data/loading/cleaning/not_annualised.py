"""Report frequencies of a month or quarter that were not brought to a year."""

from dataclasses import dataclass

import polars as pl

from di_data.language import mark as _
from di_data.loading.cleaning.asking import Doubt, Option, Suspicion, figure, unit_of_row
from di_data.loading.shaping.shape import Shaped
from di_data.periods import days_in_period
from di_data.vocabulary import Kind

_RATIOS = {"quarter": (3.0, 5.3), "month": (9.0, 16.0)}
"""How many times as high a yearly frequency is as one that stands for a quarter or a month only."""
_MOST_UNITS = 0.6
_MOST_ROWS = 0.8
_ROUNDED = 0.03
_TOO_LOW = {"quarter": 0.45, "month": 0.2}
"""A median of many departments below this is no yearly frequency: those lie around 1."""
_MANY = 8

_ANNUALISE = Option(
    "annualise",
    _("Not per year: count it up to a year (× 365 ÷ the days in the period)."),
    _("The report frequencies in column “{column}” were counted up to a year (× 365 ÷ the days in the period)."),
)
_AS_IT_IS = Option(
    "as_it_is",
    _("Per year: the figures are right as they are."),
    _("The report frequencies in column “{column}” were taken as they are, per year."),
)
_BY_COUNTS = _(
    "The report frequencies in column “{column}” do not seem to be per year: {unit} has {told}, which is just its new reports divided by its employees."
)
_BY_YEAR = _(
    "The report frequencies in column “{column}” do not seem to be per year: {unit} has {told}, against {yearly} over a year."
)
_BY_LEVEL = _(
    "The report frequencies in column “{column}” do not seem to be per year: their median is {told}, and a yearly frequency lies around 1."
)


@dataclass(frozen=True)
class _Evidence:
    message: str
    row: int
    values: dict[str, object]


def not_annualised(shaped: Shaped, frame: pl.DataFrame, known: pl.DataFrame | None) -> Suspicion | None:
    """Frequencies that equal their own counts, or that lie four (twelve) times below those over a year."""
    if shaped.match.profile.kind.kind != Kind.ABSENCE:
        return None
    told = frame.filter(~pl.col("is_reference") & (pl.col("absence_frequency") > 0)).with_columns(unit=unit_of_row())
    short = told.filter(pl.col("grain").is_in(list(_RATIOS)))
    if short.is_empty():
        return None
    found = _by_counts(short) or _by_year(told, short, known) or _by_level(short)
    if found is None:
        return None
    doubt = Doubt("not_annualised", "not_annualised", "absence_frequency", found.message, (_ANNUALISE, _AS_IT_IS),
                  "annualise", found.row, found.values)  # fmt: skip
    return Suspicion(doubt, {"annualise": _annualised})


def _annualised(rows: pl.DataFrame) -> pl.DataFrame:
    per_year = (pl.col("absence_frequency") * 365 / days_in_period()).round(10)
    is_short = pl.col("grain").is_in(list(_RATIOS))
    return rows.with_columns(absence_frequency=pl.when(is_short).then(per_year).otherwise("absence_frequency"))


def _by_counts(short: pl.DataFrame) -> _Evidence | None:
    counted = pl.col("new_cases") / pl.col("employees")
    rows = short.with_columns(counted=counted).filter(pl.col("counted").is_finite() & (pl.col("counted") > 0))
    off = (pl.col("absence_frequency") / pl.col("counted") - 1).abs() * pl.col("counted")
    same = rows.filter(off <= _ROUNDED * pl.max_horizontal(pl.lit(0.3), "counted"))
    if same.is_empty() or same.height < _MOST_ROWS * rows.height:
        return None
    first = same.row(0, named=True)
    return _Evidence(_BY_COUNTS, first["row"], {"unit": first["unit"], "told": figure(first["absence_frequency"])})


def _by_year(told: pl.DataFrame, short: pl.DataFrame, known: pl.DataFrame | None) -> _Evidence | None:
    """Against the yearly figures of the file for the same year, else what the store knows of the department."""
    year = pl.col("period").dt.year().alias("year")
    means = short.group_by("unit", "grain", year, maintain_order=True).agg(
        pl.col("row").first(), low=pl.col("absence_frequency").mean()
    )
    yearly = told.filter(pl.col("grain") == "year").select("unit", year, level="absence_frequency")
    pairs = means.join(yearly, on=["unit", "year"])
    if pairs.is_empty() and known is not None:
        pairs = means.join(_levels(known), on="unit")
    if pairs.is_empty():
        return None
    ratio = pl.col("level") / pl.col("low")
    low = pl.col("grain").replace_strict({grain: ends[0] for grain, ends in _RATIOS.items()}, return_dtype=pl.Float64)
    high = pl.col("grain").replace_strict({grain: ends[1] for grain, ends in _RATIOS.items()}, return_dtype=pl.Float64)
    apart = pairs.filter(ratio.is_between(low, high))
    if apart.height < _MOST_UNITS * pairs.height:
        return None
    first = apart.row(0, named=True)
    values = {"unit": first["unit"], "told": figure(round(first["low"], 2)), "yearly": figure(round(first["level"], 2))}
    return _Evidence(_BY_YEAR, first["row"], values)


def _levels(known: pl.DataFrame) -> pl.DataFrame:
    """The yearly frequency that each department has in the store."""
    level = pl.coalesce(pl.col("numerator") / pl.col("denominator"), "value")
    return (
        known.filter(pl.col("indicator") == "absence_frequency")
        .select(unit="unit_code", level=level)
        .filter(pl.col("level").is_finite() & (pl.col("level") > 0))
        .group_by("unit")
        .agg(pl.col("level").median())
    )


def _by_level(short: pl.DataFrame) -> _Evidence | None:
    for grain, rows in short.group_by("grain", maintain_order=True):
        median = float(rows["absence_frequency"].median() or 0)  # type: ignore[arg-type]
        if rows.height >= _MANY and median < _TOO_LOW[str(grain[0])]:
            return _Evidence(_BY_LEVEL, int(rows["row"][0]), {"told": figure(round(median, 2))})
    return None
