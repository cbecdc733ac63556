"""Columns that are about persons as a whole, whatever their header says: most of their cells look like it."""

import re
from collections.abc import Callable
from datetime import date, datetime

import polars as pl

from di_data.contracts.person_names import are_names
from di_data.contracts.personal_data import is_bsn

SAMPLE = 1_000
"""Cells of a column that are looked at; a column of names shows in fewer."""

_DATE_FORMS = ("%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%Y%m%d", "%d-%m-%y", "%Y-%m-%d %H:%M:%S", "%m/%d/%Y")
_DATE_LIKE = re.compile(r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{2,4}(?: 00:00:00)?|(?:19|20)[0-9]{6}")
_YOUNGEST, _OLDEST = 16, 75
"""Years of age between which people work."""
_STREET = re.compile(
    r"[A-ZÀ-Þ'’][^\W\d]*[\w .'’-]*"
    r"(?:straat|str\.|laan|weg|plein|kade|gracht|dijk|hof|singel|steeg|dreef|pad|plantsoen|baan|wal|markt|oord|veld|akker|ring|burg|donk)"
    r"\s+[1-9][0-9]{0,4}(?:\s?[a-zA-Z]{1,3})?(?:\s?[-/]\s?[0-9]{1,4})?(?:,.*)?"
)
_LANDLINE = re.compile(r"\(?0[1-9][0-9]{1,3}\)?[\s-](?=(?:\s?[0-9]){6,7}$)[0-9 ]+")
_SHORT_NUMBER = re.compile(r"[0-9]{7,9}")


def in_column(cells: pl.Series, *, dates: bool = True, today: date | None = None) -> tuple[str, int] | None:
    """What most cells of a column of text are, and the position of the first of them, or None.

    "bsn": numbers that pass the eleven-test when their lost leading zeros are put back; "name"; "born": dates of birth;
    "address": streets with a number; "phone". `dates=False` for a column that holds dates by its meaning.
    """
    known = cells.drop_nulls()
    if not known.len():
        return None
    sample = known.gather_every(max(1, -(-known.len() // SAMPLE)))
    texts = [text for text in sample.str.strip_chars().unique(maintain_order=True) if text]
    day = today or date.today()
    tests: list[tuple[str, Callable[[list[str]], list[str]]]] = [
        ("bsn", _bsn), ("name", are_names), ("address", _streets), ("phone", _landlines)
    ]  # fmt: skip
    if dates:
        tests.append(("born", lambda found: _births(found, day)))
    for kind, test in tests:
        if texts and (found := test(texts)):
            return kind, int(cells.str.strip_chars().is_in(found).fill_null(False).arg_max() or 0)
    return None


def _bsn(texts: list[str]) -> list[str]:
    """Numbers of 7 to 9 digits of which nearly all pass the eleven-test. One in eleven would do so by chance."""
    numbers = [text for text in texts if _SHORT_NUMBER.fullmatch(text)]
    passed = [text for text in numbers if is_bsn(text.zfill(9))]
    return passed if len(passed) >= 5 and len(passed) >= 0.9 * len(numbers) else []


def _streets(texts: list[str]) -> list[str]:
    found = [text for text in texts if _STREET.fullmatch(text)]
    return found if len(found) >= 2 and len(found) >= len(texts) / 2 else []


def _landlines(texts: list[str]) -> list[str]:
    found = [text for text in texts if _LANDLINE.fullmatch(text) and sum(map(str.isdigit, text)) == 10]
    return found if len(found) >= 2 and len(found) >= len(texts) / 2 else []


def _births(texts: list[str], today: date) -> list[str]:
    """Dates of most of which the age is that of people who work. A department begins on the first of a month."""
    dated = {text: day for text in texts if (day := _day(text, today))}
    born = [text for text, day in dated.items() if _YOUNGEST <= (today - day).days / 365.25 <= _OLDEST]
    firsts = sum(dated[text].day == 1 for text in born)
    if len(born) < 5 or len(dated) < 0.8 * len(texts) or len(born) < 0.9 * len(dated) or firsts > len(born) / 2:
        return []
    return born


def _day(text: str, today: date) -> date | None:
    if not _DATE_LIKE.fullmatch(text):
        return None
    for form in _DATE_FORMS:
        try:
            day = datetime.strptime(text, form).date()
        except ValueError:
            continue
        return day.replace(year=day.year - 100) if day > today and form == "%d-%m-%y" else day
    return None
