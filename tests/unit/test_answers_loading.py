"""Numbers per answer in a survey file: by their words, by the columns of the template, added up, or refused."""

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from di_data.loading.load import Report
from di_data.store import Store

Take = Callable[..., Report]

AGREE = "Helemaal oneens;Oneens;Neutraal;Eens;Helemaal eens"
TOLD = "Afdelingscode;Periode;Vraag;Uitgenodigd"


def answers(store: Store) -> dict[str, list[int]]:
    """The numbers per answer that the store has, by unit and question."""
    rows = store._connection.cursor().execute(
        "select u.code, a.question, a.answer, a.answers from store.main.answer_count a"
        " join store.main.org_unit u on u.id = a.unit order by u.code, a.question, a.answer"
    ).fetchall()  # fmt: skip
    found: dict[str, list[int]] = {}
    for unit, question, answer, count in rows:
        found.setdefault(f"{unit} {question}", []).append(count)
        assert answer == str(len(found[f"{unit} {question}"]))
    return found


def counts(store: Store) -> dict[str, tuple[float, float]]:
    """Positive answers and answers by unit and question."""
    rows = store._connection.cursor().execute(
        "select u.code, o.indicator, o.numerator, o.denominator from store.main.observation o"
        " join store.main.org_unit u on u.id = o.unit"
    ).fetchall()  # fmt: skip
    return {f"{unit} {indicator}": (numerator, denominator) for unit, indicator, numerator, denominator in rows}


def test_an_export_with_titles_words_and_a_total(town: Store, take: Take) -> None:
    """As a survey agency delivers it: nobody counted what is positive."""
    file = "\n".join([
        "Medewerkersonderzoek gemeente;;;;;;;;;",
        "Uitslagen per afdeling;;;;;;;;;",
        f"Afdeling;Periode;Stelling;Genodigden;Respondenten;{AGREE}",
        "Zorg en Welzijn;2025;autonomy;80;60;4;8;12;26;10",
        "Zorg en Welzijn;2025;participatie;80;58;;9;13;30;6",
        "Bouwen en Wonen;2025;autonomy;50;41;3;5;9;20;4",
        "Totaal;2025;autonomy;130;101;7;13;21;46;14",
        "Bron: onderzoeksbureau;;;;;;;;;",
    ])  # fmt: skip
    report = take(town, file)
    assert (report.status, report.errors) == ("loaded", [])
    assert answers(town) == {
        "ZORG autonomy": [4, 8, 12, 26, 10], "ZORG participation": [0, 9, 13, 30, 6], "BOUW autonomy": [3, 5, 9, 20, 4],
    }  # fmt: skip
    assert counts(town) == {"ZORG autonomy": (36, 60), "ZORG participation": (36, 58), "BOUW autonomy": (24, 41)}


@pytest.mark.parametrize(
    "words",
    [
        "Zeer ontevreden;Ontevreden;Neutraal;Tevreden;Zeer tevreden",
        "Nooit;Zelden;Soms;Vaak;Altijd",
        "Helemaal mee oneens;Mee oneens;Niet eens, niet oneens;Mee eens;Helemaal mee eens",
        "Strongly disagree;Disagree;Neither agree nor disagree;Agree;Strongly agree",
        "answer_1;answer_2;answer_3;answer_4;answer_5",
        "Antwoord 1 (meest negatief);Antwoord 2;Antwoord 3;Antwoord 4;Antwoord 5",
    ],
)
def test_the_words_of_a_scale(words: str, town: Store, take: Take) -> None:
    report = take(town, f"{TOLD};{words}\nZORG;2025;autonomy;80;4;8;12;26;10")
    assert (report.status, report.errors) == ("loaded", [])
    assert (answers(town), counts(town)) == ({"ZORG autonomy": [4, 8, 12, 26, 10]}, {"ZORG autonomy": (36, 60)})


def test_questions_side_by_side(town: Store, take: Take) -> None:
    top = "Afdeling;Periode;Autonomie;;;;;Participatie;;;;"
    report = take(town, f"{top}\n;;{AGREE};{AGREE}\nZorg en Welzijn;2025;4;8;12;26;10;1;2;3;4;5")
    assert (report.status, report.errors) == ("loaded", [])
    assert answers(town) == {"ZORG autonomy": [4, 8, 12, 26, 10], "ZORG participation": [1, 2, 3, 4, 5]}


def test_four_answers_by_their_words(town: Store, take: Take) -> None:
    """Without a neutral answer the upper two of the four are positive; the number of answers shows that none lacks."""
    four = "Helemaal oneens;Oneens;Eens;Helemaal eens"
    report = take(town, f"{TOLD};Antwoorden;{four}\nZORG;2025;autonomy;80;48;4;8;26;10")
    assert (report.status, answers(town)) == ("loaded", {"ZORG autonomy": [4, 8, 26, 10]})
    assert counts(town) == {"ZORG autonomy": (36, 48)}


def test_questions_with_scales_of_their_own_in_the_template(town: Store, take: Take) -> None:
    rows = [
        {"unit_code": "ZORG", "period": "2025", "indicator": "autonomy", "invited": "80",
         **{f"answer_{place}": str(place) for place in range(1, 8)}},
        {"unit_code": "ZORG", "period": "2025", "indicator": "participation", "invited": "80",
         **{f"answer_{place}": str(place) if place < 5 else "" for place in range(1, 8)}},
    ]  # fmt: skip
    assert take(town, rows).status == "loaded"
    assert answers(town) == {"ZORG autonomy": [1, 2, 3, 4, 5, 6, 7], "ZORG participation": [1, 2, 3, 4]}
    assert counts(town) == {"ZORG autonomy": (18, 28), "ZORG participation": (7, 10)}


