"""How a text file separates its cells: the delimiter and the quotation mark, found in its first lines."""

import re
from collections import Counter
from dataclasses import dataclass

from di_data.errors import Refused
from di_data.loading.reading.text_table import NOT_A_TABLE

_NAMED = re.compile(r'"?sep=(.?)"?', re.IGNORECASE | re.DOTALL)
_QUOTED = re.compile('"(?:[^"]|"")*"')
_DELIMITERS = ";\t,|"
_LINES = 200
_RARELY = 0.3
"""A delimiter in fewer than this share of the lines that hold a comma is a mark in their text."""


@dataclass(frozen=True)
class Dialect:
    """`quote` is None when a quotation mark is a character like any other. `named` tells of a `sep=` line."""

    delimiter: str
    quote: str | None = '"'
    named: bool = False


def dialect_of(sample: str, name: str) -> Dialect:
    """The dialect of a file that begins like this, with line feeds as line ends. Raises Refused when it has no cells."""
    first, _newline, rest = sample.partition("\n")
    named = _NAMED.fullmatch(first)
    text = rest if named else sample
    if '"' not in text and (mark := _single_quoted(_filled(text))) and (not named or named[1] in ("", mark)):
        return Dialect(mark, "'", named is not None)
    delimiter = (named[1] if named else "") or _delimiter(_filled(_QUOTED.sub("q", text)))
    if delimiter is None or not delimiter.isascii() or delimiter.isalnum() or delimiter in "\"'\r":
        raise Refused(NOT_A_TABLE, name=name)
    return Dialect(delimiter, '"', named is not None)


def _filled(text: str) -> list[str]:
    """The first lines that are not empty."""
    return [line for line in text.split("\n") if line.strip()][:_LINES]


def _delimiter(lines: list[str]) -> str | None:
    """The mark that cuts most lines into the same number of cells; a comma only where it is no decimal comma."""
    other = max(";\t|", key=lambda mark: _fit(lines, mark))
    here, commas = [line for line in lines if other in line], [line for line in lines if "," in line]
    if not commas:
        return other if here else None
    if len(here) < _RARELY * len(commas):
        return ","
    in_step = {line.count(",") for line in here}
    usual = Counter(line.count(other) for line in here).most_common(1)[0][0]
    if len(here) > 1 and len(in_step) == 1 and in_step.pop() >= usual and len(commas) > len(here):
        return ","
    return other


def _fit(lines: list[str], mark: str) -> tuple[int, int]:
    """How many lines share the usual number of marks, times that number."""
    counts = Counter(count for line in lines if (count := line.count(mark)))
    return max(((count * lines, count) for count, lines in counts.items()), default=(0, 0))


def _single_quoted(lines: list[str]) -> str | None:
    """The delimiter, when in every line every cell with letters stands between single quotation marks."""
    if not any("'" in line for line in lines):
        return None
    for mark in _DELIMITERS:
        cell = rf"(?:'(?:[^']|'')*+'|[^'a-zA-Z{re.escape(mark)}]*+)"
        form = re.compile(f"{cell}(?:{re.escape(mark)}{cell})+")
        if all(map(form.fullmatch, lines)):
            return mark
    return None
