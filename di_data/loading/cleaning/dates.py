"""Columns of dates: every notation of real files, and which comes first, the day or the month."""

import re
from datetime import date

import polars as pl

from di_data.contracts import FieldType
from di_data.language import mark as _
from di_data.loading.cleaning.asking import Doubt, Option, Outcome, settle, shown_as
from di_data.loading.findings import Answers, Finding
from di_data.loading.shaping.shape import Shaped
from di_data.notation import day
from di_data.periods import day_in, from_serial

_TWO_NUMBERS = r"^(\d{1,2})([-/. ])(\d{1,2})[-/. ](\d{4}|\d{2})\b"
_WEEKDAY = re.compile(r"^(?:ma|di|wo|do|vr|za|zo|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)\.?,?\s+")
_MONTH_FIRST = re.compile(r"([a-z]+\.?) (\d\d?),? (\d{4})")
_SERIAL = re.compile(r"([2-6]\d{4})(?:[.,]\d+)?")
_NO_END = re.compile(r"(?:31[-/.]12|12[-/.]31)[-/.](?:9999|2999)|(?:9999|2999)([-/.]?)12\1(?:31)|2958465")

_DAY_MONTH = Option(
    "day_month", _("The day first: {day_month}."), _("The dates in this file were read with the day first.")
)
_MONTH_DAY = Option(
    "month_day", _("The month first: {month_day}."), _("The dates in this file were read with the month first.")
)
_EITHER_WAY = _("The dates in this file can be read in two ways: {example} is {day_month} or {month_day}.")
_BY_EVIDENCE = _(
    "The dates in this file were read with the month first, because of dates such as {example} in column “{column}”."
)


def date_order(shaped: Shaped, answers: Answers | None) -> Outcome:
    """Which comes first in the dates of this file, "day_month" or "month_day".

    Any date that can be read in one way only decides for all columns. ISO dates and serial numbers tell nothing.
    """
    told = _numbered_dates(shaped)
    day_first = told.filter((pl.col("first") > 12) & (pl.col("second") <= 12))
    month_first = told.filter((pl.col("second") > 12) & (pl.col("first") <= 12))
    either = told.filter(pl.col("first") != pl.col("second"))
    if day_first.height or either.is_empty():
        return Outcome("day_month")
    if month_first.height:
        name, example = month_first.row(0)[:2]
        values = {"example": example.split()[0], "column": shown_as(shaped, name)}
        return Outcome(
            "month_day", note=Finding("ambiguous_date", _BY_EVIDENCE, sheet=shaped.match.table.sheet, column=shaped.header_of(name), values=values)
        )  # fmt: skip
    first = either.row(0, named=True)
    one, other = first["first"], first["second"]
    year = read_date(first["cell"], "day_month")
    values = {
        "example": first["cell"].split()[0],
        "day_month": day(year and date(year.year, other, one)),
        "month_day": day(year and date(year.year, one, other)),
    }
    doubt = Doubt("ambiguous_date", "date_order", first["name"], _EITHER_WAY, (_DAY_MONTH, _MONTH_DAY), "day_month",
                  first["row"], values)  # fmt: skip
    return settle(doubt, shaped, answers)


def _numbered_dates(shaped: Shaped) -> pl.DataFrame:
    """The dates of two numbers and a year in all columns: `name`, `cell`, `row`, `first`, `second`."""
    parts = []
    for field in shaped.match.profile.kind.fields:
        if field.type == FieldType.DATE and shaped.frame[field.name].null_count() < shaped.frame.height:
            cells = shaped.frame.select("row", cell=field.name).filter(pl.col("cell").str.contains(_TWO_NUMBERS))
            parts.append(
                cells.unique("cell", keep="first", maintain_order=True).select(
                    pl.lit(field.name).alias("name"), "cell", "row",
                    first=pl.col("cell").str.extract(_TWO_NUMBERS, 1).cast(pl.Int64, strict=False),
                    second=pl.col("cell").str.extract(_TWO_NUMBERS, 3).cast(pl.Int64, strict=False),
                )
            )  # fmt: skip
    empty = {"name": pl.String, "cell": pl.String, "row": pl.Int64, "first": pl.Int64, "second": pl.Int64}
    return pl.concat(parts) if parts else pl.DataFrame(schema=empty)


def read_dates(cells: pl.Series, order: str, required: bool) -> pl.DataFrame:
    """For every distinct cell its `value` and, where it is no date, a `problem`.

    31-12-9999 and the like mean that there is no end: an empty date, and no date at all where one is required.
    """
    rows = []
    for cell in cells.drop_nulls().unique():
        endless = _NO_END.fullmatch(cell.strip().partition(" ")[0]) is not None
        value = None if endless else read_date(cell, order)
        rows.append((cell, value, None if value or (endless and not required) else "wrong"))
    return pl.DataFrame(rows, {"cell": pl.String, "value": pl.Date, "problem": pl.String}, orient="row")


def read_date(cell: str, order: str) -> date | None:
    """The day that a text names; None when it names none. Of a year in two digits, 69 to 99 lie in the last century."""
    text = _WEEKDAY.sub("", " ".join(cell.lower().split()))
    if found := _SERIAL.fullmatch(text):
        return from_serial(int(found[1]))
    if order == "month_day":
        text = re.sub(_TWO_NUMBERS, r"\3\2\1\2\4", text)
    if found := _MONTH_FIRST.match(text):
        text = f"{found[2]} {found[1]} {found[3]}"
    return day_in(text)
