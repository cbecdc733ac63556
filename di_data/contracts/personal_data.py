"""Signs of personal data: citizen service numbers (BSN), e-mail addresses, columns that describe a person.

Tells where such data stand, never what they are.
"""

import re

import polars as pl

_BSN_WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)
_BSN_FORM = re.compile(r"(?<![0-9])([0-9]{9}|[0-9]{4}\.[0-9]{2}\.[0-9]{3}|[0-9]{3}([. ])[0-9]{3}\2[0-9]{3})(?![0-9])")
_DECIMAL = re.compile(r"[+\-−]?[0-9]{1,6}[.,][0-9]+-?\s?%?")
"""A number with decimals: nine of those are no BSN."""
_SUSPECT = r"[0-9]{9}|[0-9]{4}\.[0-9]{2}\.[0-9]{3}|[0-9]{3}[. ][0-9]{3}[. ][0-9]{3}|@"
"""What polars, without look-around, can find quickly: everything that could match, and more."""
_EMAIL_FORM = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,}"

_PERSONAL_HEADERS = re.compile(
    r"""(?:
      bsn(?:[ _-]?n(?:umme)?r)? | burgerservicen(?:umme)?r | sofin(?:umme)?r
    | (?:voor|achter|roep|meisjes|geboorte)[ ]?na(?:am|men) | voorletters | initialen
    | na(?:am|men)[ ](?:van[ ](?:de[ ])?)?(?:medewerker|werknemer|collega) | (?:medewerker|werknemer)s?[ ]?naam
    | medewerker | werknemer | (?:first|last|full|employee)[ ]name | surname
    | geboorte(?:datum|jaar|plaats)? | geb\.?[ ]?(?:datum|dat\.?) | date[ ]of[ ]birth | birth[ ]?date
    | (?:huis|woon|privé|prive)?[ ]?adres | straat(?:naam)? | huisn(?:umme)?r | postcode | woonplaats | (?:home[ ])?address
    | e-?mail(?:adres|[ ]address)? | (?:telefoon|mobiel)(?:n(?:umme)?r)?
    | (?:personeels|medewerker|werknemer)s?[ -]?(?:n(?:umme)?r|id) | employee[ ](?:id|number)
    | diagnose(?:code)? | diagnosis | (?:ziekte|verzuim)?[ -]?oorzaak(?:code)? | verzuimreden | aard[ ]van[ ]de[ ]ziekte
    | vangnet(?:code)? | (?:absence|sickness)[ ](?:cause|reason) | nationaliteit | burgerlijke[ ]staat
    )""",
    re.IGNORECASE | re.VERBOSE,
)


def is_bsn(digits: str) -> bool:
    """Whether nine digits pass the eleven-test (weights 9 8 7 6 5 4 3 2 −1; the sum divisible by 11)."""
    if len(digits) != 9 or not digits.isdigit() or digits == "000000000":
        return False
    return sum(weight * int(digit) for weight, digit in zip(_BSN_WEIGHTS, digits, strict=True)) % 11 == 0


def is_personal_header(text: str) -> bool:
    """Whether a column of this name would describe a person."""
    return _PERSONAL_HEADERS.fullmatch(" ".join(text.replace("_", " ").split())) is not None


def in_text(text: str) -> str | None:
    """The kind of personal data that a text holds, "bsn" or "email"; None when there is no sign of it."""
    if _DECIMAL.fullmatch(text.strip()):
        return None
    if any(is_bsn(re.sub(r"[. ]", "", found[1])) for found in _BSN_FORM.finditer(text)):
        return "bsn"
    return "email" if re.search(_EMAIL_FORM, text) else None


def in_cells(cells: pl.Series) -> tuple[str, int] | None:
    """The kind of personal data that a column of text holds and the position of its first cell, or None."""
    suspects = cells.to_frame("cell").with_row_index("position").filter(pl.col("cell").str.contains(_SUSPECT))
    for position, cell in suspects.iter_rows():
        if kind := in_text(cell):
            return kind, position
    return None
