"""Rows to the bytes of a file as a municipality would deliver it: semicolons, decimal commas, Dutch dates."""

import csv
import io
from datetime import date

from di_data.contracts import KINDS
from di_data.vocabulary import Kind

Row = dict[str, object]


def as_file(kind: Kind, rows: list[Row]) -> bytes:
    """The rows as the CSV file of this kind, with the names of its fields as headers."""
    names = KINDS[kind].names
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(names)
    for row in rows:
        if unknown := set(row) - set(names):
            raise ValueError(f"{kind.value} has no fields {sorted(unknown)}")
        writer.writerow([_cell(row.get(name)) for name in names])
    return text.getvalue().encode("utf-8")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    if isinstance(value, float):
        return f"{value:.1f}".replace(".", ",")
    if isinstance(value, (list, tuple)):
        return ";".join(str(part) for part in value)
    return str(value)
