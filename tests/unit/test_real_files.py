"""The real public files, unchanged: recognised by themselves, and every value equal to a plain reading of the file."""

import csv
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import python_calamine

from di_data.access import SYSTEM
from di_data.config import Settings
from di_data.loading.load import Report, Source, load
from di_data.register.indicators import ensure_shipped
from di_data.store import Store

DATA = Path(__file__).parents[1] / "data"
Loaded = tuple[Store, Report]
SOURCES = {
    "cbs_80072": "cbs_80072ned_ziekteverzuim.csv",
    "nea": "cbs_83157ned_nea_autonomie_werkdruk.csv",
    "csps_2012": "csps_2012_organisation_scores.csv",
    "csps_2016": "csps_2016_organisation_scores.xlsx",
    "csps_2019": "csps_2019_organisation_scores.csv",
    "rijk": "rijk_verzuimpercentage_2018_2022.csv",
}


@contextmanager
def _loaded(folder: Path, source: str) -> Iterator[Loaded]:
    store = Store(folder / f"{source}.duckdb", create=True)
    ensure_shipped(store)
    name = SOURCES[source]
    yield store, load(store, SYSTEM, Source((DATA / name).read_bytes(), name), Settings())
    store.close()


@pytest.fixture(scope="module")
def rijk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    with _loaded(tmp_path_factory.mktemp("rijk"), "rijk") as loaded:
        yield loaded


@pytest.fixture(scope="module")
def cbs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    with _loaded(tmp_path_factory.mktemp("cbs"), "cbs_80072") as loaded:
        yield loaded


@pytest.fixture(scope="module")
def nea(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    with _loaded(tmp_path_factory.mktemp("nea"), "nea") as loaded:
        yield loaded


@pytest.fixture(scope="module", params=[2012, 2016, 2019])
def csps(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[int, Store, Report]]:
    with _loaded(tmp_path_factory.mktemp("csps"), f"csps_{request.param}") as (store, report):
        yield request.param, store, report


def _lines(source: str) -> list[dict[str, str]]:
    with (DATA / SOURCES[source]).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter="," if source.startswith("csps") else ";"))


def _number(text: str) -> float:
    return float(text.replace(",", "."))


def _delivered(store: Store) -> list[dict]:
    frame = store.read("disclosure/figures", structure="as_was", indicators=None)
    return frame.filter(~pl.col("added_up") & ~pl.col("derived")).to_dicts()


def _references(store: Store) -> list[dict]:
    return store.read("figures/reference_values", indicator=None).to_dicts()


@pytest.mark.parametrize("source", SOURCES)
def test_an_unchanged_file_can_be_checked_without_a_word(
    source: str, store: Store, take: Callable[..., Report], table_sizes: Callable[[Store], dict[str, int]]
) -> None:  # fmt: skip
    before = table_sizes(store)
    report = take(store, (DATA / SOURCES[source]).read_bytes(), SOURCES[source], keep=False)
    assert (report.status, report.delivery, report.errors) == ("checked", None, [])
    assert table_sizes(store) == before


# Central government, absence per month -----------------------------------------------------------------------------


def test_rijk_report(rijk: Loaded) -> None:
    _store, report = rijk
    assert (report.status, report.kind, report.profile) == ("loaded", "absence", "rijk_verzuim")
    assert (report.rows_read, report.rows_loaded, report.units) == (924, 924, 18)
    assert report.periods == ["2018-01", "2022-08"]


def test_rijk_every_value_is_the_one_in_the_file(rijk: Loaded) -> None:
    expected = {
        (row["org_afk"], date(int(row["jaar"]), int(row["maand_nr"]), 1)): _number(row["aantal"])
        for row in _lines("rijk")
    }
    rows = _delivered(rijk[0])
    assert len(expected) == len(rows) == 924
    assert {(row["unit"], row["period"]): row["value"] for row in rows} == expected
    assert {(row["indicator"], row["grain"], row["provisional"]) for row in rows} == {("absence_rate", "month", False)}


def test_rijk_the_first_value(rijk: Loaded) -> None:
    (value,) = [
        row["value"] for row in _delivered(rijk[0]) if (row["unit"], row["period"]) == ("Rijk", date(2018, 1, 1))
    ]
    assert round(value, 4) == 6.2875


def test_rijk_the_whole_lies_above_its_seventeen_parts(rijk: Loaded) -> None:
    units = rijk[0].read("organisation/units").select("code", "name", "parent").rows()
    assert [(code, name) for code, name, parent in units if parent is None] == [("Rijk", "Het Rijk")]
    assert sum(parent == "Rijk" for _code, _name, parent in units) == 17


