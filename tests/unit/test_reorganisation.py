"""Departments that merge, split or get another name: what is saved, and the figures read in both structures."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from di_data.access import SYSTEM, Viewer
from di_data.config import MINIMUM_GROUP
from di_data.errors import NotAllowed, Refused
from di_data.register.organisation import merge, split
from di_data.register.records import Save, key_of, save
from di_data.reports.figures import Structure, indicator_values
from di_data.reports.organisation import units
from di_data.store import Store
from di_data.vocabulary import Role
from tests.unit.stored_organisations import deliver

D = date
DEC, JAN = D(2024, 12, 1), D(2025, 1, 1)
ON = D(2025, 1, 1)
Observe = Callable[..., None]
Counts = tuple[float, float] | None


def key(code: str) -> str:
    return key_of("org_unit", code)


@pytest.fixture
def town(store: Store) -> Store:
    """GEM above the clusters P (with A, B, C) and Q (with D, E)."""
    tree = {"GEM": None, "P": "GEM", "Q": "GEM", "A": "P", "B": "P", "C": "P", "D": "Q", "E": "Q"}
    with store.write() as transaction:
        save(transaction, SYSTEM, [
            Save("org_unit", key(code), 0, {"code": code, "name": f"Afdeling {code}", "parent": parent and key(parent)})
            for code, parent in tree.items()
        ])  # fmt: skip
    return store


@pytest.fixture
def observe(town: Store) -> Observe:
    """Counts of units in a month (or another period), as one delivery."""

    def observe(period: date, grain: str = "month", size: float = 100, /, **counts: Counts | float) -> None:
        rows = []
        for code, told in counts.items():
            part = {"numerator": told[0], "denominator": told[1]} if isinstance(told, tuple) else {"value": told}
            rows.append({"indicator": "absence_rate", "unit": key(code), "period": period, "grain": grain,
                         "group_size": size, "provisional": False, **part})  # fmt: skip
        deliver(town, "absence", rows)

    return observe


def counts(
    store: Store, structure: Structure, period: date = DEC, grain: str = "month"
) -> dict[str, tuple[float, float]]:
    """Numerator and denominator of every unit in a period, by its code."""
    table = indicator_values(store, SYSTEM, minimum_group=MINIMUM_GROUP, structure=structure)
    rows = table.where(period=period, grain=grain).rows()
    return {row["unit"]: (row["numerator"], row["denominator"]) for row in rows}


def joined(store: Store, *codes: str, into: str = "N", parent: str = "P", on: date = ON) -> str:
    return merge(store, SYSTEM, [key(code) for code in codes], into, f"Afdeling {into}", key(parent), on)


# What is saved ---------------------------------------------------------------------------------


def test_a_merger_ends_the_old_units_and_makes_the_new_one(town: Store) -> None:
    made = joined(town, "A", "B")
    rows = {row["code"]: row for row in units(town, SYSTEM).rows()}
    assert rows["N"]["id"] == made
    assert (rows["N"]["name"], rows["N"]["parent"], rows["N"]["starts_on"]) == ("Afdeling N", "P", ON)
    for code in ("A", "B"):
        assert (rows[code]["ends_on"], rows[code]["successor"], rows[code]["version"]) == (D(2024, 12, 31), "N", 2)
    assert rows["C"]["version"] == 1


def test_a_merger_into_a_unit_that_exists_leaves_that_one_as_it_is(town: Store) -> None:
    assert merge(town, SYSTEM, [key("A")], "d", "", None, ON) == key("D")
    rows = {row["code"]: row for row in units(town, SYSTEM).rows()}
    assert (rows["A"]["successor"], rows["D"]["version"]) == ("D", 1)


def test_a_split_ends_the_old_unit_without_a_successor(town: Store) -> None:
    assert split(town, SYSTEM, key("A"), [("A1", "Een"), ("A2", "Twee")], ON) == [key("A1"), key("A2")]
    rows = {row["code"]: row for row in units(town, SYSTEM).rows()}
    assert (rows["A"]["ends_on"], rows["A"]["successor"]) == (D(2024, 12, 31), None)
    assert [(rows[code]["parent"], rows[code]["starts_on"]) for code in ("A1", "A2")] == [("P", ON), ("P", ON)]


@pytest.mark.parametrize(("sources", "code", "name", "parent", "on"), [
    pytest.param([], "N", "N", "P", ON, id="nothing ends"),
    pytest.param(["A", "X"], "N", "N", "P", ON, id="unknown"),
    pytest.param(["A"], " ", "N", "P", ON, id="no code"),
    pytest.param(["A"], "N", "", "P", ON, id="no name"),
    pytest.param(["A"], "N", "jan@dorp.nl", "P", ON, id="personal data"),
    pytest.param(["A"], "A", "", "P", ON, id="in itself"),
    pytest.param(["A"], "B", "Iets anders", "P", ON, id="the code of another"),
    pytest.param(["A"], "P", "", None, ON, id="in the unit above"),
    pytest.param(["P"], "A", "", None, ON, id="in a unit below"),
    pytest.param(["P", "A"], "N", "N", "GEM", ON, id="a unit with its own child"),
    pytest.param(["P"], "N", "N", "P", ON, id="below what ends"),
    pytest.param(["GEM"], "N", "N", "A", ON, id="a circle"),
    pytest.param(["A"], "N", "N", "X", ON, id="below an unknown one"),
    pytest.param(["A"], "N", "N", "P", DEC, id="before its figures start"),
    pytest.param(["A"], "N" * 65, "N", "P", ON, id="a long code"),
])  # fmt: skip
def test_what_makes_no_sense_is_refused(
    town: Store, observe: Observe, sources: list[str], code: str, name: str, parent: str | None, on: date
) -> None:
    observe(DEC, A=(1, 10))
    with pytest.raises(Refused):
        merge(town, SYSTEM, [key(source) for source in sources], code, name, parent and key(parent), on)
    assert {row["version"] for row in units(town, SYSTEM).rows()} == {1}


def test_what_ended_does_not_end_again_and_does_not_go_round(town: Store) -> None:
    joined(town, "A")
    with pytest.raises(Refused):
        joined(town, "A", into="M")
    with pytest.raises(Refused):
        merge(town, SYSTEM, [key("B")], "A", "", None, ON)
    with pytest.raises(Refused):
        joined(town, "N", into="M", on=ON)  # it exists from that very day


@pytest.mark.parametrize("parts", [[("A1", "Een")], [("A1", "Een"), ("a1", "Twee")], [("A1", "Een"), ("B", "Twee")]])
def test_a_split_that_makes_no_sense_is_refused(town: Store, parts: list[tuple[str, str]]) -> None:
    with pytest.raises(Refused):
        split(town, SYSTEM, key("A"), parts, ON)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.HR])
def test_only_hr_reorganises(town: Store, role: Role) -> None:
    viewer = Viewer("iemand", frozenset({role}))
    with pytest.raises(NotAllowed):
        merge(town, viewer, [key("A")], "N", "N", None, ON)
    with pytest.raises(NotAllowed):
        split(town, viewer, key("A"), [("A1", "Een"), ("A2", "Twee")], ON)


# Figures in both structures --------------------------------------------------------------------


def test_figures_of_before_a_merger_add_up(town: Store, observe: Observe) -> None:
    observe(DEC, A=(10, 100), B=(30, 300), C=(5, 50), D=(7, 70))
    observe(JAN, N=(1, 10))
    joined(town, "A", "B")
    was = {"A": (10, 100), "B": (30, 300), "C": (5, 50), "D": (7, 70), "P": (45, 450), "Q": (7, 70), "GEM": (52, 520)}
    assert counts(town, "as_was") == was
    # 10 + 30 = 40 of 100 + 300 = 400; never (10% + 10%) / 2
    assert counts(town, "present") == {
        "N": (40, 400), "C": (5, 50), "D": (7, 70), "P": (45, 450), "Q": (7, 70), "GEM": (52, 520),
    }  # fmt: skip
    assert counts(town, "present", JAN) == counts(town, "as_was", JAN) == {"N": (1, 10), "P": (1, 10), "GEM": (1, 10)}


def test_nothing_changes_without_a_reorganisation(town: Store, observe: Observe) -> None:
    observe(DEC, A=(10, 100), B=(30, 300), P=12.0)
    assert counts(town, "present") == counts(town, "as_was")


@pytest.mark.parametrize("told", [{"A": (10, 100)}, {"A": (10, 100), "B": 5.0}])
def test_no_figure_where_one_of_them_has_no_counts(town: Store, observe: Observe, told: dict[str, Any]) -> None:
    observe(DEC, **told, C=(5, 50))
    joined(town, "A", "B")
    found = counts(town, "present")
    assert "N" not in found
    assert found["P"] == counts(town, "as_was")["P"] == (15, 150)


def test_a_merger_across_clusters_moves_the_figures(town: Store, observe: Observe) -> None:
    observe(DEC, A=(10, 100), B=(30, 300), C=(5, 50), D=(7, 70), E=(1, 10))
    joined(town, "A", "D", into="N", parent="Q")
    # P keeps B and C: 30 + 5; Q has E and N = A + D: 1 + 17.
    assert counts(town, "present") == {
        "N": (17, 170), "B": (30, 300), "C": (5, 50), "E": (1, 10), "P": (35, 350), "Q": (18, 180), "GEM": (53, 530),
    }  # fmt: skip
    assert counts(town, "as_was")["P"] == (45, 450)


def test_a_delivered_cluster_that_lost_a_department_is_made_of_what_stayed(town: Store, observe: Observe) -> None:
    observe(DEC, A=(10, 100), B=(30, 300), C=(5, 50), P=(46, 460), Q=(9, 90), GEM=(60, 600))
    joined(town, "A", into="N", parent="Q")
    # P: its own 46 holds A, so 30 + 5. Q: its own 9 and 10 of A. GEM holds the same as before.
    assert counts(town, "present") == {
        "N": (10, 100), "B": (30, 300), "C": (5, 50), "P": (35, 350), "Q": (19, 190), "GEM": (60, 600),
    }  # fmt: skip


def test_a_delivered_cluster_is_not_half_a_sum(town: Store, observe: Observe) -> None:
    observe(DEC, A=(10, 100), B=(30, 300), P=(46, 460), Q=(9, 90))
    joined(town, "A", into="N", parent="Q")
    found = counts(town, "present")
    assert "P" not in found  # nobody knows how much of its 46 belongs to C
    assert (found["Q"], found["GEM"]) == ((19, 190), (55, 550))


def test_a_merger_into_a_unit_that_exists_adds_its_own_figures(town: Store, observe: Observe) -> None:
    observe(DEC, A=(10, 100), B=(30, 300), C=(5, 50))
    merge(town, SYSTEM, [key("A")], "B", "", None, ON)
    assert counts(town, "present") == {"B": (40, 400), "C": (5, 50), "P": (45, 450), "GEM": (45, 450)}


def test_a_unit_that_exists_without_its_own_figure_has_none(town: Store, observe: Observe) -> None:
    observe(DEC, A=(10, 100), C=(5, 50))
    merge(town, SYSTEM, [key("A")], "B", "", None, ON)
    assert counts(town, "present") == {"C": (5, 50), "P": (15, 150), "GEM": (15, 150)}


def test_a_chain_of_two_mergers(town: Store, observe: Observe) -> None:
    observe(D(2023, 12, 1), A=(1, 10), B=(2, 20), C=(4, 40))
    joined(town, "A", "B", into="N", on=D(2024, 1, 1))
    observe(DEC, N=(8, 80), C=(16, 160))
    joined(town, "N", "C", into="M")
    assert counts(town, "present", D(2023, 12, 1)) == {"M": (7, 70), "P": (7, 70), "GEM": (7, 70)}
    assert counts(town, "present", DEC) == {"M": (24, 240), "P": (24, 240), "GEM": (24, 240)}
    assert set(counts(town, "as_was", DEC)) == {"N", "C", "P", "GEM"}


def test_a_rename_takes_the_series_along(town: Store, observe: Observe) -> None:
    observe(DEC, A=(10, 100))
    observe(JAN, N=(20, 200))
    joined(town, "A")
    assert (counts(town, "present", DEC)["N"], counts(town, "present", JAN)["N"]) == ((10, 100), (20, 200))


def test_figures_of_before_a_split_stay_with_the_old_unit_and_its_parents(town: Store, observe: Observe) -> None:
    observe(DEC, A=(10, 100), B=(30, 300))
    split(town, SYSTEM, key("A"), [("A1", "Een"), ("A2", "Twee")], ON)
    observe(JAN, A1=(1, 10), A2=(2, 20))
    assert counts(town, "present", DEC) == {"A": (10, 100), "B": (30, 300), "P": (40, 400), "GEM": (40, 400)}
    assert counts(town, "present", JAN) == {"A1": (1, 10), "A2": (2, 20), "P": (3, 30), "GEM": (3, 30)}


def test_a_quarter_and_a_year_across_the_date_are_made_of_both(town: Store, observe: Observe) -> None:
    for number in range(1, 13):
        told = {"A": (1, 10), "B": (2, 20)} if number < 6 else {"N": (4, 40)}
        observe(D(2024, number, 1), **told)
    joined(town, "A", "B", on=D(2024, 6, 1))
    # April and May 3 + 3, June 4; the year 5 × 3 + 7 × 4
    assert counts(town, "present", D(2024, 4, 1), "quarter")["N"] == (10, 100)
    assert counts(town, "present", D(2024, 1, 1), "year")["N"] == (43, 430)
    assert counts(town, "present", D(2024, 1, 1), "moving_year")["N"] == (43, 430)
    assert "N" not in counts(town, "as_was", D(2024, 1, 1), "year")


def test_a_year_in_which_they_merged_adds_the_parts(town: Store, observe: Observe) -> None:
    observe(D(2024, 1, 1), "year", A=(1, 10), B=(2, 20), N=(4, 40))
    joined(town, "A", "B", on=D(2024, 6, 1))
    assert counts(town, "present", D(2024, 1, 1), "year")["N"] == (7, 70)


def test_a_year_delivered_for_the_new_unit_alone_is_its_own(town: Store, observe: Observe) -> None:
    observe(D(2024, 1, 1), "year", N=(4, 40), C=(1, 10))
    joined(town, "A", "B", on=D(2024, 6, 1))
    assert counts(town, "present", D(2024, 1, 1), "year")["N"] == (4, 40)


def test_a_merger_that_is_still_to_come_changes_nothing(town: Store, observe: Observe) -> None:
    observe(DEC, A=(10, 100), B=(30, 300))
    joined(town, "A", "B", on=D(2999, 1, 1))
    assert counts(town, "present") == counts(town, "as_was")


# Privacy ---------------------------------------------------------------------------------------


def _seen(store: Store, structure: Structure) -> dict[str, bool]:
    table = indicator_values(store, SYSTEM, minimum_group=MINIMUM_GROUP, structure=structure)
    return {row["unit"]: not row["hidden"] for row in table.where(period=DEC, grain="month").rows()}


def _observed(store: Store, **sizes: float) -> None:
    deliver(store, "absence", [
        {"indicator": "absence_rate", "unit": key(code), "period": DEC, "grain": "month", "numerator": size,
         "denominator": 30 * size, "group_size": size, "provisional": False}
        for code, size in sizes.items()
    ])  # fmt: skip


def test_a_hidden_department_does_not_follow_from_the_sum_of_its_successor(town: Store) -> None:
    # N − B would be A (7). Hiding B (40) as it was costs fewer people's figures than C (20) and N (47).
    _observed(town, A=7, B=40, C=20, D=50)
    joined(town, "A", "B")
    was, present = _seen(town, "as_was"), _seen(town, "present")
    assert (was["A"], was["B"], was["C"]) == (False, False, True)
    assert (present["N"], present["C"], present["P"]) == (True, True, True)


def test_two_small_departments_together_are_shown(town: Store) -> None:
    # A and B are hidden as it was, and P with all else shown: their sum could be worked out already.
    _observed(town, A=7, B=8, C=20, D=50)
    joined(town, "A", "B")
    was, present = _seen(town, "as_was"), _seen(town, "present")
    assert (was["A"], was["B"], was["C"]) == (False, False, True)
    assert (present["N"], present["C"]) == (True, True)


def test_what_moved_between_clusters_does_not_follow_from_their_difference(town: Store) -> None:
    # Q as it is now minus Q as it was would be A.
    _observed(town, A=7, B=40, C=20, D=50, E=60)
    joined(town, "A", into="N", parent="Q")
    was, present = _seen(town, "as_was"), _seen(town, "present")
    assert (was["P"], was["Q"], was["A"]) == (True, True, False)
    assert (present["P"], present["Q"], present["N"]) == (False, False, False)
    assert present["GEM"] == was["GEM"]


def test_a_small_unit_does_not_follow_from_what_was_added_to_it(town: Store) -> None:
    _observed(town, A=40, B=7, C=20, D=50)
    merge(town, SYSTEM, [key("A")], "B", "", None, ON)
    was, present = _seen(town, "as_was"), _seen(town, "present")
    assert not was["B"]
    assert not (was["A"] and present["B"])
