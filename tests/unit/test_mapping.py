"""Exports with other words for our columns: recognised where the words are sure, asked where they are not."""

from collections.abc import Callable

import polars as pl
import pytest

from di_data.contracts import KINDS
from di_data.loading.load import Report
from di_data.loading.mapping.synonyms import bare, likely_indicator, words_of
from di_data.store import Store
from di_data.vocabulary import Kind

Take = Callable[..., Report]

ZORG, BOUW = "Zorg en Welzijn", "Bouwen en Wonen"


def _values(store: Store, indicator: str = "absence_rate") -> dict[tuple[str, str, str], float]:
    frame = store.read("disclosure/figures", structure="as_was", indicators=[indicator]).filter(
        ~pl.col("added_up") & ~pl.col("derived")
    )
    return {(row["unit"], str(row["period"]), row["grain"]): row["value"] for row in frame.to_dicts()}


def _asked(report: Report) -> list[tuple[str, str | None]]:
    return [(question.key, question.guess) for question in report.questions]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Verzuim %", "verzuim%"), ("Org. eenheid", "orgeenheid"), ("Gem.\naantal Medewerkers", "gemaantalmedewerkers"),
     ("Ziekteverzuimpercentage (excl. stage)", "ziekteverzuimpercentage"), ("Ziekteverzuim (%)", "ziekteverzuim%"),
     ("Eénheid", "eenheid")],
)  # fmt: skip
def test_a_header_without_its_dress(one: str, other: str) -> None:
    assert bare(one) == other


def test_no_word_means_two_fields_of_one_kind_that_our_own_template_uses() -> None:
    for kind in KINDS.values():
        for field in kind.fields:
            assert words_of(kind)[bare(field.name)] == field.name
            assert words_of(kind)[bare(field.label)] == field.name


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        pytest.param("Org. eenheid;Omschrijving OE;Periode;Verzuim%;Gem. bezetting",
                     ("ZORG;Zorg en Welzijn;jan-25;5,4;76", "BOUW;Bouwen en Wonen;jan-25;6,13;55"), id="two columns for the unit"),
        pytest.param("Kostenplaats;Kostenplaats omschrijving;Verzuimperiode;VZ%",
                     ("ZORG;Zorg;202501;5,4", "BOUW;Bouw;202501;6,13"), id="cost centre"),
        pytest.param("Afdeling;Jaar;Maand;Ziekteverzuimpercentage",
                     (f"{ZORG};2025;1;5,4", f"{BOUW};2025;januari;6,13"), id="year beside month"),
        pytest.param("Personnel area;Calendar month;Absence rate;Headcount",
                     (f"{ZORG};2025-01;5.4%;76", f"{BOUW};2025-01;6.13%;55"), id="English"),
        pytest.param("AFDELING;PERIODE;Ziekteverzuimpercentage excl. zwangerschap",
                     (f"{ZORG};M01 2025;5,4".replace("M01 2025", "jan 2025"), f"{BOUW};jan 2025;6,13"), id="without maternity leave"),
    ],
)  # fmt: skip
def test_an_export_loads_without_a_question(header: str, rows: tuple[str, str], town: Store, take: Take) -> None:
    report = take(town, "\n".join([header, *rows]))
    assert (report.status, report.errors) == ("loaded", [])
    assert _values(town) == {("ZORG", "2025-01-01", "month"): 5.4, ("BOUW", "2025-01-01", "month"): 6.13}


