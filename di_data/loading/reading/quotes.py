"""Quotation marks: whether they all enclose a cell, and rows read one by one to find the one that goes wrong."""

import re

import polars as pl


def is_sound(text: str, delimiter: str, quote: str) -> bool:
    """Whether every quotation mark encloses a cell or is doubled within one, as the rules of CSV want it."""
    mark = re.escape(delimiter)
    cell = f"(?:{quote}(?:[^{quote}]|{quote}{quote})*{quote}|[^{quote}{mark}\n]*)"
    return bool(pl.Series([text]).str.contains(f"^(?:{cell}[{mark}\n])*{cell}$").item())


def records_of(text: str, delimiter: str, quote: str) -> list[list[str | None]] | int:
    """The cells of every row, or the place, from 0, of the row in which a quotation mark is not closed.

    A quotation mark within a cell that does not begin with one is a character like any other.
    """
    mark = re.escape(delimiter)
    cell = re.compile(
        f"(?:{quote}((?:[^{quote}]|{quote}{quote})*+){quote}|([^{quote}{mark}\n][^{mark}\n]*+|))({mark}|\n|\\Z)"
    )
    records: list[list[str | None]] = []
    record: list[str | None] = []
    place = 0
    while place < len(text):
        found = cell.match(text, place)
        if found is None:
            return len(records)
        quoted, plain, end = found.groups()
        record.append((plain if quoted is None else quoted.replace(2 * quote, quote)) or None)
        place = found.end()
        if end != delimiter:
            records.append(record)
            record = []
        elif place == len(text):
            record.append(None)
    return [*records, record] if record else records
