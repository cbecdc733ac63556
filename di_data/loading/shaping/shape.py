"""From a sheet of text to rows of a kind, under a recognised header: drop what is no row, lay wide columns under one another."""

from dataclasses import dataclass

import polars as pl

from di_data.contracts.fields import NUMBERS
from di_data.language import mark as _
from di_data.loading.findings import Finding
from di_data.loading.mapping.match import Match
from di_data.loading.profiles import Profile
from di_data.loading.shaping.period_parts import in_one_period
from di_data.loading.shaping.tidy import tidied

EXTRA = ("lower", "upper")
EXAMPLE_MARKS = ("voorbeeld", "example")
MISSING = (".", "-", "–", "n.v.t.", "nvt", "n.b.", "#n/b", "#n/a", "n/a", "x")
_START = 1_000
"""Cells by which to tell whether the texts of a column are repeated."""


@dataclass(frozen=True)
class Shaped:
    """Rows of a kind, all text. `frame` has the kind's fields and `row`, `source_column`, `is_reference`."""

    match: Match
    frame: pl.DataFrame
    rows_read: int
    warnings: tuple[Finding, ...]

    def header_of(self, name: str | None, source_column: str | None = None) -> str | None:
        """The header, as in the sheet, of the column that a field came from."""
        if name is not None and name in self.match.columns:
            return self.match.headers[self.match.columns[name]]
        if source_column:
            group = [column for column in self.match.wide if column.group == source_column]
            return next((column.header for column in group if name in (column.field, "period", "indicator")), name)
        return next((column.header for column in self.match.wide if column.field == name), name)

    @property
    def department_header(self) -> str | None:
        """The header of the column that says which department a row is about: by its code or, without one, its name."""
        return self.header_of("unit_code" if "unit_code" in self.match.columns else "unit_name")


def shape(match: Match) -> Shaped:
    """The rows below the header as fields of the kind. `rows_read` counts the rows that are not empty."""
    table, profile = match.table, match.profile
    body = table.cells.with_row_index("row", offset=table.first_row).slice(0 if match.is_rest else match.header_row + 1)
    numbers = {field.name for field in profile.kind.fields if field.type in NUMBERS}
    columns = [body["row"].cast(pl.Int64)]
    columns += [_texts(body[f"c{place}"], name in numbers).alias(name) for name, place in match.columns.items()]
    columns += [_texts(body[f"c{column.place}"], True).alias(f"wide {at}") for at, column in enumerate(match.wide)]
    warnings: list[Finding] = []
    rows = _without_empty(pl.DataFrame(columns), match)
    rows_read = rows.height
    rows = _drop(rows, match, warnings)
    rows = in_one_period(rows, match)
    if not profile.source:
        figures = [name for name in rows.columns if name in numbers or name.startswith("wide ")]
        rows = tidied(rows, figures, match, warnings)
    rows = _complete(_join_parts(_long(rows, match), profile), match)
    if profile.source or match.wide:
        rows = _without_missing(rows, match, sorted(numbers), warnings)
    return Shaped(match, rows, rows_read, tuple(warnings))


def _texts(cells: pl.Series, is_number: bool) -> pl.Series:
    """The text of cells; null for an empty one and, among numbers, for a mark that says that there is none.

    Most columns repeat few texts and need nothing done: then only the distinct ones are looked at.
    """
    start = cells.head(_START)
    if 2 * start.n_unique() > start.len():
        return _plain(cells, is_number)
    told = cells.unique()
    plain = _plain(told, is_number)
    changed = told.ne_missing(plain)
    return cells.replace(told.filter(changed), plain.filter(changed)) if changed.any() else cells


def _plain(cells: pl.Series, is_number: bool) -> pl.Series:
    has_hard_spaces = cells.str.contains("\u00a0", literal=True).any()
    text = (cells.str.replace_all("\u00a0", " ", literal=True) if has_hard_spaces else cells).str.strip_chars()
    is_nothing = text.str.to_lowercase().is_in([*(MISSING if is_number else ()), ""])
    return pl.select(pl.when(is_nothing).then(None).otherwise(text)).to_series() if is_nothing.any() else text


def _without_empty(rows: pl.DataFrame, match: Match) -> pl.DataFrame:
    """Leave out empty rows and the template's example."""
    names = [name for name in rows.columns if name != "row"]
    rows = _those(rows, ~pl.all_horizontal(pl.col(names).is_null()))
    first = match.profile.kind.names[0]
    if first not in rows.columns or match.profile.source:
        return rows
    told = rows[first].unique()
    marks = told.filter(told.str.to_lowercase().is_in(EXAMPLE_MARKS))
    return rows if marks.is_empty() else rows.filter(~pl.col(first).is_in(marks.implode()).fill_null(False))


