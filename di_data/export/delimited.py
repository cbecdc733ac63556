"""CSV and JSON of a safe table."""

import csv
import io
import json
from datetime import date, datetime

from di_data.disclosure import SafeTable
from di_data.periods import Grain, Period

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def csv_text(table: SafeTable, *, delimiter: str = ",", decimal_comma: bool = False) -> str:
    """The table as CSV. A text that a spreadsheet would run as a formula gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(table.columns)
    for row in table.rows():
        writer.writerow([_cell(row, name, decimal_comma) for name in table.columns])
    return out.getvalue()


def excel_csv(table: SafeTable) -> bytes:
    """The table as Excel opens it by itself in the Netherlands: semicolons, decimal comma, byte-order mark."""
    return csv_text(table, delimiter=";", decimal_comma=True).encode("utf-8-sig")


def json_text(table: SafeTable) -> str:
    """The table as a JSON list of objects."""
    rows = [{name: _plain(row, name) for name in table.columns} for row in table.rows()]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _plain(row: dict[str, object], name: str) -> object:
    value = row[name]
    if name == "period" and isinstance(value, date) and "grain" in row:
        return str(Period(value, Grain(str(row["grain"]))))
    return value.isoformat() if isinstance(value, (date, datetime)) else value


def _cell(row: dict[str, object], name: str, decimal_comma: bool) -> str:
    value = _plain(row, name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value).replace(".", ",") if decimal_comma else repr(value)
    if isinstance(value, list):
        return "; ".join(map(str, value))
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