def test_rijk_names_that_were_cut_off_are_mended(rijk: Loaded) -> None:
    names = dict(rijk[0].read("organisation/units").select("code", "name").rows())
    assert {code: names[code] for code in ("EZK", "I&W", "SZW")} == {
        "EZK": "Ministerie van Economische Zaken en Klimaat",
        "I&W": "Ministerie van Infrastructuur en Waterstaat",
        "SZW": "Ministerie van Sociale Zaken en Werkgelegenheid",
    }
    whole = {row["org_afk"]: row["organisatie"] for row in _lines("rijk") if len(row["organisatie"]) < 40}
    assert {code: names[code] for code in whole if code not in ("EZK", "I&W", "SZW")} == whole


def test_rijk_brings_no_benchmarks(rijk: Loaded) -> None:
    assert _references(rijk[0]) == []


# Statistics Netherlands, absence per sector ------------------------------------------------------------------------

CBS_VALUE = "Ziekteverzuimpercentage (%)"


def _cbs_period(code: str) -> tuple[date, str]:
    if code.endswith("JJ00"):
        return date(int(code[:4]), 1, 1), "year"
    return date(int(code[:4]), 3 * int(code[-1]) - 2, 1), "quarter"


def test_cbs_report(cbs: Loaded) -> None:
    _store, report = cbs
    filled = [row for row in _lines("cbs_80072") if row[CBS_VALUE].strip() not in (".", "")]
    assert (report.status, report.kind, report.profile, report.units) == ("loaded", "absence", "cbs_80072ned", 0)
    assert (report.rows_read, report.rows_loaded) == (len(_lines("cbs_80072")), len(filled))
    assert report.periods[1] == "2025-Q3"
    assert [(warning.rule, warning.values["count"]) for warning in report.warnings] == [
        ("missing", len(_lines("cbs_80072")) - len(filled))
    ]


def test_cbs_every_value_and_mark_is_the_one_in_the_file(cbs: Loaded) -> None:
    expected = {
        (row["Bedrijfskenmerken"].strip(), *_cbs_period(row["Perioden"])): (_number(row[CBS_VALUE]), row["Status"] != "Definitief")
        for row in _lines("cbs_80072")
        if row[CBS_VALUE].strip() != "."
    }  # fmt: skip
    rows = _references(cbs[0])
    assert len(rows) == len(expected)
    assert {
        (row["series"], row["period"], row["grain"]): (row["value"], row["provisional"]) for row in rows
    } == expected


@pytest.mark.parametrize(
    ("period", "grain", "value", "provisional"),
    [
        (date(2025, 7, 1), "quarter", 5.9, True),
        (date(2025, 4, 1), "quarter", 6.2, True),
        (date(2025, 1, 1), "quarter", 6.9, True),
        (date(2024, 10, 1), "quarter", 6.3, False),
    ],
)
def test_cbs_public_administration(period: date, grain: str, value: float, provisional: bool, cbs: Loaded) -> None:
    (row,) = [
        row for row in _references(cbs[0]) if (row["series"], row["period"], row["grain"]) == ("417400", period, grain)
    ]
    assert (row["value"], row["provisional"]) == (value, provisional)
    assert (row["indicator"], row["series_name"]) == ("absence_rate", "O Openbaar bestuur en overheidsdiensten")
    assert "CBS" in row["source"]


def test_cbs_figures_are_benchmarks_and_never_departments(cbs: Loaded) -> None:
    assert _delivered(cbs[0]) == []
    assert cbs[0].read("organisation/units").is_empty()


# NEA, autonomy and work pressure with their intervals --------------------------------------------------------------

NEA_COLUMNS = {
    "Erg snel werken (%)": "nea_work_pressure_fast",
    "Heel veel werk doen (%)": "nea_work_pressure_much",
    "Extra hard werken (%)": "nea_work_pressure_hard",
    "Zelf beslissen (%)": "nea_decide",
    "Volgorde werkzaamheden bepalen (%)": "nea_order",
    "Werktempo bepalen (%)": "nea_pace",
    "Oplossingen bedenken (%)": "nea_solutions",
    "Verlof nemen (%)": "nea_leave",
    "Werktijden bepalen (%)": "nea_hours",
    "Werkplek bepalen (%)": "nea_place",
    "Psychische vermoeidheid door het werk (%)": "nea_exhaustion",
}
NEA_PARTS = ("Waarde", "Ondergrens 95%-interval", "Bovengrens 95%-interval")


