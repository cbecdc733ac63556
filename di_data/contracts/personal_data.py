"""Signs of personal data in a text: citizen service numbers (BSN), addresses, telephone and account numbers, names.

Tells where such data stand, never what they are.
"""

import re

import polars as pl

_BSN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_BSN_FORM = re.compile(
    r"(?<![0-9])([0-9]{9}|[0-9]{4}\.[0-9]{2}\.[0-9]{3}|[0-9]{3}([. \u00a0\u202f-])[0-9]{3}\2[0-9]{3})(?![0-9])"
    r"|(?<![0-9])([1-9][.,][0-9]{8})[eE]\+?0?8(?![0-9])"
)
_DECIMAL = re.compile(r"[+\-−]?[0-9]{1,6}[.,][0-9]+-?\s?%?")
"""A number with decimals: nine of those are no BSN."""
_KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A key of our own, as it stands in an export: nine digits in it are no BSN."""
_EMAIL_FORM = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}")

PARTICLES = r"(?:(?:[Vv]an|[Dd]e|[Dd]en|[Dd]er|[Tt]en|[Tt]er|[Tt]e|[Hh]et|['’]t|[Ii]n|[Oo]p|[Aa]an|[Ee]l|[Aa]l|[Vv]on|[Ll]a)\s+)"
"""Words inside a Dutch family name, each with the space behind it."""
_ADDRESSED = re.compile(
    r"(?<![^\W\d_])(?:(?:[Dd]hr|DHR|[Mm]evr|MEVR|[Mm]w)\.?|[Mm]evrouw|[Mm]eneer|[Dd]e heer)\s+"
    rf"(?:[A-Z]\.\s?)*{PARTICLES}{{0,3}}[A-ZÀ-Þ][a-zß-ÿ'’-]+"
)
_POSTCODE = re.compile(r"(?<![\w])[1-9][0-9]{3}\s?(?!KW|MM|JJ|HJ|WK|SA|SD|SS)[A-Z]{2},?\s+[0-9]{1,5}(?![0-9.,])")
"""A Dutch postcode with a house number; KW, MM and JJ make the period codes of CBS."""
_PHONE = re.compile(
    r"(?<![\d,.+/:-])(?:(?:\+|0031(?=[1-9\s(-])|00(?=31))(?:31)?[\s-]?(?:\(0\))?[\s-]?[1-9](?:[\s-]?\d){8}"
    r"|06[\s-]?\d{8}|06([\s-])\d\d\1\d\d\1\d\d\1\d\d|06-\d\d \d\d \d\d \d\d|06 \d{4} \d{4}"
    r"|06[\s-]\d{3}[\s-]\d\d[\s-]\d{3}|06[\s-]\d{3} \d{3} \d\d)(?![\d:])"
)
_IBAN = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2}[0-9]{2})((?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?)(?![A-Za-z0-9])")
_SUSPECT = (
    r"[0-9]{9}|[0-9]{4}\.[0-9]{2}\.[0-9]{3}|[0-9]{3}[. \x{a0}\x{202f}-][0-9]{3}[. \x{a0}\x{202f}-][0-9]{3}|[.,][0-9]{8}[eE]|@"
    r"|[1-9][0-9]{3} ?[A-Z]{2},? +[0-9]|(?:^|[^0-9,.])(?:\+31|0031|06)[ (-]?[0-9(]|[A-Z]{2}[0-9]{2} ?[A-Z]{4} ?[0-9]{4}"
    r"|(?:[Dd]hr|DHR|[Mm]evr|MEVR|[Mm]w|[Mm]evrouw|[Mm]eneer|heer)[.\s]"
)
"""What polars, without look-around, can find quickly: everything that could match, and more."""
_SHORTEST = 6
"""Characters of the shortest sign, an e-mail address: shorter cells need no look."""


def is_bsn(digits: str) -> bool:
    """Whether nine digits pass the eleven-test (weights 9 8 7 6 5 4 3 2 −1; the sum divisible by 11)."""
    if len(digits) != 9 or not digits.isdigit() or digits == "000000000":
        return False
    return sum(weight * int(digit) for weight, digit in zip(_BSN_WEIGHTS, digits, strict=True)) % 11 == 0


def in_text(text: str) -> str | None:
    """The kind of personal data that a text holds, "bsn" or "email"; None when there is no sign of it."""
    if _DECIMAL.fullmatch(text.strip()):
        return None
    text = _KEY.sub(" ", text)
    if any(is_bsn(re.sub(r"\D", "", found[1] or found[3])) for found in _BSN_FORM.finditer(text)):
        return "bsn"
    return "email" if _EMAIL_FORM.search(text) else None


def in_cell(text: str) -> str | None:
    """As `in_text`, and also "iban", "phone", "address" (postcode with house number) and "name" (Dhr. …, Mevr. …)."""
    if kind := in_text(text):
        return kind
    if _DECIMAL.fullmatch(text.strip()):
        return None
    text = _KEY.sub(" ", text)
    if any(_is_iban(found[1] + found[2]) for found in _IBAN.finditer(text)):
        return "iban"
    for kind, form in (("phone", _PHONE), ("address", _POSTCODE), ("name", _ADDRESSED)):
        if form.search(text):
            return kind
    return None


def in_cells(cells: pl.Series) -> tuple[str, int] | None:
    """The kind of personal data that a column of text holds and the position of its first cell, or None.

    Looks at every cell.
    """
    suspects = (
        cells.to_frame("cell")
        .with_row_index("position")
        .filter(pl.col("cell").str.len_bytes() >= _SHORTEST)
        .filter(pl.col("cell").str.contains(_SUSPECT))
        .filter(~pl.col("cell").str.contains(rf"^\s*(?:{_DECIMAL.pattern})\s*$"))
        .unique("cell", keep="first", maintain_order=True)
    )
    for position, cell in suspects.iter_rows():
        if kind := in_cell(cell):
            return kind, position
    return None


def _is_iban(text: str) -> bool:
    """Whether the check digits of an account number are right: the remainder by 97 is 1."""
    account = text.replace(" ", "")
    if not 15 <= len(account) <= 34:
        return False
    return int("".join(str(int(char, 36)) for char in account[4:] + account[:4])) % 97 == 1
