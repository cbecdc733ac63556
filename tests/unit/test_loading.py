"""Loading as a whole: whole or not at all, twice is once, the newest counts, and what is withdrawn does not."""

import uuid
from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

from di_data.access import SYSTEM, Viewer
from di_data.config import PROJECT, Settings
from di_data.errors import NotAllowed, WrongUse
from di_data.loading.load import Report, load
from di_data.loading.report import Source
from di_data.register.deliveries import withdraw
from di_data.store import Store, Transaction
from di_data.vocabulary import Kind, Role

Take = Callable[..., Report]
Sizes = Callable[[Store], dict[str, int]]
Valid = dict[Kind, dict[str, str]]

HEADER = "unit_code;period;absence_rate"


def _absence(*lines: str) -> str:
    return "\n".join([HEADER, *lines])


def _values(store: Store, indicator: str = "absence_rate") -> dict[tuple[str, str], float]:
    """(unit, first day of the period) → value, of what was delivered."""
    frame = store.read("disclosure/figures", structure="as_was", indicators=[indicator]).filter(
        ~pl.col("added_up") & ~pl.col("derived")
    )
    return {(row["unit"], str(row["period"])): row["value"] for row in frame.to_dicts()}


def _key(report: Report) -> str:
    assert report.delivery is not None
    return report.delivery


def test_a_loaded_file_reports_what_it_brought(town: Store, take: Take) -> None:
    report = take(town, _absence("ZORG;2025-01;5,4", "BOUW;2025-01;6", "BOUW;2025-02;6,2"))
    assert (report.status, report.kind, report.profile) == ("loaded", "absence", "template_absence")
    assert (report.rows_read, report.rows_loaded, report.units) == (3, 3, 2)
    assert report.periods == ["2025-01", "2025-02"]
    assert uuid.UUID(_key(report))
    assert _values(town) == {("ZORG", "2025-01-01"): 5.4, ("BOUW", "2025-01-01"): 6.0, ("BOUW", "2025-02-01"): 6.2}


def test_the_delivery_keeps_its_trace(town: Store, take: Take) -> None:
    viewer = Viewer("hr@voorbeeld", frozenset({Role.HR}))
    report = take(town, _absence("ZORG;2025-Q1;5,4"), "verzuim kwartaal.csv", viewer=viewer)
    row = town.read("loading/deliveries").to_dicts()[0]
    assert (row["id"], row["kind"], row["file_name"], row["loaded_by"]) == (
        report.delivery, "absence", "verzuim kwartaal.csv", "hr@voorbeeld",
    )  # fmt: skip
    assert (row["first_period"], row["last_period"], row["rows_read"], row["public_source"]) == (
        "2025-Q1",
        "2025-Q1",
        1,
        False,
    )


@pytest.mark.parametrize("roles", [set(), {Role.MT}, {Role.OR}, {Role.ADMINISTRATOR}])
def test_only_who_may_load_data_can(roles: set[Role], town: Store, take: Take, table_sizes: Sizes) -> None:
    before, viewer = table_sizes(town), Viewer("iemand", frozenset(roles))
    with pytest.raises(NotAllowed):
        take(town, _absence("ZORG;2025-01;5"), viewer=viewer)
    with pytest.raises(NotAllowed):
        take(town, _absence("ZORG;2025-01;5"), viewer=viewer, keep=False)
    with pytest.raises(NotAllowed):
        withdraw(town, viewer, town.read("loading/deliveries")["id"][0])
    assert table_sizes(town) == before


@pytest.mark.parametrize("kind", Kind)
def test_checking_stores_nothing(kind: Kind, town: Store, take: Take, table_sizes: Sizes, valid_rows: Valid) -> None:
    before = table_sizes(town)
    report = take(town, [valid_rows[kind]], keep=False)
    assert (report.status, report.delivery, report.errors) == ("checked", None, [])
    assert table_sizes(town) == before
    assert take(town, [valid_rows[kind]]).status == "loaded"


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("keep", [True, False])
def test_the_same_bytes_twice_are_stored_once(
    kind: Kind, keep: bool, town: Store, take: Take, table_sizes: Sizes, valid_rows: Valid
) -> None:
    first = take(town, [valid_rows[kind]])
    before = table_sizes(town)
    again = take(town, [valid_rows[kind]], "andere naam.csv", keep=keep)
    assert (again.status, again.delivery, again.rows_loaded, again.errors) == ("duplicate", first.delivery, 0, [])
    assert [warning.rule for warning in again.warnings] == ["duplicate"]
    assert table_sizes(town) == before


