"""Everything that a user reads has a Dutch translation with the same gaps to fill."""

import ast
from collections import Counter
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from di_data import vocabulary
from di_data.indicator_catalogue import SHIPPED_INDICATORS
from di_data.language import LANGUAGES, LOCALES, gettext, speaking
from di_data.loading.profiles import shipped
from di_data.vocabulary import Term

ROOT = Path(__file__).resolve().parents[2]
KEYWORDS = {"_": None, "mark": None, "gettext": None, "ngettext": (1, 2)}
PLACES = [("app.py", "python"), ("pages/**.py", "python"), ("di_data/**.py", "python")]
VOCABULARIES = [
    kind for kind in vars(vocabulary).values() if isinstance(kind, type) and issubclass(kind, Term) and kind is not Term
]


@cache
def extracted() -> frozenset[str | tuple[str, ...]]:
    found = extract_from_dir(str(ROOT), method_map=PLACES, keywords=KEYWORDS, directory_filter=lambda path: True)
    return frozenset(message for _, _, message, _, _ in found if message)


@cache
def catalogue() -> Catalog:
    with (LOCALES / "nl" / "LC_MESSAGES" / "inzetwijzer.po").open("rb") as source:
        return read_po(source, locale="nl")


def _forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def _gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _message(found: str | tuple[str, ...]) -> Message | None:
    return catalogue().get(_forms(found)[0])


def test_messages_were_extracted() -> None:
    assert len(extracted()) > 300
    assert "Home" in extracted()
    assert any(isinstance(found, tuple) for found in extracted())


def test_no_message_hides_in_an_f_string() -> None:
    """Python 3.11 reads an f-string as one token, so the extraction passes over what is called inside."""
    files = [ROOT / "app.py", *(ROOT / "pages").glob("*.py"), *(ROOT / "di_data").rglob("*.py")]
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in files
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in KEYWORDS
        if any(isinstance(told, ast.Constant) for told in call.args)
    ]
    assert hidden == []


def test_every_message_is_translated() -> None:
    missing = []
    for found in extracted():
        message = _message(found)
        if message is None or not all(_forms(message.string)) or _forms(message.id) != _forms(found):
            missing.append(_forms(found)[0])
    assert sorted(missing) == []


def test_no_translation_is_uncertain() -> None:
    assert [message.id for message in catalogue() if message.id and message.fuzzy] == []


def test_translations_have_the_same_gaps() -> None:
    wrong = []
    for message in catalogue():
        for own, dutch in zip(_forms(message.id), _forms(message.string), strict=True) if message.id else ():
            if dutch and _gaps(own) != _gaps(dutch):
                wrong.append((own, dutch))
    assert wrong == []


def test_no_translation_without_a_message() -> None:
    known = {_forms(found)[0] for found in extracted()}
    assert (
        sorted(_forms(message.id)[0] for message in catalogue() if message.id and _forms(message.id)[0] not in known)
        == []
    )
    assert list(catalogue().obsolete) == []


@pytest.mark.parametrize("kind", VOCABULARIES, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_labels_of_a_vocabulary_differ(kind: type[Term], language: str) -> None:
    with speaking(language):
        labels = Counter(term.label.lower() for term in kind)
    assert [label for label, count in labels.items() if count > 1] == []
    assert all(labels)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_names_of_indicators_differ(language: str) -> None:
    with speaking(language):
        names = Counter(gettext(shipped_one.name).lower() for shipped_one in SHIPPED_INDICATORS)
    assert [name for name, count in names.items() if count > 1] == []


@pytest.mark.parametrize("name", sorted(shipped()))
def test_title_of_a_profile_is_in_both_languages(name: str) -> None:
    titles = shipped()[name].titles
    assert set(titles) == set(LANGUAGES)
    assert all(titles.values())
    assert titles["nl"] != titles["en"]
