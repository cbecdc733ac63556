"""What stands in a sheet and is no row of figures: totals, notes, repeated headers, merged department cells."""

import polars as pl

from di_data.language import mark as _
from di_data.loading.findings import Finding
from di_data.loading.mapping.match import Match

TOTAL = r"^(?:(?:sub|eind|grand|algemeen|generaal|overall)?[-\s]{0,2}tota(?:al|l)\b|(?:eind)?som\b)|\btota(?:al|l):?$"
UNIT = ("unit_code", "unit_name")


def tidied(rows: pl.DataFrame, numbers: list[str], match: Match, warnings: list[Finding]) -> pl.DataFrame:
    """The rows that count. What was left out or filled in is told in a warning with its rows.

    `numbers`: the columns that hold figures, as far as the file has them.
    """
    named = [name for name in rows.columns if name != "row"]
    rows = _without_notes(rows, named, match, warnings)
    if match.profile.kind.names[0] != "unit_code" or not numbers:
        return rows
    units = [name for name in UNIT if name in rows.columns]
    if not units:
        return rows
    no_number = pl.all_horizontal(pl.col(numbers).is_null())
    rows = _leave_out(
        rows, _is_total(rows, units), match, warnings,
        "total", _("{count} rows with a total were left out: Inzetwijzer adds up itself. Rows: {rows}."),
    )  # fmt: skip
    rows = _leave_out(
        rows, _repeats_header(rows, match), match, warnings, "repeated_header",
        _("{count} rows that repeat the headers were left out. Rows: {rows}."),
    )  # fmt: skip
    unsaid = pl.col("period").is_null() if "period" in rows.columns else pl.lit(False)
    lone = pl.sum_horizontal(pl.col(name).is_not_null() for name in named) <= 1
    below = pl.col("row") > (rows.filter(~no_number)["row"].max() or 0)
    rows = _leave_out(
        rows, no_number & (unsaid | (lone & below)), match, warnings, "note",
        _("{count} rows without a period and without figures were left out: headings or notes. Rows: {rows}."),
    )  # fmt: skip
    return _filled_down(rows, units, match, warnings)


def _without_notes(rows: pl.DataFrame, named: list[str], match: Match, warnings: list[Finding]) -> pl.DataFrame:
    """Leave out the notes below a table: rows after the last one with two filled cells."""
    filled = pl.sum_horizontal(pl.col(name).is_not_null() for name in named)
    whole = rows.filter(filled >= 2)
    if whole.is_empty() or len(named) < 3:
        return rows
    return _leave_out(
        rows, pl.col("row") > whole["row"].max(), match, warnings, "note",
        _("{count} rows below the table were left out: notes. Rows: {rows}."),
    )  # fmt: skip


def _is_total(rows: pl.DataFrame, units: list[str]) -> pl.Expr:
    """Whether the department of a row is a total. Looked for among the different texts: rows there are many of."""
    texts = pl.concat(rows[name].unique() for name in units).drop_nulls()
    totals = texts.filter(texts.str.to_lowercase().str.contains(TOTAL)).to_list()
    return pl.any_horizontal(pl.col(units).is_in(totals).fill_null(False)) if totals else pl.lit(False)


def _repeats_header(rows: pl.DataFrame, match: Match) -> pl.Expr:
    """Whether every filled cell of a row is the header of its own column: a new page of a report."""
    own = {name: match.headers[place].lower() for name, place in match.columns.items() if name in rows.columns}
    first, header = next(iter(own.items()))
    texts = rows[first].unique().drop_nulls()
    if len(own) < 2 or not (texts.str.to_lowercase() == header).any():
        return pl.lit(False)
    return pl.all_horizontal((pl.col(name).str.to_lowercase() == text).fill_null(False) for name, text in own.items())


def _leave_out(
    rows: pl.DataFrame, out: pl.Expr, match: Match, warnings: list[Finding], rule: str, message: str
) -> pl.DataFrame:
    left = rows.filter(out)
    if left.height:
        warnings.append(
            Finding(rule, message, sheet=match.table.sheet, row=left["row"][0],
                    values={"count": left.height, "rows": listed(left["row"])})
        )  # fmt: skip
    return rows.filter(~out) if left.height else rows


def listed(numbers: pl.Series, most: int = 8) -> str:
    """Row numbers in words: 4, 9, 12 …"""
    return ", ".join(str(number) for number in numbers.head(most)) + (" …" if numbers.len() > most else "")


def _filled_down(rows: pl.DataFrame, units: list[str], match: Match, warnings: list[Finding]) -> pl.DataFrame:
    """Give rows below a merged department cell their department.

    Only where the file says that cells are merged, or where a department stands above blocks of equal length, so that
    it is no slip. A row that has figures and no period is a total, not a part of a block.
    """
    empty = pl.all_horizontal(pl.col(units).is_null())
    missing = rows.filter(empty)
    if missing.is_empty() or missing["row"][0] == rows["row"][0] or not _in_blocks(rows, empty, units, match):
        return rows
    warnings.append(
        Finding("filled_down", _("In {count} rows the department was taken from the row above: a merged cell."),
                sheet=match.table.sheet, row=missing["row"][0], values={"count": missing.height})
    )  # fmt: skip
    named = pl.any_horizontal(pl.col(units).is_not_null()).cum_sum()
    return rows.with_columns(pl.col(name).first().over(named) for name in units)


def _in_blocks(rows: pl.DataFrame, empty: pl.Expr, units: list[str], match: Match) -> bool:
    merged = {
        row + match.table.first_row
        for top, left, low, right in match.table.merged
        for row in range(top + 1, low + 1)
        if any(left <= match.columns[name] <= right for name in units)
    }
    if merged:
        return set(rows.filter(empty)["row"]) <= merged
    sizes = rows.select((~empty).cum_sum().alias("block")).group_by("block").len()["len"]
    if "period" not in rows.columns or rows["period"].null_count():
        return rows.filter(empty).height > rows.height / 2
    return sizes.n_unique() == 1 or rows.filter(empty).height > rows.height / 2
