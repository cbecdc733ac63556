"""Which encoding a text file is in, found over all of its bytes and without holding it as one string."""

import codecs
import mmap
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from di_data.errors import Refused
from di_data.language import mark as _
from di_data.loading.findings import Finding
from di_data.loading.reading.text_table import NOT_A_TABLE

_BLOCK = 8 << 20
_SAMPLE = 4096
_BOM = codecs.BOM_UTF8
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_GARBLED = (b"\xc3\x83", b"\xc3\x82", b"\xc3\xa2\xe2\x82\xac")
"""How a reader of cp1252 shows the first bytes of accented letters and of curly quotation marks: Ã, Â and â€."""

_UNDEFINED = bytes((0x81, 0x8D, 0x8F, 0x90, 0x9D))
"""The bytes that cp1252 leaves undefined. Programs that misread UTF-8 pass them on as control characters."""

_PASSED = {code: 0xDC00 + code for code in _UNDEFINED}
"""Those control characters as the error handler "surrogateescape" wants them to turn them back into the bytes."""

_HIGH = bytes(range(0x80, 0xA0))
_UNKNOWN = _("The file {name} is in an encoding that is not recognised. Save it as CSV UTF-8 and load it again.")


@dataclass(frozen=True)
class EncodedText:
    """A text file and how to make UTF-8 of any stretch of its lines.

    `start` is the first byte after a byte-order mark. `returns` is the number of line ends that are a single carriage
    return, `feeds` that of line feeds; `has_returns` tells whether there is a carriage return at all.
    """

    content: bytes | mmap.mmap
    start: int
    recode: Callable[[bytes], bytes]
    feeds: int
    returns: int
    has_returns: bool
    notes: tuple[Finding, ...] = ()


@dataclass
class _Counts:
    feeds: int = 0
    returns: int = 0
    pairs: int = 0
    accents: bool = False
    """Whether there is a byte that is no ASCII."""
    high: int = 0
    """Bytes of 0x80 to 0x9f."""
    currency: int = 0
    """Bytes 0xa4: the euro sign of ISO 8859-15."""
    undefined: int = 0
    """Bytes that mean nothing in cp1252."""


def encoded(content: bytes | mmap.mmap, name: str) -> EncodedText:
    """The file with its encoding: UTF-8, UTF-16, cp1252 or ISO 8859-15. Raises Refused for what is no text."""
    if wide := _utf16(content[:_SAMPLE]):
        content = _from_utf16(content, wide, name)
    start = len(_BOM) if content[: len(_BOM)] == _BOM else 0
    counts = _Counts()
    is_utf8 = _looked_through(content, start, name, counts)
    lone = counts.returns - counts.pairs
    recode: Callable[[bytes], bytes] = _same
    notes: tuple[Finding, ...] = ()
    if not is_utf8:
        if counts.undefined:
            raise Refused(_UNKNOWN, name=name)
        recode = _from_iso if counts.currency and not counts.high else _from_cp1252
    elif counts.accents and _is_garbled(content, start):
        recode, notes = _repaired, (_GARBLED_NOTE,)
    return EncodedText(content, start, recode, counts.feeds, lone, counts.returns > 0, notes)


_GARBLED_NOTE = Finding(
    "garbled_accents",
    _("The accents in the file were garbled (Ã« for ë) and have been repaired."),
    _("Check a name with an accent. Export as UTF-8 next time."),
)


def blocks(content: bytes | mmap.mmap, start: int) -> Iterator[bytes]:
    """The bytes from `start` on, in pieces."""
    for place in range(start, len(content), _BLOCK):
        yield content[place : place + _BLOCK]


def _utf16(sample: bytes) -> str | None:
    """The byte order of UTF-16: by its mark, or by the zero bytes that Latin letters leave at every other place."""
    if marked := _UTF16.get(sample[:2]):
        return marked
    half = len(sample) // 2
    even, odd = sample[0 : 2 * half : 2].count(0), sample[1 : 2 * half : 2].count(0)
    if half < 2 or even + odd == 0:
        return None
    if odd > 0.7 * half and even == 0:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd == 0 else None


def _from_utf16(content: bytes | mmap.mmap, encoding: str, name: str) -> bytes:
    decoder = codecs.getincrementaldecoder(encoding)()
    text = bytearray()
    try:
        for block in blocks(content, 0):
            text += decoder.decode(block).encode()
        decoder.decode(b"", final=True)
    except UnicodeError as error:
        raise Refused(NOT_A_TABLE, name=name) from error
    return bytes(text)


def _looked_through(content: bytes | mmap.mmap, start: int, name: str, counts: _Counts) -> bool:
    """Whether all of it is UTF-8; counts what tells the line ends and the other encodings apart."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8, ended_in_return = True, False
    for block in blocks(content, start):
        if b"\0" in block:
            raise Refused(NOT_A_TABLE, name=name)
        counts.feeds += block.count(b"\n")
        if returns := block.count(b"\r"):
            counts.returns += returns
            counts.pairs += block.count(b"\r\n")
        counts.pairs += ended_in_return and block.startswith(b"\n")
        ended_in_return = block.endswith(b"\r")
        if block.isascii() and not decoder.getstate()[0]:
            continue
        counts.accents = True
        counts.currency += block.count(b"\xa4")
        counts.high += len(block) - len(block.translate(None, _HIGH))
        counts.undefined += len(block) - len(block.translate(None, _UNDEFINED))
        if is_utf8:
            try:
                decoder.decode(block)
            except UnicodeDecodeError:
                is_utf8 = False
                decoder.reset()
    return is_utf8 and not decoder.getstate()[0]


def _is_garbled(content: bytes | mmap.mmap, start: int) -> bool:
    """Whether the file is UTF-8 that was once taken for cp1252: then every accent in it reads as another letter."""
    if not any(content.find(mark) >= 0 for mark in _GARBLED):
        return False
    carry = b""
    for block in blocks(content, start):
        piece, _break, carry = (carry + block).rpartition(b"\n") if b"\n" in block else (b"", b"", carry + block)
        if _undone(piece) is None:
            return False
    return _undone(carry) is not None


def _undone(text: bytes) -> bytes | None:
    """The bytes as they were before somebody read them as cp1252; None when that cannot be."""
    try:
        back = text.decode().translate(_PASSED).encode("cp1252", "surrogateescape")
        back.decode()
    except UnicodeError:
        return None
    return back


def _same(text: bytes) -> bytes:
    return text


def _repaired(text: bytes) -> bytes:
    return _undone(text) or text


def _from_cp1252(text: bytes) -> bytes:
    return text.decode("cp1252").encode()


def _from_iso(text: bytes) -> bytes:
    return text.decode("iso8859-15").encode()
