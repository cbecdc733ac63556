"""What a file would change: its figures beside those that the store has now, and figures of periods still to come."""

from datetime import date

import polars as pl

from di_data.language import mark as _
from di_data.loading.findings import Finding
from di_data.loading.observe import CELL
from di_data.periods import Grain, Period, parse
from di_data.store import Transaction
from di_data.vocabulary import Change, Measure

_COUNTS = ("numerator", "denominator", "group_size", "invited")
_COMPARED = ("value", *_COUNTS)

_AS_GOOD_AS_EQUAL = 1e-9
"""Share of a number that a sum may be off by the way computers add up."""


def differences(transaction: Transaction, placed: pl.DataFrame) -> pl.DataFrame:
    """Every figure of a file beside the one that counts now; ask before the file is stored.

    `placed`: `row, indicator, unit` (the key), `period, grain, value, numerator, denominator, group_size, invited`;
    rows without a unit are benchmarks and left out. Returns, in the order of the file, `row, indicator, unit, period,
    grain, old_value, new_value, change, state` (a code of `vocabulary.Change`: new, changed or same) and `closed`:
    whether the period touches a quarter that the MT closed. Values are figures as pages show them, in the measure of
    the indicator; a figure of which only the counts behind it differ is changed as well.
    These are bare figures: `reports.corrections` brings them through the privacy gate.
    """
    own = placed.filter(pl.col("unit").is_not_null()).select("row", *CELL, *_COMPARED)
    measures = transaction.read("figures/measures").select("indicator", "measure")
    stored = _stored(transaction, own)
    both = own.join(stored, on=list(CELL), how="left", maintain_order="left").join(
        measures, on="indicator", how="left", maintain_order="left"
    )
    known = pl.col("stored").fill_null(False)
    alike = pl.all_horizontal(_equal(pl.col(name), pl.col(f"old_{name}")) for name in _COUNTS)
    compared = both.with_columns(old_value=_figure("old_"), new_value=_figure("")).with_columns(
        change=pl.col("new_value") - pl.col("old_value"),
        state=pl.when(~known).then(pl.lit(Change.NEW.value))
        .when(alike & _equal(pl.col("new_value"), pl.col("old_value"))).then(pl.lit(Change.SAME.value))
        .otherwise(pl.lit(Change.CHANGED.value)),
    )  # fmt: skip
    columns = ("row", *CELL, "old_value", "new_value", "change", "state")
    closed = _closed(transaction, own)
    return compared.select(columns).join(closed, on=["period", "grain"], how="left", maintain_order="left")


def _stored(transaction: Transaction, own: pl.DataFrame) -> pl.DataFrame:
    """The present figures of the file's indicators and span, their columns with `old_` before the name."""
    found = transaction.read(
        "figures/replaced_cells",
        indicators=own["indicator"].unique().to_list(),
        first=own["period"].min(),
        last=own["period"].max(),
    )
    return found.rename({name: f"old_{name}" for name in _COMPARED}).with_columns(stored=pl.lit(True))


def _figure(prefix: str) -> pl.Expr:
    """The figure as the view `indicator_value` works it out: from the counts where there are any."""
    numerator, denominator = pl.col(f"{prefix}numerator"), pl.col(f"{prefix}denominator")
    share = numerator / denominator * pl.when(pl.col("measure") == Measure.PERCENT.value).then(100).otherwise(1)
    return (
        pl.when(numerator.is_null() | (denominator.fill_null(0) == 0)).then(pl.col(f"{prefix}value")).otherwise(share)
    )


def _equal(one: pl.Expr, other: pl.Expr) -> pl.Expr:
    near = (one - other).abs() <= _AS_GOOD_AS_EQUAL * pl.max_horizontal(one.abs(), other.abs())
    return pl.when(one.is_null() | other.is_null()).then(one.is_null() & other.is_null()).otherwise(near)


def _closed(transaction: Transaction, own: pl.DataFrame) -> pl.DataFrame:
    """Which periods of the file touch a closed quarter: `period, grain, closed`."""
    quarters = [parse(code) for code in transaction.read("figures/closed_quarters")["quarter"]]
    spans = own.select("period", "grain").unique()
    touched = [
        any(quarter.start <= Period(start, Grain(grain)).end and start <= quarter.end for quarter in quarters)
        for start, grain in spans.rows()
    ]
    return spans.with_columns(closed=pl.Series(touched, dtype=pl.Boolean))


def future_periods(figures: pl.DataFrame, today: date, sheet: str | None = None, header: str | None = None) -> list[Finding]:  # fmt: skip
    """A warning for every period that has not begun yet, at its first row.

    `figures`: `row, period, grain`. `sheet` and `header` say where the file names its periods.
    """
    later = figures.filter(pl.col("period") > today).group_by("period", "grain").agg(pl.col("row").min(), pl.len())
    return [
        Finding(
            "future_period", _("The period {period} has not begun yet; figures of it: {count}."),
            _("Check the year and the period. A plan or a forecast does not belong in these figures."),
            sheet=sheet, row=row, column=header,
            values={"period": str(Period(start, Grain(grain))), "count": count},
        )
        for start, grain, row, count in later.sort("period", "grain").rows()
    ]  # fmt: skip