def test_the_same_bytes_for_another_period_are_no_duplicate(town: Store, take: Take) -> None:
    text = "unit_code;period;absence_rate\nZORG;;5\n"
    assert take(town, text, period="2025-01").periods == ["2025-01", "2025-01"]
    assert take(town, text, period="2025-02").status == "loaded"
    assert take(town, text, period="2025-01").status == "duplicate"
    assert _values(town) == {("ZORG", "2025-01-01"): 5.0, ("ZORG", "2025-02-01"): 5.0}


def test_a_period_that_is_none_is_wrong_use(town: Store, take: Take) -> None:
    with pytest.raises(WrongUse):
        take(town, "unit_code;period;absence_rate\nZORG;;5\n", period="vorig jaar")


def test_an_unknown_profile_or_one_of_another_kind_is_wrong_use(town: Store, take: Take) -> None:
    with pytest.raises(WrongUse):
        take(town, _absence("ZORG;2025-01;5"), profile="bestaat_niet")
    with pytest.raises(WrongUse):
        take(town, _absence("ZORG;2025-01;5"), profile="csps", kind=Kind.ABSENCE)


def test_the_kind_decides_where_the_headers_do_not(town: Store, take: Take) -> None:
    text = "unit_code;period;provisional\nZORG;2025-01;nee\n"
    assert (take(town, text).kind, take(town, text, kind=Kind.OUTFLOW).errors[0].rule) == (None, "missing_column")


# Corrections and withdrawals ---------------------------------------------------------------------------------------


def test_a_correction_replaces_and_its_withdrawal_brings_the_old_value_back(town: Store, take: Take) -> None:
    first = take(town, _absence("ZORG;2025-01;5", "BOUW;2025-01;6"))
    second = take(town, _absence("ZORG;2025-01;7", "ZORG;2025-02;8"))
    corrected = {("ZORG", "2025-01-01"): 7.0, ("ZORG", "2025-02-01"): 8.0, ("BOUW", "2025-01-01"): 6.0}
    assert _values(town) == corrected
    withdraw(town, SYSTEM, _key(second))
    assert _values(town) == {("ZORG", "2025-01-01"): 5.0, ("BOUW", "2025-01-01"): 6.0}
    assert take(town, _absence("ZORG;2025-01;7", "ZORG;2025-02;8")).status == "loaded"
    assert _values(town) == corrected
    withdraw(town, SYSTEM, _key(first))
    assert _values(town) == {("ZORG", "2025-01-01"): 7.0, ("ZORG", "2025-02-01"): 8.0}


def test_periods_of_another_length_do_not_replace_each_other(town: Store, take: Take) -> None:
    take(town, _absence("ZORG;2025-01;5"))
    take(town, _absence("ZORG;2025-Q1;6"))
    take(town, _absence("ZORG;2025;7"))
    frame = town.read("disclosure/figures", structure="as_was", indicators=["absence_rate"]).filter(
        ~pl.col("derived") & ~pl.col("added_up")
    )
    assert set(frame.select("grain", "value").rows()) == {("month", 5.0), ("quarter", 6.0), ("year", 7.0)}


def test_withdrawing_twice_or_what_never_was_is_wrong_use(town: Store, take: Take) -> None:
    delivery = _key(take(town, _absence("ZORG;2025-01;5")))
    withdraw(town, SYSTEM, delivery)
    for key in (delivery, str(uuid.uuid4()), "geen nummer"):
        with pytest.raises(WrongUse):
            withdraw(town, SYSTEM, key)


