"""No chart, file or command gives away a hidden figure. What there is, is read from the code: a new one has to be added."""

import importlib
import inspect
import json
import pkgutil
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from di_data import charts
from di_data import export as exports
from di_data.__main__ import main, parser
from di_data.access import SYSTEM, Viewer
from di_data.analysis.funnel import Chance, funnel
from di_data.analysis.spc import newest, xmr
from di_data.analysis.timeline import timeline
from di_data.charts.control import control_chart
from di_data.charts.coverage import coverage_grid
from di_data.charts.diverging import answer_rows, diverging_bars
from di_data.charts.figure import Figure
from di_data.charts.funnel_chart import funnel_chart
from di_data.charts.goal_trend import goal_trend
from di_data.charts.heat_map import heat_map
from di_data.charts.matrix import matrix, matrix_rows
from di_data.charts.ratings import ratings
from di_data.charts.stakeholders import stakeholders
from di_data.charts.survey_rounds import benchmark_years, survey_rounds
from di_data.charts.trend import trend
from di_data.config import MINIMUM_GROUP
from di_data.disclosure import SafeTable
from di_data.export.actions_workbook import actions_workbook
from di_data.export.calendar import Appointment, calendar_file
from di_data.export.card_document import FilledCard, empty_card, filled_card
from di_data.export.delimited import csv_text, excel_csv, json_text
from di_data.export.department_paper import department_paper
from di_data.export.oversight_paper import oversight_paper
from di_data.export.print_chart import print_chart
from di_data.export.review_document import review_pdf
from di_data.export.review_paper import Paper, review_paper
from di_data.export.review_web_page import review_web_page
from di_data.export.review_workbook import review_workbook
from di_data.export.social_policy_paper import social_policy_paper
from di_data.export.tables_workbook import tables_workbook
from di_data.exportable import EXPORTS
from di_data.language import LANGUAGES, chosen, speaking
from di_data.notation import number
from di_data.periods import Grain, Period
from di_data.reports import coverage, dialogue, figures, programme, roadmap
from di_data.reports.answers import answers
from di_data.reports.goal_review import share
from di_data.reports.oversight import oversight
from di_data.reports.privacy_audit import run
from di_data.reports.reader import reader
from di_data.reports.social_policy import SocialPolicy
from di_data.store import Store
from di_data.ui.values import download_labels, laid_out
from di_data.vocabulary import Factor, Measure, Role
from tests.pages.hidden_figures import BESIDE, SMALL, Detector, cells
from tests.reviews import LAST, review_of

CODES = ("absence_rate", "outflow_rate", "autonomy", "participation", "dialogue", "good_conversation")

Odd = tuple[Path, Detector]


@pytest.fixture(scope="module")
def values(odd: Odd) -> SafeTable:
    """All figures behind the gate, of every unit."""
    with Store(odd[0]) as store:
        return figures.indicator_values(store, SYSTEM, minimum_group=MINIMUM_GROUP)


def _public(package: Any, *returns: object) -> set[str]:
    """The public functions in the modules of a package that return one of these types."""
    modules = [
        importlib.import_module(f"{package.__name__}.{one.name}") for one in pkgutil.iter_modules(package.__path__)
    ]
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}"
        for module in modules
        for name, member in inspect.getmembers(module, inspect.isfunction)
        if member.__module__ == module.__name__ and not name.startswith("_")
        and inspect.get_annotations(member, eval_str=True).get("return") in returns
    }  # fmt: skip


# Charts ----------------------------------------------------------------------------------------


def _lines(draw: Callable[[SafeTable, Measure], Figure]) -> Callable[[Store, SafeTable], list[Figure]]:
    """A chart of every unit, indicator and grain."""

    def drawn(store: Store, values: SafeTable) -> list[Figure]:
        every = [values.where(indicator=code) for code in CODES]
        grains = [(own, grain) for own in every for grain in sorted(set(own.column("grain")))]
        return [draw(own.where(grain=grain), Measure.PERCENT) for own, grain in grains]

    return drawn


