"""The generated municipality: the same for a seed, as large as asked for, with the story in it that it promises."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from di_data.contracts.personal_data import in_text
from di_data.demo import build, build_rijk
from di_data.demo.timeline import Timeline
from di_data.errors import Refused
from di_data.store import Store
from di_data.vocabulary import ActionStatus, Kind

TODAY = date(2025, 11, 22)
TIMELINE = Timeline(TODAY, 5)
CONTENT = (
    "organisation/units", "dialogue/sessions", "dialogue/ratings", "dialogue/participants", "dialogue/next_steps",
    "dialogue/proposals", "dialogue/lines", "programme/goals", "programme/goal_targets", "programme/actions",
    "programme/evaluations", "programme/decisions", "programme/check_ins", "programme/steps", "programme/stakeholders",
    "programme/moments", "programme/scope", "programme/instruments", "programme/remarks", "programme/consultations",
)  # fmt: skip
MOMENTS = ("valid_from", "touched_at", "asked_at", "first_asked_at", "answered_at")


def _built(path: Path, **wanted: object) -> Store:
    store = Store(path / "demo.duckdb", create=True)
    build(store, **{"today": TODAY, **wanted})  # type: ignore[arg-type]
    return store


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return _built(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def short(tmp_path_factory: pytest.TempPathFactory) -> tuple[Store, list[float]]:
    """A demo of one year with another seed, and the progress that was told while it was made."""
    told: list[float] = []
    return _built(tmp_path_factory.mktemp("short"), seed=2, years=1, progress=told.append), told


def _figures(store: Store, indicator: str | None = None, grain: str | None = None) -> pl.DataFrame:
    figures = store.read("disclosure/figures", structure="as_was", indicators=[indicator] if indicator else None)
    return figures if grain is None else figures.filter(pl.col("grain") == grain)


def _delivered(store: Store, indicator: str) -> pl.DataFrame:
    return _figures(store, indicator).filter(~pl.col("added_up") & ~pl.col("derived"))


def _content(store: Store) -> dict[str, pl.DataFrame]:
    """Everything but the moments of saving and the keys that are made at random."""
    content = {name: store.read(name).drop(MOMENTS, strict=False) for name in CONTENT}
    content["programme/evaluations"] = content["programme/evaluations"].drop("id")
    content["figures"] = _figures(store).drop("delivery")
    content["files"] = store.read("loading/deliveries").select("kind", "file_name", "sha256").sort("file_name")
    return content


def _employees(store: Store) -> float:
    last = _delivered(store, "absence_rate").filter(pl.col("period") == TIMELINE.months[-1].start)
    return float(last["group_size"].sum())


def test_same_seed_same_content(demo: Store, tmp_path: Path) -> None:
    again = _content(_built(tmp_path))
    for name, frame in _content(demo).items():
        if name == "figures":  # sums of floating numbers may differ in the last digit
            assert frame.select("unit", "indicator", "period", "grain").equals(
                again[name].select("unit", "indicator", "period", "grain")
            )
            assert ((frame["value"] - again[name]["value"]).abs() < 1e-9).all()
        else:
            assert frame.equals(again[name]), name


def test_other_seed_other_figures(demo: Store, short: tuple[Store, list[float]]) -> None:
    other = _delivered(short[0], "absence_rate").select("unit", "period", "numerator")
    own = _delivered(demo, "absence_rate").select("unit", "period", "numerator")
    both = own.join(other, on=["unit", "period"])
    assert both.height == 12 * 13
    assert both.filter(pl.col("numerator") == pl.col("numerator_right")).height < both.height / 10


def test_units_and_merger(demo: Store) -> None:
    units = demo.read("organisation/units")
    assert units.height == 1 + 4 + 13 + 2
    assert units.filter(pl.col("parent").is_null())["name"].to_list() == ["Gemeente Voorbeeldstad"]
    ended = units.filter(pl.col("ends_on").is_not_null())
    assert ended["code"].to_list() == ["HAND", "VERG"]
    assert set(ended["successor"]) == {"VTH"}
    assert set(ended["ends_on"]) == {date(2023, 12, 31)}
    assert units.filter(pl.col("starts_on") == date(2024, 1, 1))["code"].to_list() == ["VTH"]


def test_departments_have_figures_only_while_they_exist(demo: Store) -> None:
    absence = _delivered(demo, "absence_rate")
    spans = {
        code: (frame["period"].min(), frame["period"].max())
        for (code,), frame in absence.group_by("unit")
        if code in ("VERG", "HAND", "VTH")
    }
    assert spans == {
        "VERG": (date(2020, 11, 1), date(2023, 12, 1)),
        "HAND": (date(2020, 11, 1), date(2023, 12, 1)),
        "VTH": (date(2024, 1, 1), date(2025, 10, 1)),
    }


def test_sizes_are_skewed(demo: Store) -> None:
    sizes = _delivered(demo, "absence_rate").filter(pl.col("period") == date(2025, 10, 1)).sort("group_size")
    assert [round(size) for size in sizes["group_size"].head(2)] == [8, 14]
    assert sizes["unit"][-1] == "BOR"
    assert sizes["group_size"][-1] > 200
    assert _employees(demo) == pytest.approx(1200, rel=0.03)


def test_sixty_months_at_a_plausible_level_with_a_season(demo: Store) -> None:
    whole = _figures(demo, "absence_rate", "month").filter(pl.col("unit") == "GEM").sort("period")
    assert whole["period"].to_list() == [month.start for month in TIMELINE.months]
    assert whole.height == 60
    assert 5 < whole["value"].mean() < 7  # type: ignore[operator]
    by_month = whole.group_by(pl.col("period").dt.month()).agg(pl.col("value").mean()).sort("period")["value"]
    assert by_month[0:3].min() > by_month[6:8].max() + 1  # type: ignore[operator]


def test_frequency_is_plausible(demo: Store) -> None:
    years = _figures(demo, "absence_frequency", "year").filter(pl.col("unit") == "GEM")
    assert years.height == 4
    assert years["value"].is_between(0.8, 1.6).all()


def test_improvement_is_really_there(demo: Store) -> None:
    starts_on = TIMELINE.improvement_starts_on
    months = _delivered(demo, "absence_rate").filter(pl.col("unit") == "BOR").sort("period")
    before = months.filter(pl.col("period") < starts_on).tail(12)
    assert before["value"].mean() - months.tail(12)["value"].mean() >= 1.2  # type: ignore[operator]
    actions = demo.read("programme/actions")
    started = actions.filter(pl.col("starts_on") == starts_on, pl.col("units").list.contains("BOR"))
    assert started["reference"].to_list() == ["A-01"]


def test_no_other_large_department_improves(demo: Store) -> None:
    starts_on = TIMELINE.improvement_starts_on
    for code in ("WERK", "JEUGD"):
        months = _delivered(demo, "absence_rate").filter(pl.col("unit") == code).sort("period")
        before = months.filter(pl.col("period") < starts_on).tail(12)
        assert abs(before["value"].mean() - months.tail(12)["value"].mean()) < 1.2, code  # type: ignore[operator, arg-type]


def test_two_survey_rounds(demo: Store) -> None:
    response = _delivered(demo, "survey_response").sort("period")
    assert response["period"].unique().to_list() == [date(2023, 1, 1), date(2024, 1, 1)]
    assert response.filter(pl.col("value") < 40)["unit"].unique().to_list() == ["KCC"]
    for indicator in ("participation", "autonomy", "learning_space", "dialogue", "tailored_agreements"):
        answers = _delivered(demo, indicator)
        assert answers.height == 14 + 13
        assert (answers["invited"] >= answers["denominator"]).all()
    autonomy = _delivered(demo, "autonomy").filter(pl.col("unit") == "WERK").sort("period")["value"]
    assert autonomy[1] - autonomy[0] > 8
    whole = _figures(demo, "participation", "year").filter(pl.col("unit") == "GEM").sort("period")["value"]
    assert abs(whole[1] - whole[0]) < 4


def test_the_answers_of_the_survey_add_up(demo: Store) -> None:
    """Five answers for each question; the upper two are the positive ones. What the response is made of has none."""
    codes = ["participation", "autonomy", "learning_space", "dialogue", "tailored_agreements"]
    told = demo.read("disclosure/answer_counts", indicators=[*codes, "survey_response"])
    assert sorted(told["indicator"].unique()) == sorted(codes)
    of = ["indicator", "unit_id", "period"]
    sums = told.group_by(of).agg(
        answers=pl.col("answers").sum(), positive=pl.col("answers").filter(pl.col("answer") > 3).sum(), several=pl.len()
    )
    assert set(sums["several"]) == {5}
    figures = pl.concat(_delivered(demo, code) for code in codes)
    joined = figures.join(sums, on=of)
    assert joined.height == figures.height == len(codes) * (14 + 13)
    assert (joined["answers"] == joined["denominator"]).all()
    assert (joined["positive"] == joined["numerator"]).all()


def test_outflow_of_every_full_year(demo: Store) -> None:
    years = _delivered(demo, "outflow_rate").group_by("period").len().sort("period")
    assert years.rows() == [(date(2021 + number, 1, 1), rows) for number, rows in enumerate((14, 14, 14, 13))]
    whole = _figures(demo, "voluntary_outflow_rate", "year").filter(pl.col("unit") == "GEM")
    assert whole["value"].is_between(3, 8).all()


def test_sessions(demo: Store) -> None:
    sessions = demo.read("dialogue/sessions")
    assert sessions.height == 9
    assert sorted(sessions["round"]) == [1, 1, 1, 2, 2, 2, 3, 3, 3]
    assert sessions["works_council_present"].sum() == 8
    assert 0 < sessions["started_steps"].sum() < sessions["next_steps"].sum()
    ratings = demo.read("dialogue/ratings")
    assert ratings.height == 45
    assert ratings["reason"].null_count() == 0


def test_goals(demo: Store) -> None:
    goals = demo.read("programme/goals")
    assert set(goals["indicator"]) == {"absence_rate", "autonomy", "participation", "voluntary_outflow_rate"}
    for column in ("baseline", "baseline_period", "target", "owner_role", "intended_outcome", "confidence", "factors"):
        assert goals[column].null_count() == 0, column
    lower = goals["direction"] == "lower"
    assert ((goals["target"] < goals["baseline"]) == lower).all()


def test_goals_start_where_the_figures_say(demo: Store) -> None:
    whole = _figures(demo, grain="year").filter(pl.col("unit") == "GEM")
    for goal in demo.read("programme/goals").iter_rows(named=True):
        delivered = whole.filter(
            pl.col("indicator") == goal["indicator"], pl.col("period") == date(int(goal["baseline_period"]), 1, 1)
        )
        assert delivered["value"][0] == pytest.approx(goal["baseline"], abs=0.051), goal["title"]


def test_actions(demo: Store) -> None:
    actions = demo.read("programme/actions")
    assert actions.height == 25
    assert set(actions["status"]) == {status.value for status in ActionStatus}
    running = actions.filter(pl.col("status") == "running")
    assert running.filter(pl.col("due_on") < TODAY).height == 3
    finished = actions.filter(pl.col("status").is_in(["done", "stopped"]))
    assert finished.filter(pl.col("due_on") > TODAY).is_empty()
    assert finished.filter(pl.col("evaluations") > 0).height == demo.read("programme/evaluations").height == 7
    assert finished.filter((pl.col("status") == "done") & (pl.col("evaluations") == 0)).height == 3
    assert actions["goal"].null_count() == 0
    assert actions["units"].null_count() == 0


def test_the_first_card_leads_to_the_goals(demo: Store) -> None:
    proposals = demo.read("dialogue/proposals")
    assert proposals["goal"].null_count() == 1, "one proposal was not chosen"
    assert set(proposals["goal"].drop_nulls()) == set(demo.read("programme/goals")["title"])
    first = demo.read("dialogue/sessions").filter(reference="GK-1-GEM").row(0, named=True)
    assert (first["goals"], first["proposals"], first["actions"], first["participants"]) == (4, 8, 4, 17)
    assert first["version"] == 2
    assert first["meaning"]
    assert first["reflection"]


def test_the_programme_around_the_dialogue(demo: Store) -> None:
    assert demo.read("programme/stakeholders")["support"].to_list() == [2, 2, 1, 1, 0, -1]
    moments = demo.read("programme/moments")
    assert (moments["held_on"] < TODAY).all()
    assert set(moments.filter(step="agreed")["body"]) == {"direction_team", "works_council"}
    steps = demo.read("programme/steps")
    assert steps.filter(status="running")["due_on"].null_count() == 0
    assert steps.filter(pl.col("due_on") < TODAY).height == 1


def test_the_good_conversation_is_had_more_often(demo: Store) -> None:
    whole = _figures(demo, "good_conversation", "quarter").filter(pl.col("unit") == "GEM").sort("period")
    assert whole["period"].to_list() == [date(2024, 7, 1), date(2025, 1, 1), date(2025, 7, 1)]
    assert whole["value"].is_sorted()
    assert 60 < whole["value"][-1] < 80


def test_nothing_happened_after_today(demo: Store) -> None:
    assert (demo.read("programme/evaluations")["evaluated_on"] <= TODAY).all()
    assert (demo.read("dialogue/sessions")["held_on"] <= TODAY).all()
    assert (demo.read("programme/goals")["checked_on"] <= TODAY).all()


def test_decisions(demo: Store) -> None:
    decisions = demo.read("programme/decisions")
    assert set(decisions["quarter"]) == {"2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3"}
    assert set(decisions["status"]) == {"open", "done", "dropped"}


def test_the_works_council_asks_and_is_answered(demo: Store) -> None:
    remarks = demo.read("programme/remarks")
    assert remarks.select("about_kind", "round", "answered_as").rows() == [
        ("action", 1, "hr"), ("goal", 2, "mt"), ("indicator", 1, None),
    ]  # fmt: skip
    requests = demo.read("programme/consultations")
    assert requests.select("kind", "outcome").rows() == [("advice", None), ("consent", "conditional")]
    assert (requests["requested_on"] < TODAY).all()
    assert requests["due_on"][0] > TODAY


def test_comes_in_through_the_loading_path(demo: Store) -> None:
    deliveries = demo.read("loading/deliveries")
    assert set(deliveries["kind"]) == {kind.value for kind in Kind}
    assert not deliveries["public_source"].any()
    integrity = demo.read("store/integrity")
    assert integrity["rows"].sum() == 0


def test_holds_no_personal_data(demo: Store) -> None:
    for name in CONTENT:
        for column in demo.read(name).select(pl.col(pl.String)).iter_columns():
            for text in column.drop_nulls():
                assert in_text(text) is None, (name, column.name)


@pytest.mark.parametrize("employees", [300, 5000])
def test_scales(employees: int, tmp_path: Path) -> None:
    store = _built(tmp_path, employees=employees, years=2)
    assert _employees(store) == pytest.approx(employees, rel=0.04)
    assert _figures(store, "absence_rate", "month").filter(pl.col("unit") == "GEM").height == 24


def test_a_short_series_has_its_programme_too(short: tuple[Store, list[float]]) -> None:
    store = short[0]
    assert _figures(store, "absence_rate", "month").filter(pl.col("unit") == "GEM").height == 12
    assert store.read("programme/goals")["baseline"].null_count() == 0


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2025, 7, 31), date(2024, 2, 29), date(2025, 12, 31)])
def test_timeline_on_any_day(today: date) -> None:
    timeline = Timeline(today, 5)
    last = timeline.months[-1]
    assert len(timeline.months) == 60
    assert last.end < today
    assert last.shifted(1).end >= today
    assert (timeline.merged_on.month, timeline.merged_on.day) == (12, 31)
    assert 545 <= (last.end - timeline.merged_on).days <= 915
    assert timeline.workday(-1, 26).weekday() < 5
    assert timeline.workday(-1, 26) <= last.end


def test_tells_its_progress(short: tuple[Store, list[float]]) -> None:
    told = short[1]
    assert told[0] == 0
    assert told[-1] == 1
    assert told == sorted(told)


def test_refuses_a_filled_store_and_a_hamlet(demo: Store, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        build(demo, today=TODAY)
    with pytest.raises(Refused):
        _built(tmp_path, employees=20)


def test_rijk_needs_the_absence_file(tmp_path: Path) -> None:
    store = Store(tmp_path / "rijk.duckdb", create=True)
    (tmp_path / "files").mkdir()
    with pytest.raises(Refused):
        build_rijk(store, tmp_path / "files")
    assert store.read("loading/deliveries").is_empty()


def test_rijk_loads_every_table_in_the_folder(tmp_path: Path) -> None:
    files = tmp_path / "files"
    files.mkdir()
    (files / "README.md").write_text("geen tabel")
    (files / "rijk_verzuimpercentage_2018_2022.csv").write_text(
        "jaar;maand;organisatie;org_afk;onderwerp;aantal;maand_nr\n"
        "2018;januari;Het Rijk;Rijk;zv%;6,1;1\n2018;januari;Ministerie van Financiën;FIN;zv%;5,2;1\n"
    )
    (files / "cbs_80072ned_ziekteverzuim.csv").write_text(
        "Perioden;Status;Bedrijfskenmerken;Bedrijfskenmerken (titel);Ziekteverzuimpercentage (%)\n"
        "2025KW01;Definitief;417400;O Openbaar bestuur en overheidsdiensten;6.5\n"
    )
    store = Store(tmp_path / "rijk.duckdb", create=True)
    reports = build_rijk(store, files)
    assert [(report.profile, report.status) for report in reports] == [
        ("rijk_verzuim", "loaded"),
        ("cbs_80072ned", "loaded"),
    ]
    assert store.read("organisation/units").height == 2
