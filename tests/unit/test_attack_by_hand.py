"""What somebody with bad intentions worked out by hand, with the smallest files that do it. A is always the department
that is hidden: eight people, of whom three left. Every figure was added and subtracted on paper."""

from collections.abc import Callable
from datetime import date

import pytest

from di_data.access import SYSTEM
from di_data.config import MINIMUM_GROUP
from di_data.loading.load import Report
from di_data.register.deliveries import withdraw
from di_data.reports import privacy_audit
from di_data.reports.figures import indicator_values
from di_data.store import Store
from di_data.vocabulary import Kind

Take = Callable[..., Report]
Rows = list[dict[str, str]]

PUBLIC = (
    "organisatie;org_afk;soort;onderwerp;jaar;maand;maand_nr;aantal\n"
    "Ministerie van Zaken;MVZ;Departement;zv%;2022;jan;1;{share}\n"
    "Het Rijk;Rijk;Rijk;zv%;2022;jan;1;6,2874873962334847\n"
)


def unit(code: str, parent: str = "") -> dict[str, str]:
    return {"unit_code": code, "unit_name": f"Afdeling {code}", "parent_code": parent}


def outflow(code: str, leavers: int, people: int, period: str = "2024") -> dict[str, str]:
    return {"unit_code": code, "period": period, "leavers": f"{leavers}", "average_employees": f"{people}"}


def absence(code: str, sick: int, days: int, people: int) -> dict[str, str]:
    return {"unit_code": code, "period": "2022-01", "sick_days": f"{sick}", "available_days": f"{days}", "employees": f"{people}"}  # fmt: skip


FIRST = [outflow("A", 3, 8), outflow("B", 11, 20), outflow("C", 9, 60), outflow("D", 12, 90)]


@pytest.fixture
def load(store: Store, take: Take) -> Callable[..., str]:
    """Load rows into the store below GEM with A, B, C and D, publish, and return the key of the delivery."""

    def load(rows: Rows | str, name: str, kind: Kind | None = None) -> str:
        report = take(store, rows, name, kind=kind)
        assert report.status == "loaded", report.errors
        indicator_values(store, SYSTEM, minimum_group=MINIMUM_GROUP)
        return str(report.delivery)

    load([unit("GEM"), *(unit(code, "GEM") for code in "ABCD")], "afdelingen.csv", Kind.UNITS)
    return load


def shown(store: Store, indicator: str = "outflow_rate", grain: str = "year") -> dict[str, float | None]:
    """The numerators that everybody sees, by department; None where it is hidden."""
    table = indicator_values(store, SYSTEM, minimum_group=MINIMUM_GROUP, indicators=[indicator])
    return {row["unit"]: row["numerator"] for row in table.where(grain=grain).rows()}


def unprotected(store: Store) -> int:
    found = privacy_audit.run(store, SYSTEM, minimum_group=MINIMUM_GROUP)
    assert found is not None
    return found.unprotected


def test_the_question_about_frequencies_does_not_quote_a_hidden_one(
    store: Store, take: Take, load: Callable[..., str]
) -> None:
    """Checking a file is enough: 14 reports by 8 people are 1.75, and the question said “against 1,75 over a year”."""
    rows = [("A", 14, 8), ("B", 30, 25), ("C", 60, 40)]
    load([{"unit_code": code, "period": "2024", "absence_frequency": f"{new / people}".replace(".", ","), "new_cases": f"{new}", "employees": f"{people}"}
          for code, new, people in rows], "eerste.csv")  # fmt: skip
    assert shown(store, "absence_frequency")["A"] is None
    probe = {"unit_code": "A", "period": "2025-03", "absence_frequency": "0,12", "employees": "8"}
    told = take(store, [probe], "proef.csv", keep=False)
    assert not [finding for finding in told.errors if "1,75" in str(finding.as_json()["message"])]


def test_growing_over_the_minimum_does_not_tell_what_a_department_was(store: Store, load: Callable[..., str]) -> None:
    """GEM was 35. When A no longer needs hiding B is shown as well, with the 11 that protected A: 35 − 11 − 9 − 12 = 3."""
    load(FIRST, "eerste.csv")
    load([outflow("A", 18, 30)], "correctie.csv")
    assert unprotected(store) == 0


