"""The card as a PDF: what stands in it, in which language, in which order, and that it is accessible (PDF/UA-1)."""

import io
import time
from datetime import date
from typing import Any

import polars as pl
import pypdf
import pytest

from di_data.card_catalogue import STEPS, TEXT_LABELS
from di_data.disclosure import guard_records
from di_data.export.card_document import FilledCard, empty_card, filled_card
from di_data.language import gettext as _
from di_data.language import speaking
from di_data.notation import day
from di_data.vocabulary import CardStep, Factor, Position, Rating
from tests.unit.accessible_pdf import elements_of, text_of

DAY = date(2026, 3, 14)

LITERAL = [
    '#panic("x") #let a = 1 #read("/etc/passwd")',
    "$x^2 / y$ *vet* _schuin_ `code` = kop",
    "- geen lijst + geen nummer / geen term",
    "=SOM(A1:A9) +31 -5 @iedereen <label>",
    "<b>vet</b> <script>alert(1)</script>",
    "\"aangehaald\" 'enkel' -- --- ... ~ // geen commentaar /* ook niet */",
    "een \\ schuine streep en een \\u{1F600}",
    "feest 🎉 en 👍🏽",
    "שלום",
]


def _filled(**changed: Any) -> FilledCard:
    """A card with something at every step; `changed` are columns of the session."""
    session = {"unit_name": "Zorg en Welzijn", "held_on": DAY, "round": 2, **dict.fromkeys(TEXT_LABELS), "meaning": "Samen gezond blijven."} | changed  # fmt: skip
    tables = {
        "participants": [{"role": "hr", "participants": 2}, {"role": "employee", "participants": 8}],
        "ratings": [{"factor": "autonomy", "rating": "poor", "reason": "Vaste roosters"}],
        "proposals": [
            {"id": "a", "text": "Zelf ruilen", "theme": "Rooster", "chosen_goal": "g", "goal": "Zelf roosteren"},
            {"id": "b", "text": "Meer licht", "theme": None, "chosen_goal": None, "goal": None},
        ],
        "goals": [{"id": "g", "title": "Zelf roosteren"}],
        "lines": [{"kind": "solution_direction", "text": "Teams aan zet"}, {"kind": "frame", "text": "Binnen het budget"}],
        "actions": [{"title": "Proef in drie teams", "solution_direction": "Teams aan zet", "frame": None, "goal": "Zelf roosteren", "owner_role": "manager", "due_on": DAY}],
        "next_steps": [
            {"text": "Teams bellen", "owner_role": "manager", "due_on": DAY, "started": True, "started_with": "Eén team gebeld"},
            {"text": "Zaal zoeken", "owner_role": None, "due_on": None, "started": False, "started_with": None},
        ],
    }  # fmt: skip
    return FilledCard(session, **{name: guard_records(pl.DataFrame(rows)) for name, rows in tables.items()})


def _nothing() -> FilledCard:
    """A card on which nothing was written."""
    card = _filled(meaning=None)
    parts = ("participants", "ratings", "proposals", "goals", "lines", "actions", "next_steps")
    return FilledCard(card.session, **{name: getattr(card, name).where(**{getattr(card, name).columns[0]: ""}) for name in parts})  # fmt: skip


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("make", [empty_card, lambda: filled_card(_filled())], ids=["empty", "filled"])
def test_the_pdf_is_accessible(make: Any, language: str) -> None:
    with speaking(language):
        content = make()
        title = _("Dialogue card")
    root = pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert pypdf.PdfReader(io.BytesIO(content)).metadata.title.startswith(title)
    tags = [one["/S"] for one in elements_of(content)]
    assert [tag for tag in tags if tag in ("/H1", "/H2")] == ["/H1", *["/H2"] * 8]
    assert "/TH" in tags, "tables say which cells are their headers"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_empty_card_asks_the_eight_questions_in_order(language: str) -> None:
    with speaking(language):
        text = text_of(empty_card())
        asked = [_(words.question) for words in STEPS.values()]
        labels = [*(factor.label for factor in Factor), *(rating.label for rating in Rating), *(role.label for role in Position)]  # fmt: skip
    places = [text.find(question) for question in asked]
    assert -1 not in places
    assert places == sorted(places)
    squeezed = text.replace(" ", "")
    assert not [label for label in labels if label.replace(" ", "").replace("-", "") not in squeezed.replace("-", "")]
    assert len(pypdf.PdfReader(io.BytesIO(empty_card())).pages) == 1