@pytest.mark.parametrize(
    ("row", "rule", "column"),
    [
        pytest.param("60;36;4;8;12;26;11", "answers_apart", "Antwoorden", id="not all answers"),
        pytest.param("100;36;7;13;20;43;17", "positive_apart", "Positieve antwoorden", id="percentages of 100"),
        pytest.param("60;48;4;8;12;26;10", "positive_apart", "Positieve antwoorden", id="neutral taken for positive"),
        pytest.param(";36;4;8;;26;10", "answer_missing", "Neutraal", id="a cell is empty"),
    ],
)
def test_numbers_that_do_not_add_up(row: str, rule: str, column: str, town: Store, take: Take) -> None:
    report = take(town, f"{TOLD};Antwoorden;Positieve antwoorden;{AGREE}\nZORG;2025;autonomy;180;{row}")
    assert report.status == "refused"
    assert (rule, 2, column) in [(finding.rule, finding.row, finding.column) for finding in report.errors]
    assert answers(town) == {}


@pytest.mark.parametrize("words", ["Helemaal oneens;Oneens;Eens", "Helemaal oneens;Oneens;Eens;Helemaal eens"])
def test_a_part_of_a_scale_is_asked_about_and_can_be_left_out(words: str, town: Store, take: Take) -> None:
    numbers = ";".join("9" for _word in words.split(";"))
    file = f"{TOLD};% positief;{words}\nZORG;2025;autonomy;80;61;{numbers}"
    asked = take(town, file)
    assert [(finding.rule, finding.key) for finding in asked.errors] == [("which_scale", "answers")]
    assert take(town, file, answers={"answers": "none"}).status in ("loaded", "refused")
    none = asked.errors[0].choices[0].code
    assert take(town, file, answers={"answers": none}).status == "loaded"
    assert answers(town) == {}


def test_a_file_without_them_loads_as_before(town: Store, take: Take) -> None:
    report = take(
        town, "Afdelingscode;Periode;Vraag;Positieve antwoorden;Antwoorden;Uitgenodigd\nZORG;2025;autonomy;36;60;80"
    )
    assert (report.status, report.warnings) == ("loaded", [])
    assert (answers(town), counts(town)) == ({}, {"ZORG autonomy": (36, 60)})


def test_a_correction_takes_its_own_answers_along(town: Store, take: Take) -> None:
    first = take(town, f"{TOLD};{AGREE}\nZORG;2025;autonomy;80;4;8;12;26;10")
    second = take(town, f"{TOLD};{AGREE}\nZORG;2025;autonomy;80;14;8;12;16;10")
    told = town._connection.cursor().execute("select delivery, sum(answers) from store.main.answer_count group by 1")
    assert {str(key): total for key, total in told.fetchall()} == {first.delivery: 60, second.delivery: 60}


SCALE = st.lists(st.integers(0, 300), min_size=2, max_size=7).filter(lambda counts: sum(counts) > 0)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(counts_told=SCALE, year=st.integers(1000, 9999))
def test_answers_add_up_in_any_scale(counts_told: list[int], year: int, town: Store, take: Take) -> None:
    """The upper half is positive, the middle of an odd scale is not."""
    row: dict[str, Any] = {f"answer_{place}": str(count) for place, count in enumerate(counts_told, start=1)}
    checked = take(town, [{"unit_code": "ZORG", "period": "2025", "indicator": "autonomy"} | row], keep=False)
    assert (checked.status, checked.errors) == ("checked", [])
    positive = sum(counts_told[-(len(counts_told) // 2) :])
    whole = {"positive": str(positive), "answers": str(sum(counts_told))}
    right = take(town, [{"unit_code": "ZORG", "period": "2025", "indicator": "autonomy"} | whole | row], keep=False)
    assert right.status == "checked"
    wrong = whole | {"answers": str(sum(counts_told) + 1)}
    refused = take(town, [{"unit_code": "ZORG", "period": "2025", "indicator": "autonomy"} | wrong | row], keep=False)
    assert [finding.rule for finding in refused.errors] == ["answers_apart"]


def test_departments_that_are_counted_together_are_added_up() -> None:
    from di_data.loading.observe import added_up, answer_counts

    two = pl.DataFrame({
        "indicator": ["autonomy"] * 2, "unit": ["Z", "Z"], "period": ["2025"] * 2, "grain": ["year"] * 2,
        "moved_from": ["A", "B"], "numerator": [3.0, 4.0], "denominator": [6.0, 9.0], "group_size": [8.0, 9.0],
        "invited": [8.0, 9.0], "provisional": [False, False], "value": pl.Series([None, None], dtype=pl.Float64), "is_reference": [False, False],
        "answer_1": [1.0, 2.0], "answer_2": [2.0, 3.0], "answer_3": [3.0, 4.0],
    })  # fmt: skip
    told = answer_counts(added_up(two), "d")
    assert told.select("answer", "answers").rows() == [("1", 3), ("2", 5), ("3", 7)]