def _nea() -> dict[tuple[str, int, str], tuple[float | None, ...]]:
    """(sector, year, indicator) → (value, lower, upper), where the value is known."""
    cells = {
        (row["Bedrijfstakken/branches"].strip(), int(row["Perioden"][:4]), indicator, row["Marges"].strip()): row[
            header
        ].strip()
        for row in _lines("nea")
        for header, indicator in NEA_COLUMNS.items()
    }
    told = {}
    for sector, year, indicator, _part in cells:
        texts = [cells[sector, year, indicator, part] for part in NEA_PARTS]
        if texts[0] != ".":
            told[sector, year, indicator] = tuple(None if text == "." else _number(text) for text in texts)
    return told


def test_nea_every_value_has_its_own_interval(nea: Loaded) -> None:
    store, report = nea
    rows = _references(store)
    assert (report.status, report.kind, report.profile, report.units) == ("loaded", "survey", "cbs_83157ned", 0)
    assert report.periods == ["2014", "2024"]
    assert len(rows) == report.rows_loaded == len(_nea())
    assert {
        (row["series"], row["period"].year, row["indicator"]): (row["value"], row["lower"], row["upper"])
        for row in rows
    } == _nea()
    assert {row["grain"] for row in rows} == {"year"}


@pytest.mark.parametrize("indicator", NEA_COLUMNS.values())
def test_nea_public_administration(indicator: str, nea: Loaded) -> None:
    expected = {
        year: values for (sector, year, code), values in _nea().items() if (sector, code) == ("417400", indicator)
    }
    found = {
        row["period"].year: (row["value"], row["lower"], row["upper"])
        for row in _references(nea[0])
        if (row["series"], row["indicator"]) == ("417400", indicator)
    }
    assert found == expected
    assert set(expected) <= set(range(2014, 2025))
    assert len(expected) >= 3


def test_nea_a_question_that_was_not_asked_is_absent(nea: Loaded) -> None:
    asked = {(row["period"].year, row["indicator"]) for row in _references(nea[0])}
    assert (2014, "nea_place") not in asked
    assert (2014, "nea_hours") in asked


def test_nea_names_its_source(nea: Loaded) -> None:
    assert all("CBS" in row["source"] and "TNO" in row["source"] for row in _references(nea[0]))


# Civil Service People Survey ---------------------------------------------------------------------------------------

QUESTIONS = {"B04": "participation", "B05": "autonomy", "B15": "dialogue", "B22": "learning_space"}
BENCHMARKS = {
    2012: {"Civil Service benchmark"},
    2016: {"Civil Service benchmark (median)"},
    2019: {"Civil Service Benchmark (median)", "All civil servants (mean score)"},
}
ORGANISATIONS = {2012: 97, 2016: 101, 2019: 109}


def _csps(year: int) -> dict[tuple[str, str], float]:
    """(organisation or benchmark, indicator) → percentage, read cell by cell."""
    told: dict[tuple[str, str], float] = {}
    if year == 2016:
        book = python_calamine.CalamineWorkbook.from_path(str(DATA / SOURCES["csps_2016"]))
        rows = book.get_sheet_by_name("Table 2.1 Question scores").to_python(skip_empty_area=False)
        for row in rows[3:]:
            for question, indicator in QUESTIONS.items():
                cell = row[rows[2].index(question)]
                if isinstance(cell, float):
                    told[str(row[0]).strip(), indicator] = cell * 100
        return told
    for line in _lines(f"csps_{year}"):
        for question, indicator in QUESTIONS.items():
            (header,) = [name for name in line if name == question or name.startswith(question + ".")]
            if line[header] not in (".", ""):
                told[line["Organisation"].strip(), indicator] = float(line[header].rstrip("%"))
    return told


def test_csps_report(csps: tuple[int, Store, Report]) -> None:
    year, _store, report = csps
    assert (report.status, report.kind, report.profile) == ("loaded", "survey", "csps")
    assert report.periods == [str(year), str(year)]
    assert report.units == ORGANISATIONS[year]


def test_csps_counts_of_organisations_follow_from_the_files(csps: tuple[int, Store, Report]) -> None:
    year, store, _report = csps
    names = {name for name, _indicator in _csps(year)}
    assert names >= BENCHMARKS[year]
    assert len(names - BENCHMARKS[year]) == ORGANISATIONS[year]
    assert set(store.read("organisation/units")["name"]) == names - BENCHMARKS[year]


