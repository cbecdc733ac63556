"""One pass over the XML of an xlsx sheet: how far it reaches, which cells need a mark, what is hidden or merged.

The values themselves are left to the library. The pass works on pieces cut at the start of a cell, so that it stays
fast and small however large the sheet is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from di_data.errors import Refused
from di_data.loading.lettering import place_of
from di_data.loading.reading.archive import Archive
from di_data.loading.reading.cell_marks import MARKS, Mark, SheetFacts
from di_data.loading.reading.text_table import DAMAGED, UNCALCULATED

_MOST_MERGED = 100_000
_MOST_ROWS = 1_048_576

_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet[\s>]")
_REFERENCE = r"""^[^>]*?\br\s*=\s*["']([A-Za-z]{1,7})([0-9]{1,9})["']"""
_QUICK = r'^r="([A-Z]{1,3})([0-9]{1,7})"(?: s="([0-9]+)")?(?: t="\w+")?/?>'
_ATTRIBUTE = r"""^[^>]*?\b%s\s*=\s*["']([^"'<>]*)["']"""


@dataclass(frozen=True)
class _Names:
    """The tags of a sheet, with the prefix that its writer gave them."""

    prefix: str

    @property
    def cell(self) -> bytes:
        return f"<{self.prefix}c ".encode()

    def tag(self, name: str) -> str:
        """The start of a tag, as a regular expression."""
        return f"<{self.prefix.replace('.', '[.]')}{name}"


def scan(archive: Archive, part: str, styles: dict[str, tuple[Mark, str]]) -> SheetFacts:
    """The facts of a sheet. Raises Refused when its XML is damaged."""
    facts = SheetFacts()
    names: _Names | None = None
    row_count = 0
    for piece in archive.pieces(part, _cut):
        if names is None:
            if (root := _ROOT.search(piece)) is None:
                raise Refused(DAMAGED, name=archive.name)
            names = _Names(f"{root[1].decode()}:" if root[1] else "")
        piece = _normal(piece, names, archive.name)
        try:
            row_count = _cells(piece.decode(), names, styles, facts, row_count)
        except UnicodeDecodeError as error:
            raise Refused(DAMAGED, name=archive.name) from error
        _layout(piece, names, facts)
    facts.trim()
    return facts


def _cut(text: bytes) -> int:
    """The start of the last row or, in a piece without any, of the last cell."""
    row = max(text.rfind(b"<row"), text.rfind(b":row"))
    return text.rfind(b"<", 0, (row if row > 0 else max(text.rfind(b"<c "), text.rfind(b":c "))) + 1)


def _normal(piece: bytes, names: _Names, file: str) -> bytes:
    """The piece with every cell's tag written alike. Raises Refused for cells under another prefix."""
    open_tag = names.cell[:-1]
    if piece.count(open_tag) != piece.count(names.cell):
        for other in (b"\t", b"\n", b"\r"):
            piece = piece.replace(open_tag + other, names.cell)
        piece = piece.replace(open_tag + b">", names.cell + b">").replace(open_tag + b"/>", names.cell + b"/>")
    other_prefix = re.compile(rb"<(?!%b)(?:[\w.-]+:)?c[\s/>]" % re.escape(open_tag))
    if (b":c" in piece if not names.prefix else b"<c" in piece) and other_prefix.search(piece):
        raise Refused(DAMAGED, name=file)
    return piece


def _cells(text: str, names: _Names, styles: dict[str, tuple[Mark, str]], facts: SheetFacts, row_count: int) -> int:
    """Add the cells of a piece to the facts; gives the number of the last row begun so far."""
    pieces = pl.Series("cell", [text]).str.split(names.cell.decode()).explode()
    cells = pieces.slice(1).to_frame()
    if not cells.height:
        return _last_row(text, names, row_count)
    quick = cells["cell"].str.extract_groups(_QUICK).struct.unnest()
    quick.columns = ["letters", "row", "style"]
    frame = cells.hstack(quick)
    if frame["row"].null_count():
        frame = _slow(frame)
    frame = frame.with_columns(pl.col("row").cast(pl.Int64, strict=False))
    if frame["row"].null_count():
        frame = _implied(frame, pieces, names, row_count)
    columns = {letters: place_of(letters) + 1 for letters in frame["letters"].unique().drop_nulls()}
    implied = pl.col("column") if "column" in frame.columns else pl.lit(None, pl.Int64)
    frame = frame.with_columns(
        column=pl.coalesce(pl.col("letters").replace_strict(columns, default=None, return_dtype=pl.Int64), implied)
    )
    facts.rows = max(facts.rows, frame["row"].max() or 0)  # type: ignore[assignment]
    facts.columns = max(facts.columns, frame["column"].max() or 0)  # type: ignore[assignment]
    facts.marks += [marks.cast(MARKS) for marks in _marks(frame, text, names, styles) if marks.height]  # type: ignore[arg-type]
    return _last_row(text, names, row_count)


def _slow(frame: pl.DataFrame) -> pl.DataFrame:
    """The attributes of cells that are not written in the usual order."""
    cell, missing = pl.col("cell"), pl.col("row").is_null()
    groups = cell.str.extract_groups(_REFERENCE)
    return frame.with_columns(
        pl.when(missing).then(groups.struct[0]).otherwise("letters").alias("letters"),
        pl.when(missing).then(groups.struct[1]).otherwise("row").alias("row"),
        pl.when(missing).then(cell.str.extract(_ATTRIBUTE % "s")).otherwise("style").alias("style"),
    ).with_columns(pl.col("letters").str.to_uppercase())


def _implied(frame: pl.DataFrame, pieces: pl.Series, names: _Names, row_count: int) -> pl.DataFrame:
    """The places of cells that do not say where they are: one after the other in their row."""
    begun = pieces.str.count_matches(names.tag(r"row[\s>]")).cum_sum().cast(pl.Int64) + row_count
    told = pieces.str.extract(names.tag(r"""row\s[^>]*?\br\s*=\s*["']([0-9]{1,7})["']""")).cast(pl.Int64).forward_fill()
    rows = pl.DataFrame({"begun": begun, "told": told}).slice(0, frame.height)
    frame = frame.hstack(rows)
    row = pl.coalesce("row", "told", "begun")
    return frame.with_columns(row=row).with_columns(column=pl.int_range(pl.len(), dtype=pl.Int64).over("row") + 1)


def _last_row(text: str, names: _Names, row_count: int) -> int:
    """How many rows have begun: the number of the last one when it tells it, the count of them otherwise."""
    last = re.match(r"""[^>]*?\br\s*=\s*["'](\d{1,7})["']""", text[max(text.rfind(f"<{names.prefix}row"), 0) :])
    return int(last[1]) if last else row_count + len(re.findall(names.tag(r"row[\s>]"), text))


def _marks(
    frame: pl.DataFrame, text: str, names: _Names, styles: dict[str, tuple[Mark, str]]
) -> Iterator[pl.DataFrame]:
    """The cells that are not written as the number they hold."""
    place = [pl.col("row") - 1, pl.col("column") - 1]
    cell, kind = pl.col("cell"), pl.col("cell").str.extract(_ATTRIBUTE % "t").fill_null("n")
    value = cell.str.extract(names.tag("v(?:\\s[^>]*)?>([^<]+)<"))
    if styles:
        marked = frame.filter(pl.col("style").is_in(list(styles)))
        kinds, texts = ({key: str(style[part]) for key, style in styles.items()} for part in (0, 1))
        style = pl.col("style")
        yield marked.select(*place, mark=style.replace_strict(kinds), text=style.replace_strict(texts))
    if re.search("""t\\s*=\\s*["']e["']""", text):
        errors = frame.filter(kind == "e")
        yield errors.select(*place, mark=pl.lit(str(Mark.TEXT)), text=value.fill_null("#N/A"))
    if f"<{names.prefix}f" in text:
        formulas = frame.filter(cell.str.contains(names.tag(r"f[\s/>]")) & (kind == "n"))
        empty = formulas.filter(value.is_null())
        yield empty.select(*place, mark=pl.lit(str(Mark.TEXT)), text=pl.lit(UNCALCULATED))


def _layout(piece: bytes, names: _Names, facts: SheetFacts) -> None:
    """Add the hidden rows and columns and the merged cells of a piece to the facts."""
    if b"hidden" in piece:
        for tag in re.finditer(names.tag(r"(row|col)\s([^>]*)>").encode(), piece):
            told = dict(re.findall(rb"""([\w:]+)\s*=\s*["']([^"']*)["']""", tag[2]))
            if told.get(b"hidden") not in (b"1", b"true"):
                continue
            if tag[1] == b"row" and told.get(b"r", b"").isdigit():
                facts.hidden_rows.append(int(told[b"r"][:7]) - 1)
            elif tag[1] == b"col" and told.get(b"min", b"").isdigit() and told.get(b"max", b"").isdigit():
                facts.hidden_columns += range(int(told[b"min"][:5]) - 1, min(int(told[b"max"][:5]), 16_384))
    if b"mergeCell" in piece:
        form = names.tag(r"""mergeCell\s[^>]*?\bref\s*=\s*["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']""")
        for left, top, right, bottom in re.findall(form, piece.decode(errors="replace")):
            if len(facts.merged) < _MOST_MERGED and int(bottom) <= _MOST_ROWS:
                facts.merged.append((int(top) - 1, place_of(left), int(bottom) - 1, place_of(right)))