RIJK = (
    "organisatie;org_afk;soort;onderwerp;jaar;maand;maand_nr;aantal\n"
    "Het Rijk;Rijk;Rijk;zv%;2025;jan;1;5,1\n"
    "Ministerie X;MX;Kern;zv%;2025;jan;1;{value}\n"
)


# Was a bug once: units.create_missing saves version 1 again, though the withdrawn delivery left one: Conflict.
def test_a_withdrawn_file_that_brought_its_departments_can_be_loaded_again(store: Store, take: Take) -> None:
    withdraw(store, SYSTEM, _key(take(store, RIJK.format(value="6"))))
    assert take(store, RIJK.format(value="6")).status == "loaded"
    assert _values(store) == {("Rijk", "2025-01-01"): 5.1, ("MX", "2025-01-01"): 6.0}


# Was a bug once: departments hang on the delivery that made them; with it they vanish, and later deliveries' figures with them.
def test_a_later_delivery_outlives_the_one_that_brought_the_departments(store: Store, take: Take) -> None:
    first = take(store, RIJK.format(value="6"))
    take(store, RIJK.format(value="7"))
    withdraw(store, SYSTEM, _key(first))
    assert _values(store) == {("Rijk", "2025-01-01"): 5.1, ("MX", "2025-01-01"): 7.0}


def test_the_next_year_of_the_same_source_fits_on_the_first(store: Store, take: Take) -> None:
    take(store, RIJK.format(value="6"))
    report = take(store, RIJK.format(value="8").replace("2025;jan;1", "2026;feb;2"))
    assert (report.units, report.periods) == (2, ["2026-02", "2026-02"])
    assert store.read("organisation/units").height == 2
    assert len(_values(store)) == 4


# Departments -------------------------------------------------------------------------------------------------------


def test_a_department_is_found_by_code_by_name_and_in_other_dress(town: Store, take: Take) -> None:
    lines = ["unit_code;unit_name;period;absence_rate", "zorg;;2025-01;1", ";Bouwen en Wonen;2025-01;2",
             ";  bouwen  EN wonen ;2025-02;3", "ONBEKEND;Zorg en Welzijn;2025-02;4"]  # fmt: skip
    assert take(town, "\n".join(lines)).status == "loaded"
    assert _values(town) == {
        ("ZORG", "2025-01-01"): 1.0, ("BOUW", "2025-01-01"): 2.0, ("BOUW", "2025-02-01"): 3.0, ("ZORG", "2025-02-01"): 4.0,
    }  # fmt: skip


def test_every_unknown_department_is_a_finding(town: Store, take: Take, table_sizes: Sizes) -> None:
    before = table_sizes(town)
    lines = ["unit_code;unit_name;period;absence_rate", "ZORG;;2025-01;1", "NIETS;;2025-01;2", ";Nergens;2025-01;3"]
    report = take(town, "\n".join(lines))
    assert [(finding.rule, finding.row, finding.column) for finding in report.errors] == [
        ("unknown_unit", 3, "unit_code"), ("unknown_unit", 4, "unit_name"),
    ]  # fmt: skip
    assert table_sizes(town) == before


@pytest.mark.parametrize(
    ("kind", "changes", "column"), [(Kind.SESSIONS, {"unit_code": "NIETS"}, "unit_code"), (Kind.ACTIONS, {"units": "ZORG; NIETS"}, "units")]
)  # fmt: skip
def test_an_unknown_department_of_a_record(
    kind: Kind, changes: dict[str, str], column: str, town: Store, take: Take, valid_rows: Valid
) -> None:
    report = take(town, [valid_rows[kind] | changes])
    assert [(finding.rule, finding.row, finding.column) for finding in report.errors] == [("unknown_unit", 2, column)]


# Was a bug once: two departments of one name under different parents: a file by name lands silently on the last of them.
def test_a_name_that_two_departments_bear_is_not_guessed(town: Store, take: Take) -> None:
    take(town, "unit_code;unit_name;parent_code\nT1;Team A;ZORG\nT2;Team A;BOUW\n")
    report = take(town, "unit_name;period;absence_rate\nTeam A;2025-01;5\n")
    assert [(finding.row, finding.column) for finding in report.errors] == [(2, "unit_name")]


