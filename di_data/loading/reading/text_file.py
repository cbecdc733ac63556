"""Delimited text to a table, in batches of rows, however large the file is."""

import mmap
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import polars as pl

from di_data.errors import Refused
from di_data.language import mark as _
from di_data.loading.reading.dialect import Dialect, dialect_of
from di_data.loading.reading.encoding import EncodedText, encoded
from di_data.loading.reading.html_table import is_markup, table_of
from di_data.loading.reading.quotes import is_sound, records_of
from di_data.loading.reading.text_table import NOT_A_TABLE, WIDEST, TextTable, text_frame

BATCH = 24 << 20
"""Bytes in a batch: some 500,000 rows of observations."""

_SAMPLE = 200_000
_LONGEST = 64 << 20
"""Bytes in which a row must end; a quotation mark that is never closed makes a longer one."""
_COMPRESSED = (b"x", b"\x1f", b"(")
"""First bytes by which polars takes text for a compressed file; a line end before them says that it is none."""
_UNMATCHED = _("The file {name} cannot be read as a table: its quotation marks do not match.")


@dataclass(frozen=True)
class _Layout:
    """What all batches of a file share."""

    name: str
    dialect: Dialect
    width: int


def read_text(content: bytes | mmap.mmap, name: str) -> TextTable:
    """The table in a text file. Raises Refused when it has none, or when its quotation marks do not match."""
    text = encoded(content, name)
    batches = _batches(text, name)
    first, start = next(batches, (b"", text.start))
    if is_markup(first):
        return table_of(text, name)
    sample = first[:_SAMPLE].decode(errors="replace").rpartition("\n")[0] if len(first) > _SAMPLE else first.decode()
    dialect = dialect_of(sample, name)
    if dialect.named:
        first = first[first.find(b"\n") :] if b"\n" in first else b""  # the empty line keeps the row numbers
    whole = start >= len(text.content)
    width = max(line.count(dialect.delimiter) for line in sample.split("\n")) + 1
    cells = _cells(first, _Layout(name, dialect, _bounded(width, name)))
    if whole:
        filled = [place for place, column in enumerate(cells) if column.null_count() < cells.height]
        cells = cells.select(cells.columns[: filled[-1] + 1 if filled else 0])
    table = TextTable(None, cells, notes=text.notes)
    if whole:
        return table
    layout = _Layout(name, dialect, cells.width)
    return replace(table, more=lambda: _rest(text, layout, start, cells.height + 1))


def _bounded(width: int, name: str) -> int:
    """The number of columns. Raises Refused for more than any table has."""
    if width > WIDEST:
        raise Refused(NOT_A_TABLE, name=name)
    return width


def _rest(text: EncodedText, layout: _Layout, start: int, row: int) -> Iterator[TextTable]:
    for batch, _end in _batches(text, layout.name, start):
        cells = _cells(batch, layout, row)
        yield TextTable(None, cells, first_row=row)
        row += cells.height


def _batches(text: EncodedText, name: str, start: int | None = None) -> Iterator[tuple[bytes, int]]:
    """Stretches of whole rows as UTF-8 with line feeds, each with the place in the file where the next one begins."""
    start, size = text.start if start is None else start, len(text.content)
    line_end = b"\n" if text.feeds else b"\r"
    wanted = BATCH
    while start < size:
        piece = text.content[start : start + wanted]
        cut = len(piece) if start + len(piece) == size else _last_row_end(piece, line_end)
        if cut == 0:
            if wanted >= _LONGEST:
                raise Refused(_UNMATCHED, name=name)
            wanted = min(2 * wanted, _LONGEST)
            continue
        start, wanted = start + cut, BATCH
        piece = text.recode(piece[:cut])
        if text.has_returns and (text.returns or b'"' in piece or len(piece) < _SAMPLE):
            piece = piece.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        yield piece.removeprefix(b"\xef\xbb\xbf"), start


def _last_row_end(piece: bytes, line_end: bytes) -> int:
    """The number of bytes up to the last line end with an even number of quotation marks before it; 0 for none."""
    end = piece.rfind(line_end) + 1
    is_odd = piece.count(b'"', 0, end) % 2 == 1
    while end and is_odd:
        previous = piece.rfind(line_end, 0, end - 1) + 1
        is_odd ^= piece.count(b'"', previous, end) % 2 == 1
        end = previous
    return end