def test_csps_every_score_of_every_organisation(csps: tuple[int, Store, Report]) -> None:
    year, store, _report = csps
    rows = [row for row in _delivered(store) if row["indicator"] in QUESTIONS.values()]
    expected = {key: value for key, value in _csps(year).items() if key[0] not in BENCHMARKS[year]}
    assert {(row["unit_name"], row["indicator"]): row["value"] for row in rows} == pytest.approx(expected, abs=1e-9)
    assert len(rows) == len(expected)
    assert {(row["period"], row["grain"]) for row in rows} == {(date(year, 1, 1), "year")}


def test_csps_benchmarks_and_means_are_references_only(csps: tuple[int, Store, Report]) -> None:
    year, store, _report = csps
    rows = [row for row in _references(store) if row["indicator"] in QUESTIONS.values()]
    expected = {key: value for key, value in _csps(year).items() if key[0] in BENCHMARKS[year]}
    assert {(row["series_name"], row["indicator"]): row["value"] for row in rows} == pytest.approx(expected, abs=1e-9)
    assert {row["series_name"] for row in _references(store)} == BENCHMARKS[year]
    assert all("Cabinet Office" in row["source"] for row in rows)


def test_csps_response_of_2019(store: Store, take: Callable[..., Report]) -> None:
    take(store, (DATA / SOURCES["csps_2019"]).read_bytes(), SOURCES["csps_2019"])
    expected = {line["Organisation"].strip(): float(line["Response Rate"].rstrip("%")) for line in _lines("csps_2019")}
    found = {row["unit_name"]: row["value"] for row in _delivered(store) if row["indicator"] == "survey_response"}
    assert found == {name: value for name, value in expected.items() if name not in BENCHMARKS[2019]}


@pytest.mark.parametrize("name", ["scores.csv", "scores_2018_en_2019.csv"])
def test_csps_refused_when_no_single_year_is_told(
    name: str, store: Store, take: Callable[..., Report], table_sizes: Callable[[Store], dict[str, int]]
) -> None:  # fmt: skip
    before = table_sizes(store)
    report = take(store, (DATA / SOURCES["csps_2019"]).read_bytes(), name)
    assert report.status == "refused"
    assert [finding.rule for finding in report.errors] == ["no_period"]
    assert "--period" in report.errors[0].advice
    assert table_sizes(store) == before


@pytest.mark.parametrize(("name", "period"), [("scores.csv", "2019"), (SOURCES["csps_2019"], "2021")])
def test_csps_the_period_that_is_told_wins(name: str, period: str, store: Store, take: Callable[..., Report]) -> None:
    report = take(store, (DATA / SOURCES["csps_2019"]).read_bytes(), name, period=period)
    assert (report.status, report.periods) == ("loaded", [period, period])
    assert {row["period"] for row in _delivered(store)} == {date(int(period), 1, 1)}


def test_csps_points_and_blanks_are_missing_and_never_zero(store: Store, take: Callable[..., Report]) -> None:
    """The file of 2019 with two cells of one organisation, and all of another's scores, taken out."""
    with (DATA / SOURCES["csps_2019"]).open(encoding="utf-8-sig", newline="") as file:
        header, *rows = list(csv.reader(file))
    scores = [place for place, name in enumerate(header) if name in (*QUESTIONS, "Response Rate")]
    rows[2][header.index("B04")], rows[2][header.index("B05")] = ".", ""
    for place in scores:
        rows[3][place] = "."
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in [header, *rows])
    report = take(store, text, "csps_2019.csv")
    assert (report.status, report.rows_loaded, report.units) == ("loaded", 111 * 5 - 2 - 5, 108)
    found = {(row["unit_name"], row["indicator"]): row["value"] for row in _delivered(store)}
    code = header.index("Organisation")
    gone = {(rows[2][code], "participation"), (rows[2][code], "autonomy")} | {
        (rows[3][code], name) for name in QUESTIONS.values()
    }
    kept = {key: value for key, value in _csps(2019).items() if key[0] not in BENCHMARKS[2019] and key not in gone}
    assert {key: value for key, value in found.items() if key[1] != "survey_response"} == kept


def test_csps_an_organisation_of_two_years_is_one_unit(store: Store, take: Callable[..., Report]) -> None:
    for year in (2012, 2019):
        assert take(store, (DATA / SOURCES[f"csps_{year}"]).read_bytes(), SOURCES[f"csps_{year}"]).status == "loaded"
    names = [
        {name.lower() for name, _indicator in _csps(year)} - {name.lower() for name in BENCHMARKS[year]}
        for year in (2012, 2019)
    ]
    assert names[0] & names[1]
    assert store.read("organisation/units").height == len(names[0] | names[1])