def test_departments_with_their_tree_dates_and_successor(town: Store, take: Take) -> None:
    lines = ["unit_code;unit_name;parent_code;starts_on;ends_on;successor_code",
             "WIJK;Wijkteam;ZORG;01-01-2020;31-12-2024;WIJK2", "WIJK2;Wijkteams;ZORG;01-01-2025;31-12-9999;"]  # fmt: skip
    report = take(town, "\n".join(lines))
    assert (report.status, report.kind, report.rows_loaded, report.units, report.periods) == (
        "loaded",
        "units",
        2,
        2,
        [],
    )
    units = {row["code"]: row for row in town.read("organisation/units").to_dicts()}
    assert (units["WIJK"]["parent"], units["WIJK"]["successor"]) == ("ZORG", "WIJK2")
    assert (units["WIJK"]["starts_on"], units["WIJK"]["ends_on"]) == (date(2020, 1, 1), date(2024, 12, 31))
    assert (units["WIJK2"]["starts_on"], units["WIJK2"]["ends_on"]) == (date(2025, 1, 1), None)


def test_a_renamed_department_is_a_new_version_and_its_withdrawal_brings_the_name_back(town: Store, take: Take) -> None:
    report = take(town, "unit_code;unit_name;parent_code\nzorg;Zorg en Jeugd;GEM\n")
    named = {row["code"].upper(): (row["name"], row["version"]) for row in town.read("organisation/units").to_dicts()}
    assert named["ZORG"] == ("Zorg en Jeugd", 2)
    withdraw(town, SYSTEM, _key(report))
    named = {row["code"]: (row["name"], row["version"]) for row in town.read("organisation/units").to_dicts()}
    assert named["ZORG"] == ("Zorg en Welzijn", 1)


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["A;Een;B", "B;Twee;A"], id="two"),
        pytest.param(["A;Een;B", "B;Twee;C", "C;Drie;A", "D;Vier;A"], id="three"),
        pytest.param(["A;Een;NIETS"], id="an unknown unit above"),
    ],
)
def test_a_tree_that_is_none_is_refused(lines: list[str], town: Store, take: Take, table_sizes: Sizes) -> None:
    before = table_sizes(town)
    report = take(town, "\n".join(["unit_code;unit_name;parent_code", *lines]))
    assert (report.status, len(report.errors)) == ("refused", 1)
    assert table_sizes(town) == before


# Was a bug once: the circle is looked for among the rows of the file only, not together with the departments that are known.
def test_a_circle_through_a_known_department_is_refused(town: Store, take: Take) -> None:
    assert take(town, "unit_code;unit_name;parent_code\nGEM;Gemeente;ZORG\n").status == "refused"


# Was a bug once: the code of a new department that is also the name of another one replaces that other department.
def test_a_code_that_is_the_name_of_another_department_makes_a_new_one(town: Store, take: Take) -> None:
    take(town, "unit_code;unit_name;parent_code\nGEMEENTE;Servicecentrum;GEM\n")
    assert set(town.read("organisation/units")["code"]) == {"GEM", "ZORG", "BOUW", "GEMEENTE"}


# Figures -----------------------------------------------------------------------------------------------------------


def test_absence_from_counts_and_the_frequency_of_a_full_year(town: Store, take: Take, valid_rows: Valid) -> None:
    take(town, [valid_rows[Kind.ABSENCE] | {"period": "2025-Q1"}])
    assert _values(town)["ZORG", "2025-01-01"] == pytest.approx(100 * 123.5 / 2280)
    # nine reports among 76 employees in the 90 days of the first quarter: about 0.48 a year
    assert _values(town, "absence_frequency") == {("ZORG", "2025-01-01"): pytest.approx(9 / 76 * 365 / 90)}


def test_outflow_and_voluntary_outflow(town: Store, take: Take, valid_rows: Valid) -> None:
    report = take(town, [valid_rows[Kind.OUTFLOW]])
    assert (report.rows_read, report.rows_loaded) == (1, 2)
    assert _values(town, "outflow_rate")["ZORG", "2025-01-01"] == pytest.approx(100 * 7 / 79.5)
    assert _values(town, "voluntary_outflow_rate")["ZORG", "2025-01-01"] == pytest.approx(100 * 5 / 79.5)


