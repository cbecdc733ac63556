"""A minimal writer of Excel 97 files (BIFF8 in an OLE container), for tests only: text and numbers on one sheet."""

import struct

from tests.variants.grids import Grid

_SECTOR, _END, _FREE, _FAT = 512, 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SMALLEST = 4096
"""Streams of this size and more lie in sectors of their own."""


def xls(grid: Grid, name: str = "Blad1") -> bytes:
    """The grid as an .xls file."""
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))
    sheet += _record(0x0200, struct.pack("<IIHHH", 0, len(grid), 0, len(grid[0]), 0))
    for row, cells in enumerate(grid):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                text = cell.encode("utf-16-le")
                sheet += _record(0x0204, struct.pack("<HHHHB", row, column, 0, len(text) // 2, 1) + text)
            elif isinstance(cell, (int, float)):
                sheet += _record(0x0203, struct.pack("<HHHd", row, column, 0, cell))
    sheet += _record(0x000A, b"")
    start = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6))
    start += _record(0x0042, struct.pack("<H", 1200))
    start += _record(0x00E0, struct.pack("<HHHBBBBIIH", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0))
    bound = name.encode("utf-16-le")
    length = len(start) + 4 + 8 + len(bound) + 4
    start += _record(0x0085, struct.pack("<IBBBB", length, 0, 0, len(name), 1) + bound)
    return container({"Workbook": start + _record(0x000A, b"") + sheet})


def _record(number: int, body: bytes) -> bytes:
    return struct.pack("<HH", number, len(body)) + body


def container(streams: dict[str, bytes]) -> bytes:
    """An OLE container (compound file, version 3) with these streams, none of them in the mini stream."""
    body, entries, chain = b"", [], []
    for name, stream in streams.items():
        padded = stream.ljust(max(_SMALLEST, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
        first, count = len(chain), len(padded) // _SECTOR
        chain += [*range(first + 1, first + count), _END]
        entries.append(_entry(name, 2, first, len(padded)))
        body += padded
    siblings = len(entries)
    tree = [_entry("Root Entry", 5, _END, 0, child=1)]
    for number, entry in enumerate(entries, start=1):
        right = number + 1 if number < siblings else _FREE
        tree.append(entry[:72] + struct.pack("<I", right) + entry[76:])
    directory = b"".join(tree).ljust(-(-len(tree) // 4) * _SECTOR, b"\0")
    directory_start = len(chain)
    count = len(directory) // _SECTOR
    chain += [*range(directory_start + 1, directory_start + count), _END]
    tables = -(-(len(chain) + 2) // (_SECTOR // 4 - 1))
    fat_start = len(chain)
    chain += [_FAT] * tables
    fat = b"".join(struct.pack("<I", entry) for entry in chain).ljust(tables * _SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, tables, directory_start, 0, _SMALLEST, _END, 0, _END, 0)
    places = [fat_start + number for number in range(tables)]
    header += b"".join(struct.pack("<I", place) for place in places).ljust(109 * 4, b"\xff")
    return header + body + directory + fat


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    entry = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    entry += struct.pack("<III", _FREE, _FREE, child) + bytes(36)
    return entry + struct.pack("<IQ", start, size)
