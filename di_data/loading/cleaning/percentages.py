"""Whether 0,067 in a column of percentages means 6,7% or 0,067%: what the other cells tell, or the question."""

from dataclasses import dataclass

import polars as pl

from di_data.language import mark as _
from di_data.loading.cleaning.asking import Doubt, Option, figure

APART = 30
"""How many times the median of the high values must be that of the low ones, before they look like shares (100 times)."""
GAP = 5
"""How many times the lowest high value must at least be the highest low one: percentages of one kind lie closer."""

_SHARE = Option(
    "share",
    _("A share: 0,067 means 6,7%."),
    _("The numbers up to 1 without % in column “{column}” were taken as shares: 0,067 is 6,7%."),
)
_PERCENT = Option(
    "percent",
    _("A percentage: 0,067 means 0,067%."),
    _("The numbers in column “{column}” were taken as percentages: 0,067 is 0,067%."),
)
_ALL_LOW = _(
    "Every percentage in column “{column}” is 1 or less, from {lowest} to {highest}, and none has a % sign. Is 0,067 a share (6,7%), or 0,067%?"
)
_BESIDE_SIGNS = _(
    "In column “{column}” some cells have a % sign and others are 1 or less without one, from {lowest} to {highest}. Is 0,067 there a share (6,7%), or 0,067%?"
)
_TWO_SCALES = _(
    "In column “{column}” some percentages are 1 or less (from {lowest} to {highest}) and others are some hundred times as high. Are the low ones shares (0,067 is 6,7%), or percentages?"
)
CHANGED = _(
    "This source used to give shares (0,65 for 65%) in column “{column}”. Now every number is above 1: they were taken as percentages."
)


@dataclass(frozen=True)
class Judgement:
    """What numbers without a % sign are: "share" or "percent"; a doubt where only the user can tell."""

    code: str
    doubt: Doubt | None = None
    changed: bool = False
    """Whether a source of shares gives percentages now."""


def judge(cells: pl.DataFrame, name: str, shares_expected: bool) -> Judgement:
    """What the numbers without a sign are, from the `value`, `signed` and `row` of a field's cells."""
    known = cells.lazy().filter(pl.col("value") > 0)
    numbers = known.filter(~pl.col("signed")).select("value", "row").collect()
    low, high = numbers.filter(pl.col("value") <= 1), numbers.filter(pl.col("value") > 1)["value"]
    if low.is_empty():
        return Judgement("percent", changed=shares_expected and not high.is_empty())
    signed = known.filter("signed").select("value").collect()["value"]
    values = low["value"]
    ratio = _median(high) / _median(values)
    if shares_expected:
        return Judgement("share") if high.is_empty() else _open(_TWO_SCALES, name, low, ratio > APART)
    if not high.is_empty():
        apart = ratio > APART and float(high.min() or 0) >= GAP * float(values.max() or 0)  # type: ignore[arg-type]
        return _open(_TWO_SCALES, name, low, True) if apart else Judgement("percent")
    if signed.is_empty():
        return _open(_ALL_LOW, name, low, True)
    middle = _median(values)
    return _open(_BESIDE_SIGNS, name, low, _apart(_median(signed), 100 * middle) < _apart(_median(signed), middle))


def as_percentages(code: str) -> pl.Expr:
    """The column `value` in per cent. A number above 1 is no share, whatever was chosen for the others."""
    share = ~pl.col("signed") & (pl.col("value").abs() <= 1) if code == "share" else pl.lit(False)
    return pl.when(share).then((pl.col("value") * 100).round(10)).otherwise("value").alias("value")


def _open(message: str, name: str, low: pl.DataFrame, likely: bool) -> Judgement:
    lowest, highest = float(low["value"].min()), float(low["value"].max())  # type: ignore[arg-type]
    guess = "share" if likely else "percent"
    return Judgement(
        guess,
        Doubt("ambiguous_percentage", "percentage", name, message, (_SHARE, _PERCENT), guess, low["row"][0],
              {"lowest": figure(lowest), "highest": figure(highest)}),
    )  # fmt: skip


def _median(values: pl.Series) -> float:
    return float(values.median() or 0)  # type: ignore[arg-type]


def _apart(one: float, other: float) -> float:
    """How many times as high the higher one is."""
    return max(one, other) / min(one, other)