def test_survey_counts_and_the_group_they_are_about(town: Store, take: Take, valid_rows: Valid) -> None:
    take(town, [valid_rows[Kind.SURVEY]])
    rows = (
        town.read("disclosure/figures", structure="as_was", indicators=["participation"])
        .filter(pl.col("unit") == "ZORG")
        .to_dicts()
    )
    (row,) = [row for row in rows if row["grain"] == "quarter"]
    assert (row["numerator"], row["denominator"], row["group_size"], row["invited"]) == (32, 50, 71, 71)
    assert row["value"] == pytest.approx(64)


def test_an_unknown_indicator_is_one_question_for_all_its_rows(town: Store, take: Take, table_sizes: Sizes) -> None:
    before = table_sizes(town)
    lines = [
        "unit_code;period;indicator;percentage",
        "ZORG;2025;autonomy;60",
        "ZORG;2025;geluk;60",
        "BOUW;2025;geluk;60",
    ]
    report = take(town, "\n".join(lines))
    assert [(finding.rule, finding.row, finding.column) for finding in report.errors] == [
        ("unknown_indicator", 3, "indicator"),
    ]  # fmt: skip
    assert report.questions[0].values["rows"] == "3, 4"
    assert table_sizes(town) == before


# Was a bug once: a row whose counts are both zero passes the contract and is then dropped without a word.
def test_a_row_that_gives_no_figure_is_told(town: Store, take: Take) -> None:
    report = take(town, "unit_code;period;sick_days;available_days\nZORG;2025-01;0;0\nBOUW;2025-01;1;100\n")
    assert {finding.row for finding in (*report.errors, *report.warnings)} == {2}


# Was a bug once: the column is told as unit_code, also when the file names its departments in another column.
@pytest.mark.parametrize("header", ["Department code", "Department name"])
def test_a_row_that_gives_no_figure_is_told_at_the_column_of_the_department(
    header: str, town: Store, take: Take
) -> None:
    report = take(town, f"{header};Period;Days sick;Days available\nZORG;2025-01;0;0\nBOUW;2025-01;1;100\n")
    assert [(note.rule, note.row, note.column) for note in report.warnings] == [("nothing_to_divide", 2, header)]


# Was a bug once: told as unit_code as well.
def test_a_note_about_departments_is_told_at_their_column(town: Store, take: Take) -> None:
    report = take(town, "Department name;Period;Absence percentage\nafd. Zorg & Welzijn;2025-01;5\n")
    assert [(note.rule, note.column) for note in report.warnings] == [("unit_spelling", "Department name")]


