"""The parts of a zipped workbook, unpacked within bounds whatever the archive says of itself."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from xml.parsers import expat

from di_data.errors import Refused
from di_data.language import mark as _
from di_data.loading.reading.text_table import DAMAGED, PASSWORD

_CHUNK = 1 << 20
_PIECE = 4 << 20
_LONGEST_CELL = 16 << 20
_LOCAL_HEADER = 30
_LARGEST_SMALL_PART = 32 << 20
"""Bytes of a part that is read whole, such as the styles; a real one has some kilobytes."""

_ENCRYPTED = 0x1
_TOO_LARGE = _("The file {name} unpacks to more than {limit} MB and was not opened.")


@dataclass(frozen=True)
class Archive:
    """A zip file whose directory was found sound: no part twice, none overlapping, none above the limit."""

    content: bytes
    name: str
    parts: dict[str, zipfile.ZipInfo]

    def chunks(self, part: str) -> Iterator[bytes]:
        """The bytes of a part. Raises Refused when they are damaged or not as many as the archive says."""
        info = self.parts[part]
        begin = _data_place(self.content, info, self.name)
        unpacked = 0
        unpack = _stored if info.compress_type == zipfile.ZIP_STORED else _inflated
        pieces = unpack(self.content, begin, begin + info.compress_size)
        try:
            for piece in pieces:
                unpacked += len(piece)
                if unpacked > info.file_size:
                    raise Refused(DAMAGED, name=self.name)
                yield piece
        except zlib.error as error:
            raise Refused(DAMAGED, name=self.name) from error
        if unpacked != info.file_size:
            raise Refused(DAMAGED, name=self.name)

    def xml(self, part: str) -> Iterator[bytes]:
        """The bytes of a part of XML. Raises Refused when it is not well formed or declares a document type.

        Readers of workbooks trust both: an element that is never closed has one read on for ever, and a document type
        can hold entities that grow without end.
        """
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        try:
            for piece in self.chunks(part):
                parser.Parse(piece)
                yield piece
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise Refused(DAMAGED, name=self.name) from error

    def pieces(self, part: str, cut: Callable[[bytes], int]) -> Iterator[bytes]:
        """The XML of a part in pieces of some megabytes, for a part that may be larger than memory.

        `cut` tells where the last whole row or cell of a piece ends, 0 or less when there is no such place yet.
        Raises Refused for XML that has none for very long.
        """
        carry, size = [], 0
        for chunk in self.xml(part):
            carry.append(chunk)
            size += len(chunk)
            if size < _PIECE:
                continue
            text = b"".join(carry)
            end = cut(text)
            if end <= 0:
                if size > _LONGEST_CELL:
                    raise Refused(DAMAGED, name=self.name)
                carry = [text]
                continue
            yield text[:end]
            carry, size = [text[end:]], len(text) - end
        yield b"".join(carry)

    def _refuse_doctype(self, *_declared: object) -> None:
        raise Refused(DAMAGED, name=self.name)

    def whole(self, part: str) -> bytes:
        """A small part of XML at once; nothing when the archive has no such part."""
        if part not in self.parts:
            return b""
        if self.parts[part].file_size > _LARGEST_SMALL_PART:
            raise Refused(_TOO_LARGE, name=self.name, limit=_LARGEST_SMALL_PART >> 20)
        return b"".join(self.xml(part))

    def verify(self, *, but: set[str]) -> None:
        """Unpack the parts of text, but for these, to see that they are no larger than the archive says."""
        for part in sorted(set(self.parts) - but):
            if part.endswith((".xml", ".rels")):
                for _piece in self.xml(part):
                    pass


def opened(content: bytes, name: str, limit: int) -> Archive:
    """The archive. Raises Refused when it is damaged, protected or unpacks to more than `limit` bytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries, end = archive.infolist(), archive.start_dir
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, EOFError) as error:
        raise Refused(DAMAGED, name=name) from error
    if sum(entry.file_size for entry in entries) > limit:
        raise Refused(_TOO_LARGE, name=name, limit=limit >> 20)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Refused(PASSWORD, name=name)
    parts = {entry.filename: entry for entry in entries}
    known = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    if len(parts) < len(entries) or any(entry.compress_type not in known for entry in entries):
        raise Refused(DAMAGED, name=name)
    for entry in sorted(entries, key=lambda entry: entry.header_offset, reverse=True):
        if _data_place(content, entry, name) + entry.compress_size > end:
            raise Refused(DAMAGED, name=name)
        end = entry.header_offset
    return Archive(content, name, parts)


def _data_place(content: bytes, entry: zipfile.ZipInfo, name: str) -> int:
    """Where the bytes of a part begin, after its own header."""
    start = entry.header_offset
    header = content[start : start + _LOCAL_HEADER]
    if start < 0 or len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        raise Refused(DAMAGED, name=name)
    lengths = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    return start + _LOCAL_HEADER + lengths


def _stored(content: bytes, place: int, end: int) -> Iterator[bytes]:
    for start in range(place, end, _CHUNK):
        yield content[start : min(start + _CHUNK, end)]


def _inflated(content: bytes, place: int, end: int) -> Iterator[bytes]:
    decoder = zlib.decompressobj(-zlib.MAX_WBITS)
    while place < end and not decoder.eof:
        packed = decoder.unconsumed_tail or content[place : min(place + _CHUNK, end)]
        if not decoder.unconsumed_tail:
            place += len(packed)
        yield decoder.decompress(packed, _CHUNK)
    while decoder.unconsumed_tail and not decoder.eof:
        yield decoder.decompress(decoder.unconsumed_tail, _CHUNK)
    yield decoder.flush(_CHUNK)