def _map(store: Store, values: SafeTable) -> list[Figure]:
    actions = programme.actions(store, SYSTEM)
    cells = actions.select("status").frame().with_columns(row=0)  # what a heat map has of an action: that it is there
    assert not cells.is_empty()
    from di_data.disclosure import guard_records

    table = guard_records(
        cells.group_by("status").len("actions").select(row="status", column="status", actions="actions")
    )
    names = {code: code for code in table.column("row")}
    return [heat_map(table, names, names, ("a", "b", "c"), "t", "d")]


def _grid(store: Store, values: SafeTable) -> list[Figure]:
    table = coverage.coverage(store, SYSTEM, today=date.today(), delivery_days=30)
    return [coverage_grid(table.where(indicator="absence_rate", grain="month"), "t")]


def _control(store: Store, values: SafeTable) -> list[Figure]:
    """A control chart of every unit and indicator that comes by the month or quarter."""
    drawn = []
    for unit in sorted(set(values.column("unit_id"))):
        for code, grain in ((code, grain) for code in CODES for grain in ("month", "quarter")):
            series = values.where(unit_id=unit, indicator=code, grain=grain)
            reading = xmr([step.value for step in timeline(series)], target=5.0)
            drawn.append(
                control_chart(series, reading, Measure.PERCENT, "t", target=5.0, starts={date(2025, 1, 1): ["a"]})
            )
    return drawn


def _newest(values: SafeTable, code: str) -> SafeTable:
    own = values.where(indicator=code)
    grain = min(set(own.column("grain")))
    newest = own.where(grain=grain)
    return newest.where(period=max(newest.column("period")))


def _funnels(store: Store, values: SafeTable) -> list[Figure]:
    drawn = []
    for code in CODES:
        table = _newest(values, code)
        shown = [row for row in table.rows() if row["value"] is not None and row["group_size"]]
        table = table.where(unit_id=[row["unit_id"] for row in table.rows() if row in shown or row["value"] is None])
        if shown:
            reading = funnel(
                [row["value"] / 100 for row in shown], [row["group_size"] for row in shown], chance=Chance.PROPORTION
            )
            drawn.append(funnel_chart(table, reading, Measure.PERCENT, "t", direction="lower"))
    return drawn


def _matrix(store: Store, values: SafeTable) -> list[Figure]:
    """Every unit by every indicator, each with the reading of its shown months; the rows in words are looked at as well."""
    from di_data.disclosure import guard_records

    tables = [_newest(values, code).frame() for code in CODES]
    columns = ("unit_id", "indicator", "period", "grain", "value", "reason")
    told = pl.concat([table.select(columns) for table in tables]).rename({"indicator": "goal_id"})
    latest = guard_records(told.with_columns(measure=pl.lit("percent")))
    units = {unit: unit for unit in sorted(set(values.column("unit_id")))}
    goals = {code: code for code in CODES}
    readings = {
        (unit, code): newest(
            [step.value for step in timeline(values.where(unit_id=unit, indicator=code, grain="month"))]
        )
        for unit in units
        for code in CODES
    }
    drawn = matrix(latest, readings, units, goals, "t")
    words = json.dumps(matrix_rows(latest, readings, units, goals))
    return [drawn, Figure({}, drawn.rows, words)]


def _answers(store: Store, values: SafeTable) -> list[Figure]:
    """The distributions of every question, and the tables behind the charts."""
    told = answers(store, SYSTEM, minimum_group=MINIMUM_GROUP, indicators=CODES)
    assert told.distinct("unit") >= {"GEM"}
    assert not told.distinct("unit") & {SMALL, BESIDE}
    parts = told.by("indicator").values()
    return [*(diverging_bars(own, "t") for own in parts), *(Figure({}, answer_rows(own), "") for own in parts)]


def _rounds(store: Store, values: SafeTable) -> list[Figure]:
    """The yearly figures of every unit beside those of the unit above all, with their margins."""
    yearly = values.where(grain="year", indicator=list(CODES))
    drawn = []
    for code, table in yearly.by("indicator").items():
        shares = {(row["unit_id"], row["period"]): one for row in table.rows() if (one := share(row)) is not None}
        drawn += [survey_rounds(own, shares, str(code)) for own in table.by("unit_id").values()]
    return drawn