def test_withdrawing_a_file_does_not_tell_what_was_in_it(store: Store, take: Take, load: Callable[..., str]) -> None:
    """Two files of one evening. Without A and C the sum is 23 and B is shown: 35 − 23 − 9 = 3."""
    first = take(store, [FIRST[0], FIRST[2]], "eerste.csv")
    load([FIRST[1], FIRST[3]], "tweede.csv")
    withdraw(store, SYSTEM, str(first.delivery))
    assert unprotected(store) == 0


def test_loading_again_in_parts_hides_as_much_as_before(store: Store, load: Callable[..., str]) -> None:
    """One export is enough then: GEM 35, B 11, C 9 and D 12 are all shown."""
    withdraw(store, SYSTEM, load(FIRST, "eerste.csv"))
    assert shown(store) == {}
    load([FIRST[1], FIRST[3]], "tweede.csv")
    load(FIRST, "derde.csv")
    seen = shown(store)
    assert None in [seen[code] for code in ("GEM", "B", "C", "D")]


def test_taking_a_department_out_of_the_tree_does_not_tell_it(store: Store, load: Callable[..., str]) -> None:
    """GEM goes from 35 of 178 people to 32 of 170: a difference of eight people."""
    load(FIRST, "eerste.csv")
    load([unit("A")], "afdelingen 2.csv", Kind.UNITS)
    assert unprotected(store) == 0


def test_a_large_correction_does_not_carry_a_small_one_along(store: Store, load: Callable[..., str]) -> None:
    """GEM goes up by 12 and C, which is shown, by 11: one more person left A or B, and the delivery says that it is A."""
    load(FIRST, "eerste.csv")
    load([outflow("A", 4, 8), outflow("C", 20, 60)], "correctie.csv")
    assert unprotected(store) == 0


def test_a_public_figure_of_the_whole_does_not_tell_a_part(store: Store, load: Callable[..., str]) -> None:
    """The ministry publishes 291 of 5,518 days. Of its own departments three are shown: 291 − 90 − 60 − 100 = 41."""
    load(PUBLIC.format(share="5,27364987314244"), "zv.csv")
    load([unit(code, "MVZ") for code in "ABCD"], "afdelingen 2.csv", Kind.UNITS)
    load([absence("A", 41, 248, 8), absence("B", 90, 620, 20), absence("C", 60, 1860, 60), absence("D", 100, 2790, 90)], "eigen.csv")  # fmt: skip
    seen = shown(store, "absence_rate", "month")
    assert seen["A"] is None
    assert None in [seen[code] for code in "BCD"]


def test_a_public_figure_of_a_part_does_not_tell_another_part(store: Store, load: Callable[..., str]) -> None:
    """Of GEM 291 days are shown, of C 60 and of D 100; the ministry below it publishes 14.516…% of its 620: 41 are left."""
    load(PUBLIC.format(share="14,516129032258064"), "zv.csv")
    load([unit("MVZ", "GEM") | {"unit_name": "Ministerie van Zaken"}], "afdelingen 2.csv", Kind.UNITS)
    load([absence("A", 41, 248, 8), absence("C", 60, 1860, 60), absence("D", 100, 2790, 90), absence("GEM", 291, 5518, 178)], "eigen.csv")  # fmt: skip
    seen = shown(store, "absence_rate", "month")
    assert seen["A"] is None
    assert None in [seen[code] for code in ("GEM", "C", "D")]


def test_a_quarter_with_two_of_its_months_does_not_tell_the_third(store: Store, load: Callable[..., str]) -> None:
    """14 − 6 − 7: one person left in March, a month that no file was delivered of."""
    load([outflow("A", 6, 60, "2024-01"), outflow("A", 7, 60, "2024-02"), outflow("A", 14, 60, "2024-Q1")], "eerste.csv")  # fmt: skip
    table = indicator_values(store, SYSTEM, minimum_group=MINIMUM_GROUP, indicators=["outflow_rate"]).where(unit="A")
    counts = {(row["grain"], row["period"]): row["numerator"] for row in table.rows()}
    asked = [("month", date(2024, 1, 1)), ("month", date(2024, 2, 1)), ("quarter", date(2024, 1, 1))]
    assert None in [counts[cell] for cell in asked]
