"""Values of a workbook's cells as text in Dutch notation, a column at a time."""

from collections.abc import Sequence
from datetime import datetime, time
from decimal import Decimal

import polars as pl

from di_data.loading.reading.cell_marks import Mark

_PLAIN_FROM, _PLAIN_TO = 1e-4, 1e15
"""Between these a number is written without an exponent by itself."""

DIGITS = 15
"""The digits that a spreadsheet keeps of a number; what a computer adds behind them is noise."""


def text_column(values: Sequence[object], marks: pl.DataFrame) -> pl.Series:
    """The cells of a column as text. `marks` has the marks of this column, `row` counted from the first value.

    Empty cells are null, numbers have a decimal comma, truth values are ja and nee, dates are ISO.
    """
    kinds = {type(value) for value in values}
    if kinds <= {str}:
        text = pl.Series(values, dtype=pl.String)
    else:
        plain = [value if type(value) is str else None for value in values]
        text = pl.Series(plain, dtype=pl.String)
        if float in kinds or int in kinds:
            numbers = [float(value) if type(value) is float or type(value) is int else None for value in values]
            text = text.zip_with(text.is_not_null(), _numbers(pl.Series(numbers, dtype=pl.Float64), marks))
        if kinds - {str, float, int}:
            others = [None if type(value) in (str, float, int) else _text(value) for value in values]
            text = text.zip_with(text.is_not_null(), pl.Series(others, dtype=pl.String))
    told = marks.filter(pl.col("mark") == Mark.TEXT)
    if told.height:
        text = text.scatter(told["row"], told["text"])
    return text.to_frame("text").select(pl.when(pl.col("text") != "").then("text"))["text"]


def nothing(height: int) -> pl.Series:
    """The cells of a column in which nothing stands."""
    return pl.repeat(None, height, dtype=pl.String, eager=True)


def _numbers(numbers: pl.Series, marks: pl.DataFrame) -> pl.Series:
    """Numbers as text, percentages and leading zeros as their cell shows them."""
    shares, signs = (_where(marks, kind, len(numbers)) for kind in (Mark.PERCENT, Mark.SIGN))
    if shares is not None:
        numbers = (numbers * 100).zip_with(shares, numbers)
    text = plain_numbers(numbers)
    for those in (shares, signs):
        if those is not None:
            text = (text + "%").zip_with(those, text)
    zeros = marks.filter(pl.col("mark") == Mark.ZEROS)
    if zeros.height:
        here = text.gather(zeros["row"])
        whole = pl.col("code").str.contains(r"^\d+$")
        padded = zeros.select(code=here, digits=pl.col("text").str.len_chars()).select(
            pl.when(whole).then(pl.col("code").str.zfill(pl.col("digits"))).otherwise("code")
        )["code"]
        text = text.scatter(zeros["row"], padded)
    return text


def plain_numbers(numbers: pl.Series) -> pl.Series:
    """Numbers in fifteen digits with a decimal comma and without an exponent."""
    rounded = numbers.round_sig_figs(DIGITS)
    text = rounded.cast(pl.String).str.strip_suffix(".0").str.replace(".", ",", literal=True)
    size = numbers.abs()
    unusual = ((size < _PLAIN_FROM) & (size > 0)) | (size >= _PLAIN_TO)
    places = unusual.fill_null(False).arg_true()
    if len(places):
        text = text.scatter(places, [_exactly(value) for value in numbers.gather(places)])
    return text.replace("-0", "0")


def _where(marks: pl.DataFrame, kind: Mark, height: int) -> pl.Series | None:
    rows = marks.filter(pl.col("mark") == kind)["row"]
    return pl.repeat(False, height, eager=True).scatter(rows, True) if len(rows) else None


def _exactly(value: float) -> str:
    text = format(Decimal(f"{value:.{DIGITS}g}"), "f") if value - value == 0 else "#NUM!"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _text(cell: object) -> str | None:
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ") if cell.time() != time() else cell.date().isoformat()
    return str(cell)