def _benchmark(store: Store, values: SafeTable) -> list[Figure]:
    told = figures.reference_values(store, SYSTEM, indicator="nea_decide").where(series="417400", grain="year")
    return [benchmark_years(told, "t", {2022: "a"})]


DRAWN: dict[str, Callable[[Store, SafeTable], list[Figure]]] = {
    "trend.trend": _lines(lambda table, measure: trend(table, None, measure, "t")),
    "goal_trend.goal_trend": _lines(lambda table, measure: goal_trend(table, measure, "t")),
    "heat_map.heat_map": _map,
    "control.control_chart": _control,
    "coverage.coverage_grid": _grid,
    "diverging.diverging_bars": _answers,
    "funnel_chart.funnel_chart": _funnels,
    "matrix.matrix": _matrix,
    "ratings.ratings": lambda store, values: [ratings(dialogue.ratings(store, SYSTEM), one, "t") for one in Factor],
    "survey_rounds.survey_rounds": _rounds,
    "survey_rounds.benchmark_years": _benchmark,
    "stakeholders.stakeholders": lambda store, values: [stakeholders(roadmap.stakeholders(store, SYSTEM), "t")],
}
"""Every chart, drawn of all there is to draw."""


def test_every_chart_is_drawn() -> None:
    assert set(DRAWN) == _public(charts, Figure)


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_chart_holds_a_hidden_figure(name: str, language: str, odd: Odd, values: SafeTable) -> None:
    path, detector = odd
    with Store(path) as store, speaking(language):
        drawn = DRAWN[name](store, values)
    assert drawn
    assert any(not one.rows.is_empty() for one in drawn)
    for one in drawn:
        packed = one.rows.write_ipc_stream(None).getvalue()
        assert detector.found(json.dumps(one.specification), one.rows.write_ndjson(), packed, one.description) == set()


# Files -----------------------------------------------------------------------------------------


def _card(store: Store) -> list[bytes]:
    """Every filled card."""
    made = []
    for session in list(dialogue.sessions(store, SYSTEM).rows())[:3]:
        of = {"session_id": session["id"]}
        made.append(filled_card(FilledCard(
            session, dialogue.participants(store, SYSTEM).where(**of), dialogue.ratings(store, SYSTEM).where(**of),
            dialogue.proposals(store, SYSTEM).where(**of), programme.goals(store, SYSTEM).where(**of),
            dialogue.lines(store, SYSTEM).where(**of), programme.actions(store, SYSTEM).where(**of),
            dialogue.next_steps(store, SYSTEM).where(**of),
        )))  # fmt: skip
    return made


def _calendar(store: Store) -> list[bytes]:
    actions = programme.actions(store, SYSTEM)
    return [calendar_file((Appointment(row["id"], row["due_on"], row["title"], "") for row in actions.rows()), datetime(2025, 1, 1))]  # fmt: skip


_KEPT: dict[tuple[str, Path, str], list[Paper]] = {}


def _kept(name: str, store: Store, make: Callable[[], list[Paper]]) -> list[Paper]:
    """What is made of one store in one language, once: every kind of file is made of the same papers."""
    key = (name, store.path, chosen())
    if key not in _KEPT:
        _KEPT[key] = make()
    return _KEPT[key]


def _papers(store: Store) -> list[Paper]:
    """The papers of quarters of the last two years, and of the last one the pages of its departments."""
    return _kept("review", store, lambda: _reviewed(store))


def _reviewed(store: Store) -> list[Paper]:
    reviews = [review_of(store, LAST.shifted(-back)) for back in range(0, 8, 3)]
    return [*map(review_paper, reviews), *(department_paper(reviews[0], unit) for unit in reviews[0].units.rows())]


def _of_the_council(store: Store) -> list[Paper]:
    """The extracts of social policy of years and quarters, for the works council and for who sees all; and what happens
    with the data."""
    return _kept("council", store, lambda: _read_by_the_council(store))