PER_PERIOD = {("ZORG", "2025-01-01", "quarter"): 5.4, ("ZORG", "2025-04-01", "quarter"): 4.9,
              ("BOUW", "2025-01-01", "quarter"): 6.1, ("BOUW", "2025-04-01", "quarter"): 4.3}  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(("Ziekteverzuimpercentage;;", "Afdeling;Q1 2025;2e kwartaal 2025", f"{ZORG};5,4;4,9", f"{BOUW};6,1;4,3"),
                     id="the title tells the measure"),
        pytest.param(("Afdeling;Q1 2025;;Q2 2025;", ";Verzuim %;Medewerkers;Verzuim %;Medewerkers", f"{ZORG};5,4;80;4,9;82", f"{BOUW};6,1;70;4,3;71"),
                     id="measure under period"),
        pytest.param(("Afdeling;Verzuim %;;Medewerkers;", ";Q1 2025;Q2 2025;Q1 2025;Q2 2025", f"{ZORG};5,4;4,9;80;82", f"{BOUW};6,1;4,3;70;71"),
                     id="period under measure"),
        pytest.param(("Verzuim%;;", "Afdeling;2025;", ";Q1;Q2", f"{ZORG};5,4;4,9", f"{BOUW};6,1;4,3"), id="quarter under year"),
        pytest.param(("Afdeling;Verzuim %;;Aantal contracten;", ";Q1 2025;Q2 2025;Q1 2025;Q2 2025", f"{ZORG};5,4;4,9;80;82", f"{BOUW};6,1;4,3;70;71"),
                     id="a measure that is none of ours is passed over"),
    ],
)  # fmt: skip
def test_a_column_per_period(lines: tuple[str, ...], town: Store, take: Take) -> None:
    report = take(town, "\n".join(lines))
    assert (report.status, report.errors) == ("loaded", [])
    assert _values(town) == PER_PERIOD


def test_periods_without_a_measure_are_asked_about_and_the_answer_counts(town: Store, take: Take) -> None:
    text = f"Afdeling;Q1 2025;Q2 2025\n{ZORG};5,4;4,9\n{BOUW};6,1;4,3\n"
    assert _asked(take(town, text)) == [("kind", None)]
    report = take(town, text, kind=Kind.ABSENCE)
    assert _asked(report) == [("measure", "absence_rate")]
    assert report.questions[0].column == "Q1 2025"
    assert take(town, text, kind=Kind.ABSENCE, answers={"measure": "absence_rate"}).status == "loaded"
    assert _values(town) == PER_PERIOD


def test_a_header_that_occurs_twice_is_asked_about(town: Store, take: Take) -> None:
    text = f"Afdeling;Periode;Verzuim %;Verzuim %\n{ZORG};2025-01;5,4;4,4\n{BOUW};2025-01;6,1;5,2\n"
    assert [key for key, _guess in _asked(take(town, text))] == ["field:absence_rate"]
    assert take(town, text, answers={"field:absence_rate": "verzuim%#2"}).status == "loaded"
    assert _values(town) == {("ZORG", "2025-01-01", "month"): 4.4, ("BOUW", "2025-01-01", "month"): 5.2}


def test_a_likely_header_is_asked_about_and_never_taken(town: Store, take: Take) -> None:
    text = f"Afdeling;Periode;Verzuim incl. zwangerschap %\n{ZORG};2025-01;5,4\n"
    report = take(town, text)
    assert _asked(report) == [("field:absence_rate", "verzuiminclzwangerschap%")]
    assert (report.questions[0].row, report.questions[0].column) == (1, "Verzuim incl. zwangerschap %")
    chosen = take(town, text, answers={"field:absence_rate": "verzuiminclzwangerschap%"})
    assert chosen.status == "loaded"
    assert "column_chosen" in {warning.rule for warning in chosen.warnings}


def test_of_two_levels_of_departments_the_user_chooses(town: Store, take: Take) -> None:
    rows = f"Sociaal;{ZORG};2025-01;5,4\nSociaal;{BOUW};2025-01;6,1\nRuimte;{BOUW};2025-02;6\n"
    text = "Domein;Afdeling;Periode;Verzuim %\n" + rows
    assert [key for key, _guess in _asked(take(town, text))] == ["field:unit_name"]
    assert take(town, text, answers={"field:unit_name": "afdeling"}).status == "loaded"


def test_a_level_that_is_the_same_in_every_row_does_not_compete(town: Store, take: Take) -> None:
    text = f"Organisatie;Afdeling;Periode;Verzuim %\nGemeente;{ZORG};2025-01;5,4\nGemeente;{BOUW};2025-01;6,1\n"
    assert take(town, text).status == "loaded"
    assert _values(town) == {("ZORG", "2025-01-01", "month"): 5.4, ("BOUW", "2025-01-01", "month"): 6.1}