def test_the_filled_card_holds_everything_in_the_order_of_the_steps() -> None:
    text = text_of(filled_card(_filled(reflection="Fijn gesprek.")))
    expected = [
        "Zorg en Welzijn", "2 × HR, 8 ×", "Samen gezond blijven.", "Zelf roosteren", "Zelf ruilen", "Meer licht",
        Factor.AUTONOMY.label, Rating.POOR.label, "Vaste roosters", "Teams aan zet", "Binnen het budget",
        "Proef in drie teams", "Teams bellen", "Eén team gebeld", "Zaal zoeken", _("not started"), "Fijn gesprek.",
    ]  # fmt: skip
    places = [text.find(words) for words in expected]
    assert [words for words, place in zip(expected, places, strict=True) if place < 0] == []
    assert places == sorted(places)
    assert text.startswith(_("Dialogue card: {unit}, {day}", unit="Zorg en Welzijn", day=day(DAY)))


def test_a_step_where_nothing_was_written_says_so() -> None:
    assert text_of(filled_card(_nothing())).count(_("Nothing was written down here.")) == len(CardStep)
    assert (
        text_of(filled_card(_filled())).count(_("Nothing was written down here.")) == 3
    )  # success, vision, reflection


@pytest.mark.parametrize("literal", LITERAL)
def test_a_text_comes_out_as_it_was_typed(literal: str) -> None:
    assert literal in text_of(filled_card(_filled(meaning=literal)))


@pytest.mark.parametrize("place", ["unit_name", "choice_reason", "reflection"])
def test_so_it_does_in_every_place(place: str) -> None:
    literal = '#panic("x") $a$ *b*'
    assert literal in text_of(filled_card(_filled(**{place: literal})))


def test_arabic_is_shown_with_letters_of_its_own() -> None:
    text = text_of(filled_card(_filled(meaning="مرحبا")))
    assert set("مرحبا") <= set(text)
    assert "U+" not in text


def test_a_letter_that_no_font_has_is_told_by_its_number() -> None:
    text = text_of(filled_card(_filled(meaning="café 漢 einde")))
    assert "café [U+6F22] einde" in text


def test_many_such_letters_take_no_longer() -> None:
    start = time.monotonic()
    text = text_of(filled_card(_filled(meaning="één " + "".join(map(chr, range(0x4E00, 0x4E00 + 500))) + " reëel")))
    assert time.monotonic() - start < 5
    assert "één" in text
    assert "[U+4E00]" in text.replace(" ", "").replace("\u200b", "")
    assert "reëel" in text


def test_control_characters_are_left_out_and_lines_stay_lines() -> None:
    content = filled_card(_filled(meaning="een\x00twee\x07\nvolgende\r\nregel\ud800"))
    lines = pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text().splitlines()
    assert [line for line in lines if line in ("eentwee", "volgende", "regel")] == ["eentwee", "volgende", "regel"]


def test_a_word_without_an_end_stays_on_the_page() -> None:
    page = pypdf.PdfReader(io.BytesIO(filled_card(_filled(meaning="x" * 400)))).pages[0]
    longest = max(line.replace("\u200b", "").count("x") for line in page.extract_text().splitlines())
    assert 24 <= longest < 120, "it goes on on the next line"


def test_a_long_card_takes_less_than_a_second() -> None:
    card = _filled(**dict.fromkeys(TEXT_LABELS, "Een zin van een gesprek. " * 160))
    filled_card(card)
    start = time.monotonic()
    filled_card(card)
    assert time.monotonic() - start < 1


def test_a_table_of_fifty_actions_repeats_its_header() -> None:
    actions = guard_records(pl.DataFrame([
        {"title": f"Actie {number}", "solution_direction": None, "frame": None, "goal": None, "owner_role": "hr", "due_on": DAY}
        for number in range(50)
    ], schema_overrides={"solution_direction": pl.String, "frame": pl.String, "goal": pl.String}))  # fmt: skip
    card = _filled()
    content = filled_card(FilledCard(card.session, card.participants, card.ratings, card.proposals, card.goals, card.lines, actions, card.next_steps))  # fmt: skip
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    with_actions = [page for page in pages if "Actie " in page]
    assert len(with_actions) > 1
    assert all(_("Who and when") in page for page in with_actions)