def _read_by_the_council(store: Store) -> list[Paper]:
    def extract(viewer: Viewer, period: Period) -> Paper:
        return social_policy_paper(
            SocialPolicy(reader(store, viewer), period, minimum_group=MINIMUM_GROUP, day=date.today())
        )

    council = Viewer("or", frozenset({Role.OR}))
    years = [Period(date(date.today().year - back, 1, 1), Grain.YEAR) for back in (1, 2)]
    told = oversight(store, council, minimum_group=MINIMUM_GROUP, today=date.today())
    return [
        *(extract(viewer, period) for viewer in (council, SYSTEM) for period in (*years, LAST, LAST.shifted(-3))),
        oversight_paper(told, indicators={}, pages={}, who=str),
    ]


def _drawings(store: Store) -> list[str]:
    """What every chart of the papers says: its words, its rows, and its description. Where its marks stand are coordinates,
    and one of so many is by chance a figure that is hidden."""
    every = [one.figure for paper in _papers(store) for one in paper.drawings()]
    words = [" ".join(re.findall(r">([^<]+)<", print_chart(one).decode())) for one in every]
    assert all(words)
    return words + [one.rows.write_ndjson() for one in every] + [one.description for one in every]


MADE: dict[str, Callable[[Store, SafeTable], list[Any]]] = {
    "delimited.csv_text": lambda store, values: [cells(csv_text(values))],
    "delimited.json_text": lambda store, values: [json_text(values)],
    "delimited.excel_csv": lambda store, values: [excel_csv(values, download_labels())],
    "actions_workbook.actions_workbook": lambda store, values: [
        actions_workbook(programme.actions(store, SYSTEM), indicators={code: code for code in CODES})
    ],
    "calendar.calendar_file": lambda store, values: _calendar(store),
    "card_document.empty_card": lambda store, values: [empty_card()],
    "card_document.filled_card": lambda store, values: _card(store),
    "print_chart.print_chart": lambda store, values: _drawings(store),
    "review_document.review_pdf": lambda store, values: [
        review_pdf(paper) for paper in (*_papers(store), *_of_the_council(store))
    ],
    "review_web_page.review_web_page": lambda store, values: [
        review_web_page(paper) for paper in (*_papers(store), *_of_the_council(store))
    ],
    "review_workbook.review_workbook": lambda store, values: [review_workbook(paper) for paper in _papers(store)],
    "tables_workbook.tables_workbook": lambda store, values: [
        tables_workbook(paper) for paper in _of_the_council(store)
    ],
}
"""What makes a file of what is in the store."""

WITHOUT_FIGURES = {
    "accessible_pdf.accessible_pdf": "compiles what the cards and the paper hand over, which are made above",
    "annotated.annotated": "a copy of the user's own file, made before anything is stored",
    "annotated.annotated_name": "the name of that copy",
    "card_document.started_words": "a line of the card, which is made as a whole above",
    "photo.safe_photo": "the photo of a card, without anything of the store",
    "review_paper.decision_state": "a word or two of the papers, which are made as a whole above",
    "review_workbook.sheet_name": "a name of a chart or table, with its number",
    "review_figures.funnel_title": "the title of a chart of the papers, which are made as a whole above",
    "template.template": "an empty list to fill in, without anything of the store",
    "template.workbook": "what actions_workbook and template write with",
}
"""What makes text or bytes that hold nothing of the store, and why."""


def test_every_file_is_made() -> None:
    assert set(MADE) | set(WITHOUT_FIGURES) == _public(exports, bytes, str)


@pytest.mark.parametrize("name", MADE)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_file_holds_a_hidden_figure(name: str, language: str, odd: Odd, values: SafeTable) -> None:
    path, detector = odd
    with Store(path) as store, speaking(language):
        made = MADE[name](store, values)
    assert made
    assert detector.found(*made) == set()


