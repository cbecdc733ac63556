"""What stands in a sheet and is no row of figures: totals, notes below the table, merged department cells."""

import polars as pl

from di_data.language import mark as _
from di_data.loading.findings import Finding

TOTAL = r"^(?:(?:sub|eind|algemeen |grand |sub)?-?\s?tota(?:al|l))\b"
UNIT = ("unit_code", "unit_name")


def tidied(rows: pl.DataFrame, numbers: list[str], sheet: str | None, warnings: list[Finding]) -> pl.DataFrame:
    """The rows of figures. What was left out or filled in is told in a warning with its first row.

    `numbers`: the columns that hold figures, as far as the file has them.
    """
    units = [name for name in UNIT if name in rows.columns]
    numbers = [name for name in numbers if name in rows.columns]
    if not units or "period" not in rows.columns or not numbers:
        return rows
    unit = pl.coalesce(units)
    no_number = pl.all_horizontal(pl.col(numbers).is_null())
    rows = _leave_out(
        rows, unit.str.to_lowercase().str.contains(TOTAL).fill_null(False), sheet, warnings, "total",
        _("{count} rows with a total were left out: Inzetwijzer adds up itself."),
    )  # fmt: skip
    rows = _leave_out(
        rows, pl.col("period").is_null() & no_number, sheet, warnings, "note",
        _("{count} rows without a period and without figures were left out: headings or notes."),
    )  # fmt: skip
    return _filled_down(rows, units, sheet, warnings)


def _leave_out(
    rows: pl.DataFrame, out: pl.Expr, sheet: str | None, warnings: list[Finding], rule: str, message: str
) -> pl.DataFrame:
    left = rows.filter(out)
    if left.height:
        warnings.append(Finding(rule, message, sheet=sheet, row=left["row"][0], values={"count": left.height}))
    return rows.filter(~out)


def _filled_down(rows: pl.DataFrame, units: list[str], sheet: str | None, warnings: list[Finding]) -> pl.DataFrame:
    """Give rows below a merged department cell their department; only where most rows lack one, so it is no slip."""
    missing = rows.filter(pl.all_horizontal(pl.col(units).is_null()))
    if missing.height <= rows.height - missing.height:
        return rows
    warnings.append(
        Finding("filled_down", _("In {count} rows the department was taken from the row above: a merged cell."),
                sheet=sheet, row=missing["row"][0], values={"count": missing.height})
    )  # fmt: skip
    named = pl.any_horizontal(pl.col(units).is_not_null()).cum_sum()
    return rows.with_columns(pl.col(name).first().over(named) for name in units)