SURVEY = (
    "Afdeling;Periode;Autonomie;Ik word betrokken bij beslissingen over mijn werk;Leermogelijkheden;Cijfer kantine\n"
    f"{ZORG};2025;64;55;61;50\n{BOUW};2025;66;52;66;40\n"
)


def test_a_question_that_nobody_knows_is_asked_about_with_a_guess(town: Store, take: Take) -> None:
    report = take(town, SURVEY)
    assert _asked(report) == [("question:leermogelijkheden", "learning_space"), ("question:cijferkantine", "-")]
    answers = {question.key: str(question.guess) for question in report.questions}
    assert take(town, SURVEY, answers=answers).status == "loaded"
    values = {
        code: _values(town, code)["ZORG", "2025-01-01", "year"]
        for code in ("autonomy", "participation", "learning_space")
    }
    assert values == {"autonomy": 64.0, "participation": 55.0, "learning_space": 61.0}


@pytest.mark.parametrize(
    ("question", "indicator"),
    [("Ik kan zelf bepalen hoe ik mijn werk doe", "autonomy"), ("Mijn leidinggevende geeft mij feedback", "dialogue"),
     ("De kantine is lekker", None)],
)  # fmt: skip
def test_what_a_question_most_likely_measures(question: str, indicator: str | None) -> None:
    assert likely_indicator(question) == indicator


def test_columns_that_are_not_used_are_told(town: Store, take: Take) -> None:
    report = take(town, f"Afdeling;Periode;Verzuim %;Kort verzuim %\n{ZORG};2025-01;5,4;1\n")
    told = [warning.text for warning in report.warnings if warning.rule == "unused_column"]
    assert len(told) == 1
    assert "D (Kort verzuim %)" in told[0]


# Profiles that users save -------------------------------------------------------------------------------

UNSURE = f"Onderdeel;Periode;Verzuim incl. zwangerschap %;Bijzonderheden\n{ZORG};2025-01;5,4;geen\n"
ANSWERS = {"field:absence_rate": "verzuiminclzwangerschap%"}


def test_a_saved_profile_is_used_by_itself_the_next_time(town: Store, take: Take) -> None:
    assert take(town, UNSURE, answers=ANSWERS, save_as="Verzuim salarispakket").status == "loaded"
    report = take(town, UNSURE.replace("2025-01", "2025-02").replace("5,4", "5,9"))
    assert (report.status, report.profile) == ("loaded", "Verzuim salarispakket")
    assert _values(town)["ZORG", "2025-02-01", "month"] == 5.9


def test_a_profile_is_saved_with_the_file_or_not_at_all(town: Store, take: Take) -> None:
    assert take(town, UNSURE, answers=ANSWERS, save_as="Verzuim", keep=False).status == "checked"
    assert take(town, UNSURE.replace("5,4", "x"), answers=ANSWERS, save_as="Verzuim").status == "refused"
    assert _asked(take(town, UNSURE)) == [("field:absence_rate", "verzuiminclzwangerschap%")]


def test_a_profile_that_no_longer_fits_says_what_changed(town: Store, take: Take) -> None:
    take(town, UNSURE, answers=ANSWERS, save_as="Verzuim")
    changed = UNSURE.replace("Verzuim incl. zwangerschap %", "Ziek alles %").replace("2025-01", "2025-02")
    report = take(town, changed)
    assert report.status == "refused"
    gone = [finding.text for finding in report.warnings if finding.rule == "changed_columns"]
    assert len(gone) == 1
    assert "Verzuim incl. zwangerschap %" in gone[0]
    assert "Ziek alles %" in gone[0]
    assert "field:absence_rate" in {question.key for question in report.questions}


def test_a_profile_that_is_passed_over_says_what_changed(town: Store, take: Take) -> None:
    take(town, UNSURE, answers=ANSWERS, save_as="Verzuim")
    known = UNSURE.replace("Verzuim incl. zwangerschap %", "Verzuim %").replace("2025-01", "2025-02")
    report = take(town, known)
    assert (report.status, report.profile) == ("loaded", "template_absence")
    assert "changed_columns" in {warning.rule for warning in report.warnings}


