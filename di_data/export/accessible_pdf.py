"""Typst templates compiled to accessible PDFs (PDF/UA-1) in the language of the reader, with the fonts that are shipped."""

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

from di_data.language import chosen

TEMPLATES = Path(__file__).parent / "typst"
FONTS = TEMPLATES / "fonts"
"""Shipped, so that the same paper looks the same everywhere; the fonts of the machine are not used."""

_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_TRIES = 8
"""How many characters without a letter form are looked for one by one, before all that are not European are told by their
number."""


def accessible_pdf(template: str, content: dict[str, Any]) -> bytes:
    """A template of `TEMPLATES` over its content, which it finds as JSON in `sys.inputs.content`, with the language as `lang`.

    The content is data: what people wrote is never read as Typst. Characters that no shipped font shows are told by their
    number.
    """
    import typst

    unshown: set[str] = set()
    for tries in range(_TRIES + 2):
        told = _told(content | {"lang": chosen()}, unshown, europe_only=tries > _TRIES)
        try:
            made = typst.compile(
                TEMPLATES / template, root=TEMPLATES, font_paths=[FONTS], ignore_system_fonts=True, format="pdf",
                sys_inputs={"content": json.dumps(told)}, pdf_standards=["ua-1"],
            )  # fmt: skip
        except typst.TypstError as error:
            found = _UNSHOWN.search(str(error))
            if found is None or tries > _TRIES:
                raise
            unshown |= set(_ESCAPED.sub(lambda one: chr(int(one[1], 16)), found[1]))
        else:
            assert isinstance(made, bytes)
            return made
    raise AssertionError("every character is shown or told by its number")


def _told(content: Any, unshown: set[str], *, europe_only: bool) -> Any:
    """The content without control characters, and with the number of each character that cannot be shown."""
    if isinstance(content, dict):
        return {name: _told(value, unshown, europe_only=europe_only) for name, value in content.items()}
    if isinstance(content, (list, tuple)):
        return [_told(value, unshown, europe_only=europe_only) for value in content]
    if not isinstance(content, str):
        return content
    return "".join(
        _number(one) if one in unshown or (europe_only and not _is_european(one)) else one
        for one in content
        if one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cs")
    )


def _number(character: str) -> str:
    """A character as its number in Unicode: [U+6F22]."""
    return f"[U+{ord(character):04X}]"


def _is_european(character: str) -> bool:
    """Letters with and without accents, signs and punctuation of European languages: the body font shows them."""
    return character < "\u0250" or "\u2010" <= character <= "\u2027" or character == "€"
