"""What a column of names of persons looks like, whatever its header says."""

import re
from functools import cache
from pathlib import Path

from di_data.contracts.personal_data import PARTICLES

_CAPITAL = r"[A-ZÀ-Þ][a-zß-ÿ'’]+"
_FAMILY = rf"{PARTICLES}{{0,3}}{_CAPITAL}(?:[- ]{PARTICLES}{{0,3}}{_CAPITAL}){{0,2}}"
_INITIAL = r"(?:[A-Z]|Th|Ch|Ph|Tj|IJ)\.\s?"
_CALLED = r"(?:\([^)]+\)\s*)?"
_PARTICLES_BEHIND = r"(?:(?:van|de|den|der|ten|ter|te|het|in|op|aan|el|al|von|la|['’]t)\s*){0,3}"
_TITLES = r"(?:(?i:drs?|ir|ing|mr|mrs|ms|prof)\.\s+){1,3}"
_CERTAIN = re.compile(
    rf"(?:{_TITLES})?(?:{_FAMILY},\s*(?:{_INITIAL}){{1,6}}\s*{_CALLED}{_PARTICLES_BEHIND}{_CALLED}"
    rf"|(?:{_INITIAL}){{2,6}}{_FAMILY}|(?:{_INITIAL}){{1,6}}{PARTICLES}{{1,3}}{_CAPITAL}(?:-{_CAPITAL})?)"
    rf"|{_TITLES}(?:{_INITIAL}){{0,6}}{_FAMILY}"
)
"""Jansen, P. · Vries, P. de · P.J. Jansen · P. de Vries · drs. Jansen."""
_ONE_INITIAL = re.compile(rf"([A-Z])\.\s?{_FAMILY}")
"""P. Jansen; but also A. Bestuur, B. Dienstverlening."""
_WORDS = re.compile(r"[^\W\d_]+")


@cache
def first_names() -> frozenset[str]:
    """First names that are common in the Netherlands, in small letters, from the file beside this module."""
    lines = (Path(__file__).parent / "first_names.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in line.split())


def is_name(text: str) -> bool:
    """Whether a whole cell is written as the name of one person, with initials."""
    return _CERTAIN.fullmatch(text) is not None


def are_names(cells: list[str]) -> list[str]:
    """Those of a column's distinct cells that are names, when there are so many that the column is one of names."""
    certain = [cell for cell in cells if is_name(cell)]
    initials = [(found[1], cell) for cell in cells if (found := _ONE_INITIAL.fullmatch(cell)) and cell not in certain]
    if _is_numbering([letter for letter, _cell in initials]) or len(initials) < 3:
        initials = []
    named = {*certain, *(cell for _letter, cell in initials)}
    if named and len(named) >= len(cells) / 2:
        return [cell for cell in cells if cell in named]
    first = [cell for cell in cells if _begins_with_first_name(cell)]
    share = len(first) / max(len(cells), 1)
    alone = all(" " not in cell for cell in first)
    if len(first) >= 3 and share >= (0.6 if alone else 0.3):
        return first
    return []


def _is_numbering(letters: list[str]) -> bool:
    """Whether these are the letters of a list, each once and from A on, and not initials."""
    return sorted(letters) == [chr(ord("A") + place) for place in range(len(letters))]


def _begins_with_first_name(cell: str) -> bool:
    """A first name alone or with a family name: Piet, Piet de Vries, Vries, Piet de."""
    words = _WORDS.findall(cell)
    if not 1 <= len(words) <= 6 or not cell[0].isupper() or any(char.isdigit() for char in cell):
        return False
    first = words[0] if "," not in cell else next(iter(_WORDS.findall(cell.partition(",")[2])), "")
    if first.lower() not in first_names() or not first[0].isupper():
        return False
    return len(words) == 1 or words[-1][0].isupper() or "," in cell
