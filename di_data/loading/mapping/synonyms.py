"""The words by which files call our columns: those of `synonyms.toml`, and the labels of the contracts themselves."""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from di_data.contracts import KINDS, DeliveryKind
from di_data.contracts.fields import NUMBERS, Field
from di_data.indicator_catalogue import SHIPPED_INDICATORS
from di_data.language import LANGUAGES, gettext, speaking
from di_data.language import mark as _
from di_data.vocabulary import Kind

PLACING = {"year": _("Year"), "month": _("Month")}
"""Columns that together make a period, with the words for them; they are no fields of a kind."""

_FIGURES = ("period", "year", "month", "provisional")
_BRACKETS = re.compile(r"\((?!%)[^)]*\)|\[[^\]]*\]")


@lru_cache(maxsize=4096)
def whole(text: str) -> str:
    """The same with what stands between brackets: "Ziek (dagen)" is "ziekdagen"."""
    return bare(text.replace("(", " ").replace(")", " ").replace("[", " ").replace("]", " "))


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """A header without capitals, spaces, accents and punctuation, and without what stands between brackets.

    "Ziekteverzuim-percentage (excl. stage)" and "ziekteverzuimpercentage" are the same word.
    """
    plain = unicodedata.normalize("NFKD", _BRACKETS.sub(" ", text).lower())
    return "".join(letter for letter in plain if letter.isalnum() or letter == "%")


@cache
def _told() -> dict[str, dict[str, dict[str, list[str]]]]:
    return tomllib.loads((Path(__file__).parent / "synonyms.toml").read_text(encoding="utf-8"))


def _labels(message: str) -> set[str]:
    labels = set()
    for language in LANGUAGES:
        with speaking(language):
            labels.add(bare(gettext(message)))
    return labels


@cache
def labels_of(field: Field) -> frozenset[str]:
    """The bare headers that our own template gives a field, and its code."""
    return frozenset({bare(field.name), *_labels(field.header)})


def is_coded(field: Field, header: str) -> bool:
    """Whether a header names a field as our template does, alone or below another header, and not by its words."""
    return any(bare(header).endswith(label) for label in labels_of(field))


def _parts(kind: DeliveryKind, name: str) -> list[dict[str, list[str]]]:
    """What the data file says of a field: for every kind, and for this one."""
    told, shared = _told(), name in ("unit_code", "unit_name", *_FIGURES)
    own = told.get(kind.kind.value, {}).get(name, {})
    return [own, told["fields"].get(name, {}) if (shared and "period" in kind.names) or name == "unit_code" else {}]


def words_of(kind: DeliveryKind) -> dict[str, str]:
    """The field for every bare word that a header of this kind may be; helpers year and month too."""
    return _words_of(kind.kind)


@cache
def _words_of(name: Kind) -> dict[str, str]:
    kind = KINDS[name]
    known: dict[str, str] = {}
    names = [*kind.names, *(PLACING if "period" in kind.names else ())]
    for name in names:
        for part in _parts(kind, name):
            known |= {bare(word): name for word in part.get("words", ())}
    for field in kind.fields:  # last: the words of our own template always mean our own field
        known |= dict.fromkeys({bare(field.name), field.name, *_labels(field.header)}, field.name)
    return known


@cache
def _hints_of(name: Kind) -> dict[str, tuple[str, ...]]:
    """For every field the bare parts of a header that make it likely."""
    kind = KINDS[name]
    return {
        name: tuple(bare(hint) for part in _parts(kind, name) for hint in part.get("hints", ())) for name in kind.names
    }


@cache
def indicator_words() -> dict[str, str]:
    """The indicator for every bare word that certainly means it: its code, its name, and those of the data file."""
    known = {bare(word): code for code, part in _told()["indicators"].items() for word in part["words"]}
    for indicator in SHIPPED_INDICATORS:
        known |= dict.fromkeys({bare(indicator.code), *_labels(indicator.name)}, indicator.code)
    return known


@cache
def survey_words() -> dict[str, str]:
    """The same without what files of another kind hold: a column with sickness absence is no question of a survey."""
    other = {code for code in indicator_words().values() if code.startswith(("absence_", "outflow_", "voluntary_"))}
    return {word: code for word, code in indicator_words().items() if code not in other}


@cache
def _indicator_hints() -> dict[str, tuple[str, ...]]:
    return {code: tuple(bare(hint) for hint in part["hints"]) for code, part in _told()["indicators"].items()}


def likely_indicator(header: str) -> str | None:
    """The indicator that a question most likely measures; None without any sign."""
    text = bare(header)
    counts = {code: sum(hint in text for hint in hints) for code, hints in _indicator_hints().items()}
    best = max(counts, key=lambda code: counts[code])
    return best if counts[best] else None


def likely_field(kind: DeliveryKind, name: str, header: str) -> bool:
    """Whether a header hints at this field."""
    text = bare(header)
    return any(hint and hint in text for hint in _hints_of(kind.kind)[name])


def value_fields(kind: DeliveryKind) -> list[str]:
    """The fields that hold figures."""
    return [field.name for field in kind.fields if field.type in NUMBERS]
