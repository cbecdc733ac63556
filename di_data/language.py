"""The user's language: gettext with Dutch as the default, English as the source.

The catalogue is read from its text (.po) at the first use, so that no compiled file can go stale.
"""

import gettext as standard
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = {"nl": "Nederlands", "en": "English"}
LOCALES = Path(__file__).parent / "locales"

_chosen: ContextVar[str] = ContextVar("language", default="nl")


@cache
def _catalogue(language: str) -> standard.NullTranslations:
    if language == "en":
        return standard.NullTranslations()
    with (LOCALES / language / "LC_MESSAGES" / "inzetwijzer.po").open("rb") as source:
        catalogue = read_po(source, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return standard.GNUTranslations(compiled)


def choose(language: str) -> None:
    """Set the language of this session's thread; an unknown one is taken as Dutch."""
    _chosen.set(language if language in LANGUAGES else "nl")


def chosen() -> str:
    """The code of the present language: "nl" or "en"."""
    return _chosen.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak another language inside the block."""
    token = _chosen.set(language)
    try:
        yield
    finally:
        _chosen.reset(token)


def gettext(message: str, /, **values: object) -> str:
    """The message in the present language, with its {named} values filled in."""
    translated = _catalogue(chosen()).gettext(message) if message else ""
    return translated.format(**values) if values else translated


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """The message for this count in the present language; {count} is filled in as a number."""
    from di_data.notation import number

    translated = _catalogue(chosen()).ngettext(one, many, count)
    return translated.format(count=number(count), **values)


def mark(message: str) -> str:
    """Mark a message for translation without translating it yet."""
    return message
