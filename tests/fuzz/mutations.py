"""Ways to damage a file: at the level of bytes, and within the parts of a zipped workbook."""

import io
import random
import re
import zipfile
import zlib

MAGIC = [
    b"\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff\xfe", b"\xef\xbb\xbf", b"\r", b"\n", b'"', b"'", b";", b"\t",
    b"sep=", b'="', b"<table>", b"<!--", b"<!DOCTYPE", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%", b"-", b"1e308", b"999999999",
    b"0", b"\xc3\x83", b"\xe2\x80\xa8", b"\xa0", b"NaN", b"31-12-9999", b"#N/B",
]  # fmt: skip
LARGEST = 300_000
"""Bytes that a changed file has at most."""

TOKENS = [
    b"0", b"1", b"-1", b"65536", b"1048576", b"1048577", b"2147483648", b"99999999999999999999", b"XFD1048576", b"A1", b"a1",
    b"A0", b"1E400", b"NaN", b"", b"s", b"e", b"str", b"inlineStr", b"d", b"b", b"n", b"percentage", b"date", b"float",
    b"true", b"../../x", b"&#0;", b"&lt;", b"\xff", b"ZZZZZZZ1", b"A1:XFD1048576", b"2025-02-30", b"0%", b'"%"', b"[h]:mm",
]  # fmt: skip


def mutated(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """The file with some damage. A workbook is damaged within as often as from outside."""
    if content.startswith(b"PK") and chance.random() < 0.75:
        return _within_zip(content, chance)
    for _change in range(chance.choice((1, 1, 1, 2, 4, 16))):
        content = _changed(content, others, chance)
    return content[:LARGEST]


def _changed(content: bytes, others: list[bytes], chance: random.Random) -> bytes:
    if not content:
        return chance.choice(MAGIC)
    begin, end = sorted((chance.randrange(len(content) + 1), chance.randrange(len(content) + 1)))
    end = min(end, begin + chance.choice((1, 4, 64, 4096)))
    piece = content[begin:end]
    match chance.randrange(9):
        case 0:
            place = chance.randrange(len(content))
            flipped = content[place] ^ (1 << chance.randrange(8))
            return content[:place] + bytes([flipped]) + content[place + 1 :]
        case 1:
            return content[:begin]
        case 2:
            return content[begin:] if chance.random() < 0.2 else content[:begin] + content[end:]
        case 3:
            return content[:begin] + piece * chance.choice((2, 3, 50)) + content[end:]
        case 4:
            other = chance.choice(others)
            place = chance.randrange(len(other) + 1)
            return content[:begin] + other[place : place + 1000] + content[end:]
        case 5 | 6:
            return content[:begin] + chance.choice(MAGIC) * chance.choice((1, 1, 1, 200)) + content[begin:]
        case 7:
            return content[:begin] + chance.randbytes(len(piece)) + content[end:]
        case _:
            return _token(content, rb"\d+|[A-Za-z]+", [*MAGIC, b"0", b"31"], chance)


def _token(content: bytes, form: bytes, instead: list[bytes], chance: random.Random) -> bytes:
    """The content with one of the stretches that fit the form replaced."""
    found = list(re.finditer(form, content))
    if not found:
        return content
    place = chance.choice(found)
    return content[: place.start()] + chance.choice(instead) + content[place.end() :]


def _within_zip(content: bytes, chance: random.Random) -> bytes:
    """The archive with one or more of its parts damaged, left out, doubled or renamed, and sound as an archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [(name, archive.read(name)) for name in archive.namelist()]
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        return content
    for _change in range(chance.choice((1, 1, 2, 5))):
        place = chance.randrange(len(parts))
        name, text = parts[place]
        match chance.randrange(12):
            case 0:
                text = _changed(text, [text], chance)
            case 1:
                text = (
                    text.replace(b"/>", b">", 1) if chance.random() < 0.5 else text[: chance.randrange(len(text) + 1)]
                )
            case 2:
                name = chance.choice((*(other for other, _text in parts), "xl/vbaProject.bin", "content.xml", ""))
            case 3:
                text = _doubled(text, chance)
            case 4:
                text = _token(
                    text, rb"<[^<>]*>", [b"", b"<!-- -->", b"<![CDATA[x]]>", b"<?x?>", b"<x:c r='B2'>"], chance
                )
            case 5:
                text = _token(text, rb">[^<]+<", [b">" + token + b"<" for token in TOKENS], chance)
            case 6:
                text = _token(text, rb'\s[\w:]+="[^"]*"', [b"", b' x="1"', b' r="XFD9"', b' s="3"', b' t="s"'], chance)
            case _:
                text = _token(text, rb'(?<==")[^"]*(?=")', TOKENS, chance)
        parts[place] = name, text[:LARGEST]
    return _packed(parts, chance)


def _doubled(text: bytes, chance: random.Random) -> bytes:
    """The text with an element, or what lies between two of its tags, many times over."""
    tags = [tag.start() for tag in re.finditer(rb"<", text)]
    if len(tags) < 2:
        return text
    begin, end = sorted(chance.sample(tags, 2))
    return text[:begin] + text[begin:end] * chance.choice((2, 3, 20)) + text[end:]


def _packed(parts: list[tuple[str, bytes]], chance: random.Random) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for name, text in dict(parts).items():
            archive.writestr(name or "x", text)
    return content.getvalue()