def _those(rows: pl.DataFrame, keep: pl.Expr) -> pl.DataFrame:
    """The rows to keep, without a copy when they are all of them."""
    kept = rows.select(keep.alias("keep"))["keep"]
    return rows if kept.all() else rows.filter(kept)


def _drop(rows: pl.DataFrame, match: Match, warnings: list[Finding]) -> pl.DataFrame:
    """Leave out headings and footnotes, and rows about something else."""
    for name, pattern in match.profile.only.items():
        keep = pl.col(name).str.contains(f"^(?:{pattern})$").fill_null(False)
        rows = _leave_out(rows, keep, warnings, match, "other_topic",
                          _("{count} rows were left out because they are about something else."))  # fmt: skip
    if match.wide:
        wide = [name for name in rows.columns if name.startswith("wide ")]
        keep = ~pl.all_horizontal(pl.col(wide).is_null())
        rows = _leave_out(rows, keep, warnings, match, "no_figures",
                          _("{count} rows without any figure were left out: headings, notes or empty answers."))  # fmt: skip
    return rows


def _without_missing(rows: pl.DataFrame, match: Match, numbers: list[str], warnings: list[Finding]) -> pl.DataFrame:
    keep = ~pl.all_horizontal(pl.col(numbers).is_null())
    return _leave_out(
        rows, keep, warnings, match, "missing", _("{count} figures are missing in the file and were left out.")
    )


def _leave_out(
    rows: pl.DataFrame, keep: pl.Expr, warnings: list[Finding], match: Match, rule: str, message: str
) -> pl.DataFrame:
    kept = rows.select(keep.alias("keep"))["keep"]
    if kept.all():
        return rows
    left = rows.filter(~kept)
    warnings.append(Finding(rule, message, sheet=match.table.sheet, row=left["row"][0], values={"count": left.height}))
    return rows.filter(kept)


def _long(rows: pl.DataFrame, match: Match) -> pl.DataFrame:
    """Every group of columns that tell one period or indicator as rows of its own, under one another."""
    if not match.wide:
        return rows.with_columns(source_column=pl.lit(None, pl.String))
    kept = [name for name in rows.columns if not name.startswith("wide ")]
    blocks = []
    for group in dict.fromkeys(column.group for column in match.wide):
        members = [(number, column) for number, column in enumerate(match.wide) if column.group == group]
        told = members[0][1]
        fixed = {
            name: pl.lit(value) for name, value in (("period", told.period), ("indicator", told.indicator)) if value
        }
        values = {column.field: pl.col(f"wide {number}") for number, column in members}
        names = [name for name in kept if name not in fixed and name not in values]
        blocks.append(rows.select(*names, **fixed, **values, source_column=pl.lit(group)))
    return pl.concat(blocks, how="diagonal")


def _join_parts(rows: pl.DataFrame, profile: Profile) -> pl.DataFrame:
    """Bring the value and the ends of its interval, on rows of their own, together in one row."""
    if profile.parts_column is None:
        return rows
    value = profile.wide_field or "value"
    keys = [name for name in ("unit_code", "unit_name", "period", "indicator", "source_column") if name in rows.columns]
    part = pl.col(profile.parts_column).str.to_lowercase()
    return rows.group_by(keys, maintain_order=True).agg(
        pl.col("row").min(),
        *(pl.col(value).filter(part == text).first().alias(name) for text, name in profile.parts_fields.items()),
    )


def _complete(rows: pl.DataFrame, match: Match) -> pl.DataFrame:
    """Every field as a column, reference rows marked."""
    profile = match.profile
    names = list(dict.fromkeys([*profile.kind.names, "unit_name", *EXTRA]))
    rows = rows.with_columns(pl.lit(None, pl.String).alias(name) for name in names if name not in rows.columns)
    return rows.with_columns(is_reference=_is_reference(profile)).select("row", "source_column", "is_reference", *names)


def _is_reference(profile: Profile) -> pl.Expr:
    if profile.reference_all:
        return pl.lit(True)
    if profile.reference_name is None:
        return pl.lit(False)
    return pl.col("unit_name").str.to_lowercase().str.contains(f"^(?:{profile.reference_name})$").fill_null(False)
