"""Bytes to tables of text. Nothing is guessed into numbers yet."""

import mmap

from di_data.config import Settings
from di_data.errors import Refused
from di_data.language import mark as _
from di_data.loading.reading.compound_file import MAGIC
from di_data.loading.reading.text_file import read_text
from di_data.loading.reading.text_table import MOST_CELLS, UNCALCULATED, TextTable
from di_data.loading.reading.workbook import read_workbook

__all__ = ["MOST_CELLS", "UNCALCULATED", "TextTable", "read"]

_ZIP, _OLE = b"PK\x03\x04", MAGIC
_START = 4096


def read(content: bytes | mmap.mmap, name: str, settings: Settings, *, limit: int | None = None) -> list[TextTable]:
    """The tables in a file. Raises Refused when it is empty, too large, encrypted or no table at all.

    `limit`, in bytes, stands in for the limit of uploads; 0 is none. Workbooks keep a limit whatever is given: they
    unpack in memory. A large text file comes as its first rows and `more` for the rest.
    """
    if not content[:_START].strip() and not content[:].strip():
        raise Refused(_("The file {name} is empty."), name=name)
    is_workbook = content[:8].startswith((_ZIP, _OLE))
    allowed = settings.upload_limit if limit is None or (is_workbook and limit == 0) else limit
    if allowed and len(content) > allowed:
        raise Refused(
            _(
                "The file {name} is larger than {limit} MB. Export a shorter period, or ask the administrator to raise the limit."
            ),
            name=name,
            limit=allowed // (1024 * 1024),
        )
    tables = read_workbook(content[:], name, settings) if is_workbook else [read_text(content, name)]
    filled = [table for table in tables if table.cells.height and table.cells.width]
    if not filled:
        raise Refused(_("The file {name} has no filled cells."), name=name)
    return filled