def test_saving_under_the_same_name_makes_a_next_version(town: Store, take: Take) -> None:
    for period in ("2025-01", "2025-02"):
        take(town, UNSURE.replace("2025-01", period), answers=ANSWERS, save_as="Verzuim")
    found = town.read("loading/mapping_profiles", profile=None)
    assert found.select("name", "version", "active").rows() == [("Verzuim", 2, True)]


# Sheets ------------------------------------------------------------------------------------------------


def _workbook(sheets: dict[str, list[list[object]]], hidden: tuple[str, ...] = ()) -> bytes:
    import io

    import xlsxwriter

    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        if name in hidden:
            sheet.hide()
    book.close()
    return content.getvalue()


HEADER = ["Afdeling", "Periode", "Verzuim %"]


def test_several_sheets_that_fit_are_a_question_and_all_of_them_can_be_taken(town: Store, take: Take) -> None:
    content = _workbook({"2024": [HEADER, [ZORG, "2024-01", "5,1"]], "2025": [HEADER, [ZORG, "2025-01", "5,4"]]})
    report = take(town, content, "verzuim.xlsx")
    assert [(question.key, [choice.code for choice in question.choices]) for question in report.questions] == [
        ("sheet", ["2024", "2025", "*"])
    ]
    assert take(town, content, "verzuim.xlsx", answers={"sheet": "2025"}).rows_loaded == 1
    assert _values(town) == {("ZORG", "2025-01-01", "month"): 5.4}
    assert take(town, content, "verzuim.xlsx", answers={"sheet": "*"}).rows_loaded == 2


def test_a_hidden_sheet_does_not_compete(town: Store, take: Take) -> None:
    sheets = {"nieuw": [HEADER, [ZORG, "2025-01", "5,4"]], "oud": [HEADER, [ZORG, "2024-01", "5,1"]]}
    report = take(town, _workbook(sheets, hidden=("oud",)), "verzuim.xlsx")
    assert report.status == "loaded"
    assert _values(town) == {("ZORG", "2025-01-01", "month"): 5.4}
    assert "other_sheets" in {warning.rule for warning in report.warnings}


# The period that is told elsewhere ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        pytest.param(f"Verzuim 2e kwartaal 2025\nAfdeling;Verzuim %\n{ZORG};5,4\n", "x.csv", ("2025-04-01", "quarter"), id="title"),
        pytest.param(f"Afdeling;Verzuim %\n{ZORG};5,4\n", "verzuim_mrt_2025.csv", ("2025-03-01", "month"), id="name of the file"),
        pytest.param(f"Verzuim 2025\nAfdeling;Maand;Verzuim %\n{ZORG};maart;5,4\n", "x.csv", ("2025-03-01", "month"), id="only the year"),
    ],
)  # fmt: skip
def test_a_period_in_a_title_is_asked_about(
    text: str, name: str, expected: tuple[str, str], town: Store, take: Take
) -> None:
    assert _asked(take(town, text, name)) == [("period_told", "title")]
    assert take(town, text, name, answers={"period_told": "title"}).status == "loaded"
    assert _values(town) == {("ZORG", *expected): 5.4}


# Was a bug once: only ".csv" was taken off the name, so that the last word of "verzuim 2025.xlsx" was no period.
@pytest.mark.parametrize("name", ["verzuim_mrt_2025.xlsx", "verzuim mrt 2025.XLSX", "2025-03.xlsx", "verzuim mrt 2025"])
def test_a_period_in_the_name_of_a_workbook_is_asked_about(name: str, town: Store, take: Take) -> None:
    content = _workbook({"Blad1": [["Afdeling", "Verzuim %"], [ZORG, "5,4"]]})
    assert _asked(take(town, content, name)) == [("period_told", "title")]
    assert take(town, content, name, answers={"period_told": "title"}).periods == ["2025-03", "2025-03"]


def test_a_period_that_is_nowhere_has_to_be_told(town: Store, take: Take) -> None:
    text = f"Afdeling;Verzuim %\n{ZORG};5,4\n"
    assert [finding.rule for finding in take(town, text).errors] == ["no_period"]
    assert take(town, text, period="2025-03").periods == ["2025-03", "2025-03"]