def test_a_download_says_why_and_where_to_look_instead(values: SafeTable) -> None:
    with speaking("en"):
        small = values.where(indicator="absence_rate", unit=SMALL, grain="month")
        lines = excel_csv(small, download_labels()).decode("utf-8-sig").splitlines()
        cells = [row["Figure"] for row in laid_out(small, Measure.PERCENT)]
    assert all(line.endswith(";the group is too small") for line in lines[1:])
    assert "Look instead at;Not shown because" in lines[0]
    assert set(cells) == {"⊘ small group"}


# The command line ------------------------------------------------------------------------------


def _verbs() -> set[str]:
    (made,) = [action for action in parser()._actions if action.dest == "verb"]
    return set(made.choices or ())


READING: dict[str, list[list[str]]] = {
    "export": [[query, "--format", form] for query in EXPORTS for form in ("csv", "json")],
    "deliveries": [[], ["--json"]],
    "doctor": [[]],
    "kinds": [[], ["--json"]],
    "profiles": [[], ["--json"]],
    "report": [[str(LAST), "-o", f"paper.{ending}"] for ending in ("pdf", "html", "xlsx")],
    "social-policy": [
        [period, "-o", f"paper.{ending}"]
        for period in (str(LAST), str(date.today().year - 1))
        for ending in ("pdf", "html", "xlsx")
    ],
    "audit-privacy": [[], ["--json"]],
    "backup": [["x"]],
    "restore": [["x"]],
}
"""The verbs that tell something of what is stored, in all their ways."""

WRITING = {"load", "check", "withdraw", "demo", "migrate"}
"""Verbs about the user's own file, or that tell nothing of what is stored."""


def test_every_verb_is_looked_at() -> None:
    assert set(READING) | WRITING == _verbs()


@pytest.mark.parametrize(
    "words", [[verb, *options] for verb, each in READING.items() for options in each], ids=" ".join
)
def test_no_command_tells_a_hidden_figure(
    words: list[str], detector: Detector, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture,
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    main([*words, "--db", str(tmp_path / "odd.duckdb")])
    told = capsys.readouterr()
    assert told.out or told.err
    written = [path.read_bytes() for path in tmp_path.glob("paper.*")]
    assert bool(written) == (words[0] in ("report", "social-policy"))
    found = detector.found(cells(told.out) if "csv" in words else told.out, told.err, caplog.text, *written)
    assert found - _counts_of_figures(words, tmp_path / "odd.duckdb") == set()


def _counts_of_figures(words: list[str], store: Path) -> set[str]:
    """The auditor says how many figures it looked at: that number may by chance be one that is hidden."""
    if words[0] != "audit-privacy":
        return set()
    with Store(store) as opened:
        outcome = run(opened, SYSTEM, minimum_group=MINIMUM_GROUP)
    assert outcome is not None
    counts = (outcome.shown, outcome.hidden, outcome.tried, outcome.in_vain, outcome.before, outcome.publications)
    return {form for count in counts for form in (str(count), number(count))}


def test_the_earlier_state_of_the_store_tells_none_either(detector: Detector, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:  # fmt: skip
    main(["export", "indicator_values", "--as-of", datetime.now().isoformat(), "--db", str(tmp_path / "odd.duckdb")])
    assert detector.found(cells(capsys.readouterr().out)) == set()


def test_the_detector_finds_the_answers_of_a_hidden_unit(odd: Odd) -> None:
    """1,094 of the 1,163 people of the unit that is hidden because it lies beside the small one."""
    share = 1094 / 1163
    assert odd[1].found("helemaal eens 94,07%", f'{{"share": {share}}}') == {"94,07", repr(share)}


def test_the_detector_finds_what_a_file_shows(odd: Odd, values: SafeTable) -> None:
    """Looking the same way for figures that are shown finds them in each kind of file."""
    detector = Detector.__new__(Detector)
    detector.forbidden, detector._packed = odd[1].shown, set()
    for name in ("delimited.csv_text", "delimited.json_text", "delimited.excel_csv"):
        assert len(detector.found(*MADE[name](None, values))) > 100  # type: ignore[arg-type]
