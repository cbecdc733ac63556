"""From a table of text to rows of a kind: find the header, apply the profile, drop what is no row."""

import re
from dataclasses import dataclass, replace

import polars as pl

from di_data.contracts.fields import NUMBERS
from di_data.errors import Refused
from di_data.language import mark as _
from di_data.loading.findings import Finding
from di_data.loading.profiles import Profile, WideColumn, fold
from di_data.loading.read import TextTable
from di_data.loading.tidy import tidied

HEADER_WITHIN = 40
"""Rows from the top in which a header is looked for."""
EXTRA = ("lower", "upper")
EXAMPLE_MARKS = ("voorbeeld", "example")
MISSING = (".", "-", "–", "n.v.t.", "nvt", "n.b.", "#n/b", "#n/a", "n/a", "x")


@dataclass(frozen=True)
class Match:
    """A profile laid on a sheet: which column of the sheet is which field. `header_row` counts from 0."""

    profile: Profile
    table: TextTable
    header_row: int
    columns: dict[str, int]
    wide: tuple[tuple[WideColumn, int], ...]
    headers: tuple[str, ...]

    @property
    def score(self) -> int:
        """How many columns were recognised."""
        return len(self.columns) + len(self.wide)


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
        if name == self.match.profile.wide_field and source_column:
            return source_column
        return name


def recognise(tables: list[TextTable], profiles: list[Profile]) -> Match:
    """The best fitting profile and sheet. Raises Refused when none fits or two fit equally well."""
    matches = [match for table in tables for profile in profiles if (match := _lay(table, profile))]
    if not matches:
        raise Refused(_unknown(tables, profiles))
    best = max(match.score for match in matches)
    winners = [match for match in matches if match.score == best]
    if len({match.profile.name for match in winners}) > 1:
        names = ", ".join(sorted({match.profile.name for match in winners}))
        raise Refused(
            _("The file fits several profiles equally well: {names}. Choose one with --profile or --kind."), names=names
        )
    return winners[0]


def _unknown(tables: list[TextTable], profiles: list[Profile]) -> str:
    if len(profiles) == 1:
        return _(
            "The file does not have the columns that this kind or profile asks for. Compare its headers with the template."
        )
    return _(
        "It is not clear what kind of file this is: no known set of column headers was found in the first rows. Choose the kind, or use a template."
    )


def _lay(table: TextTable, profile: Profile) -> Match | None:
    """The row, alone or with the row above it, that holds all the profile's required headers and most others."""
    best: Match | None = None
    top = table.cells.head(HEADER_WITHIN).rows()
    for number, lower in enumerate(top):
        upper = top[number - 1] if number else (None,) * len(lower)
        merged = tuple(low or high or "" for low, high in zip(lower, upper, strict=True))
        for headers in (tuple(cell or "" for cell in lower), merged):
            match = _fit(table, profile, number, headers)
            if match and (best is None or match.score > best.score):
                best = match
    return best


def _fit(table: TextTable, profile: Profile, number: int, headers: tuple[str, ...]) -> Match | None:
    folded = [fold(header) for header in headers]

    def where(pattern: str) -> int | None:
        form = re.compile(pattern, re.IGNORECASE)
        return next((place for place, header in enumerate(folded) if header and form.fullmatch(header)), None)

    columns: dict[str, int] = {}
    for name, pattern in profile.columns.items():
        place = where(pattern)
        if place is None:
            return None
        columns[name] = place
    for name, pattern in profile.optional.items():
        if (place := where(pattern)) is not None:
            columns[name] = place
    wide = []
    for column in profile.wide:
        place = where(column.header)
        if place is not None:
            wide.append((column, place))
        elif not column.optional:
            return None
    if not profile.source and not {"unit_code", "unit_name", "reference"} & set(columns):
        return None
    return Match(profile, table, number, columns, tuple(wide), headers)


def shape(match: Match) -> Shaped:
    """The rows below the header as fields of the kind. `rows_read` counts the rows that are not empty."""
    body = match.table.cells.with_row_index("row", offset=1).slice(match.header_row + 1)
    columns = [pl.col("row").cast(pl.Int64)]
    numbers = {field.name for field in match.profile.kind.fields if field.type in NUMBERS}
    columns += [_cell(place, name in numbers).alias(name) for name, place in match.columns.items()]
    columns += [_cell(place, True).alias(f"wide {number}") for number, (_wide, place) in enumerate(match.wide)]
    rows = body.select(columns)
    warnings: list[Finding] = []
    rows = _without_empty(rows, match)
    rows_read = rows.height
    rows = _drop(rows, match, warnings)
    if not match.profile.source:
        rows = tidied(rows, sorted(numbers), match.table.sheet, warnings)
    rows = _unpivot(rows, match)
    rows = _join_parts(rows, match.profile)
    rows = _complete(rows, match)
    if match.profile.source:
        figures = [field.name for field in match.profile.kind.fields if field.type in NUMBERS]
        keep = ~pl.all_horizontal(pl.col(figures).is_null())
        rows = _leave_out(
            rows, keep, warnings, match, "missing", _("{count} figures are missing in the file and were left out.")
        )
    return Shaped(match, rows, rows_read, tuple(warnings))


