"""Known instruments by their code, whatever text they were written with; others stay the text they are. Pure."""

from functools import cache

from di_data.language import LANGUAGES, speaking
from di_data.vocabulary import Instrument


def folded(text: str) -> str:
    """A text without capitals, doubled spaces and spaces around it."""
    return " ".join(text.split()).casefold()


@cache
def _codes() -> dict[str, str]:
    """The code by every folded word for a known instrument: the code itself, and its label in each language."""
    codes = {folded(term.value): term.value for term in Instrument}
    for language in LANGUAGES:
        with speaking(language):
            codes |= {folded(term.label): term.value for term in Instrument}
    return codes


def code_of(text: str | None) -> str | None:
    """What is stored of an instrument: the code of a known one, the text itself of another one."""
    return _codes().get(folded(text), text) if text else None


def label_of(stored: str | None) -> str | None:
    """The words for a stored instrument, in the user's language. A label that was stored as text counts as its code."""
    code = code_of(stored)
    return Instrument(code).label if code in set(Instrument) else code