def _cells(batch: bytes, layout: _Layout, row: int = 1) -> pl.DataFrame:
    """The rows of a batch: of the first one as wide as its widest row, of later ones as wide as the first."""
    dialect = layout.dialect
    quote = dialect.quote or '"'
    is_clear = quote.encode() not in batch or is_sound(batch.decode(), dialect.delimiter, quote)
    cells = _at_once(batch, layout) if is_clear else None
    if cells is None:
        cells = _one_by_one(batch, layout, row)
    if b'="' in batch:
        cells = _plain_formulas(cells)
    return cells if row == 1 else _not_wider(cells, layout, row)


def _at_once(batch: bytes, layout: _Layout) -> pl.DataFrame | None:
    """The rows of a batch; None when a row of several lines is wider than any line."""
    for widen in (False, True):
        width = _bounded(_widest(batch, layout.dialect.delimiter), layout.name) if widen else 1
        try:
            return _parsed(batch, layout.dialect, max(width, layout.width))
        except (pl.exceptions.ComputeError, pl.exceptions.SchemaError):  # a row is wider than the sample was
            continue
    return None


def _parsed(batch: bytes, dialect: Dialect, width: int) -> pl.DataFrame:
    quote = dialect.quote if dialect.quote and dialect.quote.encode() in batch else None
    starts_oddly = batch.startswith(_COMPRESSED)
    cells = pl.read_csv(
        b"\n" + batch if starts_oddly else batch,
        has_header=False,
        separator=dialect.delimiter,
        quote_char=quote,
        schema={f"c{place}": pl.String for place in range(width)},
        missing_columns="insert",
        null_values="" if quote else None,
    )
    return cells.slice(1) if starts_oddly else cells


def _widest(batch: bytes, delimiter: str) -> int:
    """The most cells that a line can have."""
    lines = _parsed(batch, Dialect("\0", None), 1)["c0"]
    return int(lines.str.count_matches(delimiter, literal=True).max() or 0) + 1  # type: ignore[arg-type]


def _one_by_one(batch: bytes, layout: _Layout, row: int) -> pl.DataFrame:
    """The rows, slowly: for quotation marks that also stand within cells, as in 5" pipe, and other odd rows."""
    delimiter, quote = layout.dialect.delimiter, layout.dialect.quote or '"'
    if not re.search(f"(?:^|[\n{re.escape(delimiter)}]){quote}".encode(), batch):
        return _parsed(batch, Dialect(delimiter, None), _bounded(_widest(batch, delimiter), layout.name))
    records = records_of(batch.decode(), delimiter, quote)
    if isinstance(records, int):
        raise Refused(
            _(
                "The file {name} cannot be read as a table: a quotation mark in row {row} is not closed, or stands within a cell. Remove it, or export the file again."
            ),
            name=layout.name,
            row=row + records,
        )
    width = _bounded(max(map(len, records), default=0), layout.name)
    filled = [record + [None] * (width - len(record)) for record in records]
    return text_frame([pl.Series(column, dtype=pl.String) for column in zip(*filled, strict=True)])


def _not_wider(cells: pl.DataFrame, layout: _Layout, row: int) -> pl.DataFrame:
    """The columns of the first batch. Raises Refused when a later row has more cells than those."""
    beyond = cells.select(pl.any_horizontal(pl.col(cells.columns[layout.width :]).is_not_null()).alias("beyond"))
    if cells.width > layout.width and (place := beyond["beyond"].arg_max()) is not None and beyond["beyond"][place]:
        raise Refused(
            _("Row {row} of the file {name} has more cells than the table has columns. Mend the row and load again."),
            name=layout.name,
            row=row + place,
        )
    missing = [pl.lit(None, pl.String).alias(f"c{place}") for place in range(cells.width, layout.width)]
    return cells.with_columns(missing).select(f"c{place}" for place in range(layout.width))


def _plain_formulas(cells: pl.DataFrame) -> pl.DataFrame:
    """The cells without the formula that keeps their leading zeros: ="007" becomes 007."""
    text = pl.all()
    return cells.with_columns(
        pl.when(text.str.starts_with('="')).then(text.str.replace('^="([^"]+)"$', "$1")).otherwise(text)
    )