def _cell(place: int, is_number: bool) -> pl.Expr:
    """The text of a cell; null for an empty one and, among numbers, for a mark that says that there is none."""
    text = pl.col(f"c{place}").str.replace_all("\u00a0", " ").str.strip_chars()
    return pl.when(text.str.to_lowercase().is_in([*(MISSING if is_number else ()), ""])).then(None).otherwise(text)


def _without_empty(rows: pl.DataFrame, match: Match) -> pl.DataFrame:
    """Leave out empty rows and the template's example."""
    names = [name for name in rows.columns if name != "row"]
    rows = rows.filter(~pl.all_horizontal(pl.col(names).is_null()))
    first = match.profile.kind.names[0]
    if first not in rows.columns or match.profile.source:
        return rows
    return rows.filter(~pl.col(first).str.to_lowercase().is_in(EXAMPLE_MARKS).fill_null(False))


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


def _leave_out(
    rows: pl.DataFrame, keep: pl.Expr, warnings: list[Finding], match: Match, rule: str, message: str
) -> pl.DataFrame:
    left = rows.filter(~keep)
    if left.height:
        warnings.append(
            Finding(rule, message, sheet=match.table.sheet, row=left["row"][0], values={"count": left.height})
        )
    return rows.filter(keep)


def _unpivot(rows: pl.DataFrame, match: Match) -> pl.DataFrame:
    if not match.wide:
        return rows.with_columns(source_column=pl.lit(None, pl.String))
    wide = [f"wide {number}" for number in range(len(match.wide))]
    long = rows.unpivot(
        on=wide,
        index=[name for name in rows.columns if name not in wide],
        variable_name="wide",
        value_name=match.profile.wide_field or "value",
    )
    indicator = {f"wide {number}": column.indicator for number, (column, _place) in enumerate(match.wide)}
    header = {f"wide {number}": match.headers[place] for number, (_column, place) in enumerate(match.wide)}
    return long.with_columns(
        indicator=pl.col("wide").replace_strict(indicator, return_dtype=pl.String),
        source_column=pl.col("wide").replace_strict(header, return_dtype=pl.String),
    ).drop("wide")


def _join_parts(rows: pl.DataFrame, profile: Profile) -> pl.DataFrame:
    """Bring the value and the ends of its interval, on rows of their own, together in one row."""
    if profile.parts_column is None:
        return rows
    value = profile.wide_field or "value"
    keys = ["unit_code", "unit_name", "period", "indicator", "source_column"]
    part = pl.col(profile.parts_column).str.to_lowercase()
    return rows.group_by(keys, maintain_order=True).agg(
        pl.col("row").min(),
        *(pl.col(value).filter(part == text).first().alias(name) for text, name in profile.parts_fields.items()),
    )


def _complete(rows: pl.DataFrame, match: Match) -> pl.DataFrame:
    """Every field as a column, the period made of year and month, reference rows marked."""
    profile = match.profile
    if "year" in rows.columns and "month" in rows.columns:
        rows = rows.with_columns(period=pl.format("{}-{}", "year", pl.col("month").str.zfill(2)))
    names = list(dict.fromkeys([*profile.kind.names, "unit_name", *EXTRA]))
    rows = rows.with_columns(pl.lit(None, pl.String).alias(name) for name in names if name not in rows.columns)
    return rows.with_columns(is_reference=_is_reference(profile)).select("row", "source_column", "is_reference", *names)


def _is_reference(profile: Profile) -> pl.Expr:
    if profile.reference_all:
        return pl.lit(True)
    if profile.reference_name is None:
        return pl.lit(False)
    return pl.col("unit_name").str.to_lowercase().str.contains(f"^(?:{profile.reference_name})$").fill_null(False)


def with_period(shaped: Shaped, code: str) -> Shaped:
    """The same rows, with this period wherever a row names none."""
    return replace(shaped, frame=shaped.frame.with_columns(pl.col("period").fill_null(code)))
