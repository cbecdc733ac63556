"""Which unit a row is about: by code, by a remembered name, by name, by spelling, and in its own period."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from types import SimpleNamespace
from typing import Any, cast

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from di_data.access import SYSTEM, Right, Viewer
from di_data.contracts import KINDS
from di_data.errors import NotAllowed, Refused
from di_data.loading.cleaning.clean import Cleaned
from di_data.loading.departments.directory import Directory, spelled
from di_data.loading.departments.placing import Placement, applied, place, placed
from di_data.loading.departments.units import directory
from di_data.loading.findings import Finding, Question
from di_data.loading.observe import added_up
from di_data.loading.profiles import template_profile
from di_data.register import aliases
from di_data.register.records import Save, key_of, save
from di_data.reports.organisation import unit_aliases
from di_data.store import Store
from di_data.vocabulary import Kind, Role

Row = dict[str, Any]
D = date


@dataclass(frozen=True)
class Shape:
    """What placing asks of the shaped file: its profile, its sheet and the header of a field."""

    match: Any
    department_header: str = "unit_code"

    def header_of(self, name: str | None, source_column: str | None = None) -> str | None:
        return name


def cleaned(kind: Kind, *rows: Row) -> Cleaned:
    """Clean rows as they come out of a file, numbered from 2."""
    dates, lists = ("period", "held_on", "starts_on", "due_on"), ("units",)
    names = dict.fromkeys(name for row in rows for name in row)
    schema = {name: pl.Date if name in dates else pl.List(pl.String) if name in lists else pl.String for name in names}
    frame = pl.DataFrame([{**dict.fromkeys(names), **row} for row in rows], schema=schema)
    absent = {"unit_code": pl.String, "unit_name": pl.String}
    frame = frame.with_columns(
        [pl.lit(None, dtype).alias(name) for name, dtype in absent.items() if name not in frame.columns]
    ).with_row_index("row", offset=2)
    match = SimpleNamespace(profile=template_profile(KINDS[kind]), table=SimpleNamespace(sheet="Blad1"))
    return Cleaned(cast(Any, Shape(match)), frame.with_columns(is_reference=pl.lit(False)), ())


def month(year: int, number: int, code: str | None = None, name: str | None = None) -> Row:
    return {"unit_code": code, "unit_name": name, "period": D(year, number, 1), "grain": "month"}


def units(*rows: tuple[Any, ...]) -> pl.DataFrame:
    """code, name and, if told, starts_on, ends_on, code of the successor; the key of a unit is its code in capitals."""
    full = [(*row, *(None,) * (5 - len(row))) for row in rows]
    names = ["code", "name", "starts_on", "ends_on", "successor_id"]
    schema = dict(zip(names, (pl.String, pl.String, pl.Date, pl.Date, pl.String), strict=True))
    return pl.DataFrame(full, schema=schema, orient="row").with_columns(id="code")


TOWN = units(
    ("ZORG", "Zorg en Welzijn"), ("BOUW", "Bouwen en Wonen"), ("007", "Griffie"), ("1-7", "Beheer"),
    ("FIN", "Financiën"),
)  # fmt: skip


def by(known: Directory, code: str | None, name: str | None = None) -> str | None:
    found = placed(cleaned(Kind.ABSENCE, month(2025, 1, code, name)), known, {})
    unit: str | None = found.unit[0]
    return unit


def questions(found: Placement) -> list[Question]:
    assert all(isinstance(finding, Question) for finding in found.findings)
    return [cast(Question, finding) for finding in found.findings]


# Names -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "unit"), [
    ("ZORG", "ZORG"), (" zorg ", "ZORG"), ("Z ORG", "ZORG"), ("7", "007"), ("0007", "007"), ("007", "007"),
    ("Zorg en Welzijn", "ZORG"), ("zorg  en welzijn", "ZORG"), ("Zorg & Welzijn", "ZORG"),
    ("afd. Zorg en Welzijn", "ZORG"), ("Afdeling Zorg and Welzijn", "ZORG"), ("Team: Zorg-en-welzijn.", "ZORG"),
    ("Financien", "FIN"), ("Domein Financiën", "FIN"), ("Welzijn", None), ("Bouwen", None), ("Team 7", None),
])  # fmt: skip
def test_spellings_of_one_department(text: str, unit: str | None) -> None:
    known = Directory(TOWN)
    assert (by(known, text), by(known, None, text)) == (unit, unit)


def test_a_code_comes_before_a_name_and_a_remembered_name_before_the_name_itself() -> None:
    known = Directory(units(("A", "B"), ("B", "A"), ("C", "Zorg")), {"zorg": "A", "a": "C"})
    assert [by(known, "A"), by(known, "B"), by(known, "Zorg")] == ["A", "B", "A"]


def test_zeros_that_could_belong_to_two_codes_decide_nothing() -> None:
    known = Directory(units(("007", "Een"), ("07", "Twee")))
    assert [by(known, "7"), by(known, "007"), by(known, "07")] == [None, "007", "07"]


def test_what_was_recognised_in_another_way_is_told() -> None:
    found = placed(
        cleaned(Kind.ABSENCE, month(2025, 1, "7"), month(2025, 1, None, "afd. Zorg & Welzijn"), month(2025, 1, "BOUW")),
        Directory(TOWN), {},
    )  # fmt: skip
    assert found.unit.to_list() == ["007", "ZORG", "BOUW"]
    assert {note.rule: note.values["units"] for note in found.notes} == {
        "unit_zeros": "Griffie", "unit_spelling": "Zorg en Welzijn",
    }  # fmt: skip


@given(st.text(max_size=30))
def test_a_spelling_is_its_own_spelling(text: str) -> None:
    assert spelled(spelled(text)) == spelled(text)
    assert spelled(f"  {text.upper()} ") == spelled(text.upper())


def test_a_code_and_a_name_of_two_departments_are_a_question() -> None:
    rows = cleaned(Kind.ABSENCE, month(2025, 1, "ZORG", "Bouwen en Wonen"))
    (question,) = questions(placed(rows, Directory(TOWN), {}))
    assert (question.rule, question.row, question.column, question.guess) == ("unit_differs", 2, "unit_code", "ZORG")
    assert [choice.code for choice in question.choices] == ["ZORG", "BOUW", "leave_out"]
    for answer, unit, left in (("ZORG", "ZORG", False), ("BOUW", "BOUW", False), ("leave_out", None, True)):
        found = placed(rows, Directory(TOWN), {question.key: answer})
        assert (found.unit[0], found.left_out[0], found.findings) == (unit, left, [])


def test_a_name_beside_a_code_that_nobody_knows_does_not_matter() -> None:
    assert by(Directory(TOWN), "ZORG", "Een oude naam") == "ZORG"
    assert by(Directory(TOWN), "NIETS", "Griffie") == "007"


def test_a_name_of_a_public_source_beside_a_code_of_ones_own_does_not_matter() -> None:
    known = Directory(units(("FIN", "Geldzaken"), ("MIN", "Financiën")), public=lambda: {"MIN"})
    assert by(known, "FIN", "Financiën") == "FIN"


# Unknown ---------------------------------------------------------------------------------------


def test_an_unknown_text_is_asked_once_with_its_rows() -> None:
    rows = cleaned(Kind.ABSENCE, *(month(2025, number, "Zorg en Welzin") for number in range(1, 13)),
                   month(2025, 1, None, "Nergens"))  # fmt: skip
    first, second = questions(placed(rows, Directory(TOWN), {}))
    assert (first.rule, first.row, first.column, first.guess) == ("unknown_unit", 2, "unit_code", "ZORG")
    assert (first.values["count"], first.values["rows"]) == (12, "2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …")
    assert first.key == "unit:" + sha256(b"zorg en welzin").hexdigest()[:12]
    assert (second.row, second.column, second.guess) == (14, "unit_name", None)
    assert [choice.code for choice in first.choices] == ["007", "1-7", "BOUW", "FIN", "ZORG", "leave_out"]
    assert "Welzin" not in first.text + first.advice + first.key


def test_units_of_public_sources_are_no_choice() -> None:
    known = Directory(units(("ZORG", "Zorg"), ("BZK", "Ministerie")), public=lambda: {"BZK"})
    (question,) = questions(placed(cleaned(Kind.ABSENCE, month(2025, 1, "Ministerje")), known, {}))
    assert ([choice.code for choice in question.choices], question.guess) == (["ZORG", "leave_out"], None)


def test_an_answer_places_every_row_and_is_remembered() -> None:
    rows = cleaned(Kind.ABSENCE, month(2025, 1, "Sociaal"), month(2025, 2, "SOCIAAL "), month(2025, 1, "BOUW"))
    (question,) = questions(placed(rows, Directory(TOWN), {}))
    found = placed(rows, Directory(TOWN), {question.key: "zorg"})
    assert (found.unit.to_list(), found.findings, found.remember) == (["ZORG", "ZORG", "BOUW"], [], {"sociaal": "ZORG"})
    out = placed(rows, Directory(TOWN), {question.key: "leave_out"})
    assert (out.unit.to_list(), out.left_out.to_list()) == ([None, None, "BOUW"], [True, True, False])
    assert (out.remember, [note.rule for note in out.notes]) == ({"sociaal": None}, ["unit_left_out"])
    assert questions(placed(rows, Directory(TOWN), {question.key: "NERGENS"}))
    again = placed(rows, Directory(TOWN, out.remember), {})
    assert (again.left_out.to_list(), again.findings) == ([True, True, False], [])


def test_a_text_with_personal_data_is_not_remembered() -> None:
    rows = cleaned(Kind.ABSENCE, month(2025, 1, "jan@dorp.nl"))
    (question,) = questions(placed(rows, Directory(TOWN), {}))
    found = placed(rows, Directory(TOWN), {question.key: "ZORG"})
    assert (found.unit[0], found.remember) == ("ZORG", {})


@pytest.mark.parametrize("text", ["2025-07-01", "2025-07-01 00:00:00", "01-07-2025", "1-jul", "2025-01-07"])
def test_a_code_that_became_a_date_is_asked_with_the_code_it_was(text: str) -> None:
    (question,) = questions(placed(cleaned(Kind.ABSENCE, month(2025, 1, text)), Directory(TOWN), {}))
    assert (question.rule, question.guess) == ("unit_code_as_date", "1-7")


def test_a_wrong_column_does_not_ask_a_thousand_questions() -> None:
    rows = cleaned(Kind.ABSENCE, *(month(2025, 1, f"persoon {number}") for number in range(1000)))
    found = placed(rows, Directory(TOWN), {})
    rest = found.findings[-1]
    assert (len(found.findings), type(rest), rest.rule, rest.values["count"]) == (201, Finding, "unknown_unit", 800)


# Time ------------------------------------------------------------------------------------------

MERGED = units(
    ("VERG", "Vergunningen", None, D(2024, 6, 30), "VTH"), ("HAND", "Handhaving", None, D(2024, 6, 30), "VTH"),
    ("VTH", "Vergunningen en Handhaving", D(2024, 7, 1), None), ("OUD", "Griffie", None, D(2023, 12, 31), None),
    ("NIEUW", "Griffie", D(2024, 1, 1), None),
)  # fmt: skip


def test_one_name_of_an_old_and_a_new_unit_is_the_one_of_the_period() -> None:
    rows = cleaned(Kind.ABSENCE, month(2023, 12, None, "Griffie"), month(2024, 1, None, "afd. Griffie"))
    found = placed(rows, Directory(MERGED), {})
    assert (found.unit.to_list(), found.findings) == (["OUD", "NIEUW"], [])


def test_a_year_in_which_both_existed_is_a_question() -> None:
    known = Directory(units(("OUD", "Griffie", None, D(2024, 6, 30)), ("NIEUW", "Griffie", D(2024, 7, 1))))
    rows = cleaned(Kind.ABSENCE, {"unit_name": "Griffie", "period": D(2024, 1, 1), "grain": "year"})
    (question,) = questions(placed(rows, known, {}))
    assert (question.rule, [choice.code for choice in question.choices]) == (
        "unknown_unit", ["OUD", "NIEUW", "leave_out"],
    )  # fmt: skip
    assert placed(rows, known, {question.key: "NIEUW"}).unit.to_list() == ["NIEUW"]


@pytest.mark.parametrize(("grain", "start", "asked"), [
    ("month", D(2024, 6, 1), False), ("month", D(2024, 7, 1), True), ("quarter", D(2024, 4, 1), False),
    ("quarter", D(2024, 7, 1), True), ("year", D(2024, 1, 1), False), ("year", D(2025, 1, 1), True),
])  # fmt: skip
def test_rows_after_the_end_are_a_question(grain: str, start: date, asked: bool) -> None:
    rows = cleaned(Kind.ABSENCE, {"unit_code": "VERG", "period": start, "grain": grain})
    found = placed(rows, Directory(MERGED), {})
    assert [finding.rule for finding in found.findings] == ["unit_ended"] * asked
    assert found.unit.to_list() == [None if asked else "VERG"]


def test_answers_about_rows_after_the_end() -> None:
    rows = cleaned(Kind.ABSENCE, month(2024, 6, "VERG"), month(2024, 7, "VERG"), month(2024, 8, "verg"))
    (question,) = questions(placed(rows, Directory(MERGED), {}))
    assert (question.guess, [choice.code for choice in question.choices]) == (
        "successor",
        ["successor", "as_is", "leave_out"],
    )

    def answered(code: str) -> Placement:
        return placed(rows, Directory(MERGED), {question.key: code})

    assert answered("successor").unit.to_list() == ["VERG", "VTH", "VTH"]
    assert answered("successor").moved_from.to_list() == [None, "VERG", "VERG"]
    assert answered("as_is").unit.to_list() == ["VERG", "VERG", "VERG"]
    assert answered("leave_out").left_out.to_list() == [False, True, True]


def test_a_chain_of_mergers_leads_to_the_unit_of_the_period() -> None:
    known = Directory(units(
        ("A", "A", None, D(2022, 12, 31), "B"), ("B", "B", D(2023, 1, 1), D(2024, 12, 31), "C"), ("C", "C", D(2025, 1, 1)),
    ))  # fmt: skip
    rows = cleaned(Kind.ABSENCE, month(2022, 1, "A"), month(2023, 1, "A"), month(2025, 1, "A"))
    (question,) = questions(placed(rows, known, {}))
    assert placed(rows, known, {question.key: "successor"}).unit.to_list() == ["A", "B", "C"]


def test_rows_before_the_start_are_a_question() -> None:
    rows = cleaned(Kind.ABSENCE, month(2024, 6, "VTH"))
    (question,) = questions(placed(rows, Directory(MERGED), {}))
    # Two units went on in VTH, so its figures cannot be counted for one of them.
    assert (question.rule, [choice.code for choice in question.choices]) == ("unit_not_yet", ["as_is", "leave_out"])
    renamed = Directory(units(("OUD", "Oud", None, D(2024, 6, 30), "NIEUW"), ("NIEUW", "Nieuw", D(2024, 7, 1))))
    rows = cleaned(Kind.ABSENCE, month(2024, 6, "NIEUW"))
    (question,) = questions(placed(rows, renamed, {}))
    assert question.guess == "forebear"
    assert placed(rows, renamed, {question.key: "forebear"}).unit.to_list() == ["OUD"]


def test_a_session_is_placed_on_its_day_and_an_action_in_all_its_days() -> None:
    known = Directory(MERGED)
    session = cleaned(Kind.SESSIONS, {"unit_code": "VERG", "held_on": D(2024, 7, 1)})
    assert [finding.rule for finding in placed(session, known, {}).findings] == ["unit_ended"]
    told = {"units": ["VERG", "vth", "NIETS"], "starts_on": D(2024, 1, 1), "due_on": D(2024, 12, 31)}
    actions = cleaned(Kind.ACTIONS, told, {**told, "units": None}, {**told, "units": ["VTH"]})
    found = placed(actions, known, {})
    assert (found.unit.to_list(), [finding.column for finding in found.findings]) == (
        [["VERG", "VTH"], [], ["VTH"]],
        ["units"],
    )


# Loading ---------------------------------------------------------------------------------------


def test_figures_that_are_counted_for_one_unit_are_added_up() -> None:
    rows = [month(2024, 7, code) for code in ("VERG", "HAND", "VTH", "VERG", "VTH")]
    rows[3]["period"] = rows[4]["period"] = D(2024, 8, 1)
    file = cleaned(Kind.ABSENCE, *rows)
    keys = {question.key: "successor" for question in questions(placed(file, Directory(MERGED), {}))}
    loaded = applied(file, placed(file, Directory(MERGED), keys)).frame.with_columns(
        indicator=pl.lit("rate"), value=pl.lit(None, pl.Float64), provisional=pl.lit(False),
        numerator=pl.Series([1.0, 2.0, 4.0, 8.0, None]), denominator=pl.Series([10.0, 20.0, 40.0, 80.0, None]),
        group_size=pl.lit(10.0), invited=pl.lit(None, pl.Float64),
    )  # fmt: skip
    summed = added_up(loaded).sort("period", "numerator", nulls_last=True)
    # July: 1 + 2 + 4 of 10 + 20 + 40. August has a row without counts, so nothing can be added.
    assert summed.select("unit", "numerator", "denominator", "group_size").rows() == [
        ("VTH", 7.0, 70.0, 30.0), ("VTH", 8.0, 80.0, 10.0), ("VTH", None, None, 10.0),
    ]  # fmt: skip


def test_one_unit_twice_is_not_added_up() -> None:
    rows = pl.DataFrame({
        "indicator": "rate", "unit": ["VTH", "VTH"], "moved_from": ["VERG", "VERG"], "period": D(2024, 7, 1),
        "grain": "month", "numerator": 1.0, "denominator": 2.0, "group_size": 3.0, "invited": 1.0, "value": 1.0,
        "provisional": False, "is_reference": False,
    })  # fmt: skip
    assert added_up(rows).height == 2


@pytest.fixture
def remembered(town: Store) -> Callable[[str, str | None], None]:
    def remembered(text: str, code: str | None) -> None:
        with town.write() as transaction:
            key = None if code is None else directory(transaction).by_code(code)
            aliases.remember(transaction, SYSTEM, {text: key})

    return remembered


def test_a_remembered_name_is_found_until_it_is_withdrawn(
    town: Store, remembered: Callable[[str, str | None], None]
) -> None:
    rows = cleaned(Kind.ABSENCE, month(2025, 1, "Sociaal"))

    def unit() -> str | None:
        with town.write(keep=False) as transaction:
            found: str | None = place(transaction, rows, {}).unit[0]
            return found

    assert unit() is None
    remembered("sociaal", "ZORG")
    assert unit() == key_of("org_unit", "ZORG")
    remembered("sociaal", "BOUW")
    assert unit() == key_of("org_unit", "BOUW")
    assert [(row["alias"], row["unit"]) for row in unit_aliases(town, SYSTEM).rows()] == [("sociaal", "BOUW")]
    aliases.forget(town, SYSTEM, "sociaal")
    assert (unit(), len(unit_aliases(town, SYSTEM))) == (None, 0)
    with pytest.raises(Refused):
        aliases.forget(town, SYSTEM, "sociaal")


def test_the_same_explanation_is_saved_once(town: Store, remembered: Callable[[str, str | None], None]) -> None:
    for _again in range(2):
        remembered("elders", None)
    with town.write(keep=False) as transaction:
        assert transaction.read("organisation/alias_versions")["version"].to_list() == [1]


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.HR, Role.ADMINISTRATOR)])
def test_who_may_not_load_may_not_explain_or_forget(town: Store, role: Role) -> None:
    viewer = Viewer("iemand", frozenset({role}))
    assert not viewer.may(Right.LOAD_DATA)
    with pytest.raises(NotAllowed):
        aliases.forget(town, viewer, "x")
    with town.write(keep=False) as transaction, pytest.raises(NotAllowed):
        aliases.remember(transaction, viewer, {"x": None})
    with pytest.raises(NotAllowed):
        unit_aliases(town, viewer)


def test_departments_of_ones_own_are_those_without_only_public_figures(town: Store) -> None:
    with town.write() as transaction:
        save(transaction, SYSTEM, [
            Save("org_unit", key_of("org_unit", "RIJK"), 0, {"code": "RIJK", "name": "Rijk"}),
            Save("org_unit", key_of("org_unit", "BZK"), 0,
                 {"code": "BZK", "name": "BZK", "parent": key_of("org_unit", "RIJK")}),
        ])  # fmt: skip
        for number, (code, public) in enumerate((("BZK", True), ("ZORG", False))):
            delivery = key_of("delivery", code)
            transaction.insert("delivery", pl.DataFrame([{
                "id": delivery, "kind": "absence", "profile": "p", "file_name": "f", "sha256": "0" * 64, "bytes": 1,
                "loaded_at": transaction.moment.replace(microsecond=number), "loaded_by": "hr", "rows_read": 1,
                "rows_loaded": 1, "public_source": public,
            }]))  # fmt: skip
            transaction.insert("observation", pl.DataFrame([{
                "delivery": delivery, "indicator": "absence_rate", "unit": key_of("org_unit", code),
                "period": D(2025, 1, 1), "grain": "month", "value": 5.0, "provisional": False,
            }]))  # fmt: skip
        assert sorted(unit.code for unit in directory(transaction).own.values()) == ["BOUW", "GEM", "ZORG"]