# Was a bug once: every batch counted all figures of the store, only to know which indicators there are.
def test_loading_does_not_count_the_figures_that_are_there(
    town: Store, take: Take, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, queries = Transaction.read, []

    def noted(self: Transaction, query: str, **parameters: object) -> pl.DataFrame:
        queries.append(query)
        return read(self, query, **parameters)

    monkeypatch.setattr(Transaction, "read", noted)
    assert take(town, _absence("ZORG;2025-01;5,4")).status == "loaded"
    assert "figures/measures" in queries
    assert "figures/indicators" not in queries


# Records -----------------------------------------------------------------------------------------------------------


def test_a_session_becomes_a_record_with_participants_ratings_and_next_step(
    town: Store, take: Take, valid_rows: Valid
) -> None:
    report = take(town, [valid_rows[Kind.SESSIONS]])
    assert (report.rows_loaded, report.units, report.periods) == (1, 1, ["2025-03-14", "2025-03-14"])
    (session,) = town.read("dialogue/sessions").to_dicts()
    assert (session["reference"], session["held_on"], session["round"], session["unit"]) == (
        "S-1",
        date(2025, 3, 14),
        1,
        "ZORG",
    )
    assert (session["participants"], session["works_council_present"]) == (15, True)
    assert dict(town.read("dialogue/participants").select("role", "participants").rows()) == {
        "senior_management": 1, "hr": 2, "manager": 3, "employee": 8, "works_council": 1,
    }  # fmt: skip
    assert {factor: (rating, reason) for factor, rating, reason in town.read("dialogue/ratings").select("factor", "rating", "reason").rows()} == {
        "learning_space": ("good", "Veel cursussen"), "autonomy": ("poor", "Vaste roosters"),
        "participation": ("could_be_better", "Laat gevraagd"), "dialogue": ("good", "Open sfeer"),
        "tailored_agreements": ("could_be_better", "Wisselend"),
    }  # fmt: skip
    (step,) = town.read("dialogue/next_steps").to_dicts()
    assert (step["text"], step["owner_role"], step["due_on"], step["started"]) == (
        "Roosters samen maken",
        "manager",
        date(2025, 5, 1),
        True,
    )


def test_a_session_with_nothing_but_what_is_required(town: Store, take: Take) -> None:
    take(town, "reference;held_on;round;unit_code\nS-1;14-03-2025;1;ZORG\n")
    (session,) = town.read("dialogue/sessions").to_dicts()
    assert (session["participants"], session["next_steps"]) == (None, 0)
    assert town.read("dialogue/ratings").is_empty()


def test_an_action_becomes_a_record_with_units_and_factors(town: Store, take: Take, valid_rows: Valid) -> None:
    report = take(town, [valid_rows[Kind.ACTIONS]])
    assert (report.rows_loaded, report.units, report.periods) == (1, 2, ["2025-09-01", "2025-09-01"])
    (action,) = town.read("programme/actions").to_dicts()
    assert (action["units"], action["factors"]) == (["BOUW", "ZORG"], ["autonomy", "participation"])
    told = {
        name: action[name]
        for name in valid_rows[Kind.ACTIONS]
        if name not in ("units", "factors", "goal", "read_version")
    }
    assert told == {
        "reference": "A-1", "title": "Teams maken hun rooster", "owner_role": "manager", "level": "work",
        "phases": ["do", "keep_up"], "employee_domain": "good_health", "instrument": "menukaart",
        "participation_ladder": "co_decide", "solution_direction": "Ruimte in het rooster", "frame": "Binnen de cao",
        "starts_on": date(2025, 9, 1), "due_on": date(2026, 3, 1),
        "status": "running", "expectation": "Autonomie boven 70% in 2026", "expected_indicator": "autonomy",
        "expected_direction": "higher", "expected_change": 5.0, "expected_by": date(2026, 6, 30),
        "steps": ["Twee teams kiezen", "Roosters maken"],
    }  # fmt: skip
    assert action["steps_done"] == [True, False]


def test_an_action_of_a_goal_that_is_not_known_is_refused(
    town: Store, take: Take, valid_rows: Valid, table_sizes: Sizes
) -> None:
    before = table_sizes(town)
    assert take(town, [valid_rows[Kind.ACTIONS] | {"goal": "Bestaat niet"}]).status == "refused"
    assert table_sizes(town) == before


@pytest.mark.parametrize(
    ("kind", "query", "changes", "name", "values"),
    [
        (Kind.SESSIONS, "dialogue/sessions", {"round": "2"}, "round", (1, 2)),
        (Kind.ACTIONS, "programme/actions", {"status": "done"}, "status", ("running", "done")),
    ],
)  # fmt: skip
def test_the_same_reference_again_is_version_two_until_it_is_withdrawn(
    kind: Kind, query: str, changes: dict[str, str], name: str, values: tuple[object, object], town: Store, take: Take, valid_rows: Valid
) -> None:  # fmt: skip
    take(town, [valid_rows[kind]])
    report = take(town, [valid_rows[kind] | changes])
    assert town.read(query).select("version", name).rows() == [(2, values[1])]
    withdraw(town, SYSTEM, _key(report))
    assert town.read(query).select("version", name).rows() == [(1, values[0])]
    take(town, [valid_rows[kind] | changes])
    assert town.read(query).select("version", name).rows() == [(3, values[1])]


def test_units_and_factors_follow_the_version(town: Store, take: Take, valid_rows: Valid) -> None:
    take(town, [valid_rows[Kind.ACTIONS]])
    take(town, [valid_rows[Kind.ACTIONS] | {"units": "GEM", "factors": ""}])
    assert town.read("programme/actions").select("units", "factors").rows() == [(["GEM"], None)]


# Whole or not at all -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "content"),
    [
        ("observation", RIJK.format(value="6")),
        ("delivery", RIJK.format(value="6")),
        ("org_unit", "unit_code;unit_name\nNIEUW;Nieuw\n"),
        (
            "participant_count",
            "reference;held_on;round;unit_code;participants_hr;next_step\nS;14-03-2025;1;ZORG;2;Iets\n",
        ),
        (
            "action_unit",
            "reference;title;owner_role;starts_on;due_on;status;units\nA;T;hr;2025-01-01;2025-02-01;done;ZORG\n",
        ),
    ],
)
def test_an_error_halfway_leaves_nothing(
    table: str, content: str, town: Store, take: Take, table_sizes: Sizes, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, insert = table_sizes(town), Transaction.insert

    def failing(transaction: Transaction, name: str, rows: pl.DataFrame) -> None:
        insert(transaction, name, rows)
        if name == table:
            raise RuntimeError("the disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(Transaction, "insert", failing)
        report = take(town, content)
        assert (report.status, report.delivery) == ("refused", None)
    assert table_sizes(town) == before
    assert take(town, content).status == "loaded"
    assert table_sizes(town)[table] > before[table]


def test_one_wrong_row_refuses_the_whole_file(town: Store, take: Take, table_sizes: Sizes) -> None:
    before = table_sizes(town)
    lines = [f"ZORG;{year};5" for year in range(1950, 2020)] + ["BOUW;2025;vijf"]
    report = take(town, _absence(*lines))
    assert (report.status, report.rows_read, report.rows_loaded, len(report.errors)) == ("refused", 71, 0, 1)
    assert table_sizes(town) == before


def test_names_that_nobody_knows_are_told_together_with_all_other_findings(store: Store) -> None:
    content = b"unit_code;period;absence_rate\nNERGENS;2025-01;5,4\nNERGENS;2025-02;abc\n"
    report = load(store, SYSTEM, Source(content, "verzuim.csv"), Settings())
    assert [(error.rule, error.row) for error in report.errors] == [
        ("unknown_unit", 2), ("not_percent", 3)
    ]  # fmt: skip


def test_a_public_file_never_takes_over_a_department_of_ones_own(store: Store) -> None:
    # The ministry of finance and a municipality's own finance department both call themselves FIN.
    own = b"unit_code;unit_name;parent_code\nGEM;Gemeente;\nFIN;Financi\xc3\xabn;GEM\n"
    assert load(store, SYSTEM, Source(own, "afdelingen.csv"), Settings()).status == "loaded"
    figures = b"unit_code;period;absence_rate;employees\nFIN;2022-01;5,3;44\n"
    assert load(store, SYSTEM, Source(figures, "verzuim.csv"), Settings()).status == "loaded"
    rijk = PROJECT / "tests" / "data" / "rijk_verzuimpercentage_2018_2022.csv"
    report = load(store, SYSTEM, Source(rijk.read_bytes(), rijk.name), Settings())
    assert (report.status, report.rows_loaded) == ("loaded", 924)
    units = store.read("organisation/units")
    assert sorted(units.filter(pl.col("name") == "Ministerie van Financien")["code"]) == ["Rijk-FIN"]
    assert units.filter(pl.col("parent") == "Rijk").height == 17
    values = store.read("disclosure/figures", structure="as_was", indicators=["absence_rate"])
    assert values.filter(pl.col("unit") == "FIN")["value"].to_list() == [5.3]
    assert values.filter(pl.col("unit") == "Rijk-FIN").height == 56
    later = rijk.read_bytes().replace(b";2022;aug;8;", b";2022;sep;9;")
    assert load(store, SYSTEM, Source(later, "later.csv"), Settings()).status == "loaded"
    assert store.read("organisation/units").height == units.height, "the same bodies are known again"
