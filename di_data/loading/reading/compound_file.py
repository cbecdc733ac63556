"""The container of an old workbook (xls), checked before the library follows its chains of sectors.

A chain that leads back into itself would make a reader go round for ever, and take all memory on the way.
"""

import struct
from dataclasses import dataclass

from di_data.errors import Refused
from di_data.loading.reading.text_table import DAMAGED, MACROS, PASSWORD

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = struct.Struct("<24xHHHHH6x8I")
_ENTRY = 128
_FIRST_RESERVED = 0xFFFFFFFA
_END = 0xFFFFFFFE
_IN_HEADER = 109
"""Sectors of the allocation table that the header itself lists."""

_STREAMS = ("Workbook", "Book")
_MACROS = ("_VBA_PROJECT_CUR", "_VBA_PROJECT", "VBA")
_ENCRYPTED = ("EncryptedPackage", "EncryptionInfo")


@dataclass(frozen=True)
class _Container:
    content: bytes
    name: str
    size: int
    """Bytes in a sector."""
    table: tuple[int, ...]
    """The sector that follows each sector."""

    def stream(self, start: int) -> bytes:
        """The sectors of a chain, joined. Raises Refused when the chain is broken or has no end."""
        places = chain(self.table, start, self.name)
        return b"".join(self.content[(place + 1) * self.size : (place + 2) * self.size] for place in places)


def chain(table: tuple[int, ...], start: int, name: str) -> list[int]:
    """The numbers of a chain. Raises Refused when it leaves the table or comes back to itself."""
    numbers: list[int] = []
    while start != _END:
        if start >= len(table) or len(numbers) > len(table):
            raise Refused(DAMAGED, name=name)
        numbers.append(start)
        start = table[start]
    return numbers


def workbook_stream(content: bytes, name: str) -> bytes:
    """The bytes of the workbook within the container; none when it holds no workbook.

    Raises Refused when the container is damaged, protected with a password or has macros.
    """
    if len(content) < 512:
        raise Refused(DAMAGED, name=name)
    _minor, major, _order, shift, small_shift, _dirs, _fats, start, _trans, cutoff, small, _n, more = (
        _HEADER.unpack_from(content)[:13]
    )
    if (major, shift) not in ((3, 9), (4, 12)) or small_shift != 6:
        raise Refused(DAMAGED, name=name)
    container = _Container(content, name, 1 << shift, _table(content, name, 1 << shift, more))
    entries = _entries(container.stream(start), name)
    names = [entry[0] for entry in entries]
    if set(names) & set(_ENCRYPTED):
        raise Refused(PASSWORD, name=name)
    if set(names) & set(_MACROS):
        raise Refused(MACROS, name=name)
    if not entries or any(names.count(stream) > 1 for stream in _STREAMS):
        raise Refused(DAMAGED, name=name)
    _root, root_start, _root_size = entries[0]
    inner = container.stream(root_start) if root_start < _FIRST_RESERVED else b""
    links = _numbers(container.stream(small)) if small < _FIRST_RESERVED else ()
    for wanted in _STREAMS:
        for entry, first, size in entries:
            if entry == wanted and size >= cutoff:
                return container.stream(first)[:size]
            if entry == wanted:
                return b"".join(inner[64 * place : 64 * place + 64] for place in chain(links, first, name))[:size]
    return b""


def _numbers(sector: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4])


def _table(content: bytes, name: str, size: int, more: int) -> tuple[int, ...]:
    """The allocation table: its sectors are listed in the header and, for large files, in a chain of lists."""
    listed = list(struct.unpack_from(f"<{_IN_HEADER}I", content, 76))
    seen = 0
    while more < _FIRST_RESERVED:
        sector = _numbers(content[(more + 1) * size : (more + 2) * size])
        seen += 1
        if len(sector) * 4 < size or seen > len(content) // size:
            raise Refused(DAMAGED, name=name)
        listed += sector[:-1]
        more = sector[-1]
    used = [place for place in listed if place < _FIRST_RESERVED]
    if len(used) > len(content) // size + 1 or any((place + 1) * size >= len(content) for place in used):
        raise Refused(DAMAGED, name=name)
    return _numbers(b"".join(content[(place + 1) * size : (place + 2) * size] for place in used))


def _entries(directory: bytes, name: str) -> list[tuple[str, int, int]]:
    """Name, first sector and size of everything in the container."""
    entries = []
    for place in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        label = directory[place : place + 64].decode("utf-16-le", errors="replace").partition("\0")[0]
        first, size = struct.unpack_from("<II", directory, place + 116)
        entries.append((label, first, size))
    return entries
