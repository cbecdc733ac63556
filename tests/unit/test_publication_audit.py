"""The whole way, in a store: deliveries, publications, corrections that wait, and the auditor over all of it."""

from pathlib import Path
from random import Random

import polars as pl
import pytest

from di_data.access import SYSTEM
from di_data.config import MINIMUM_GROUP
from di_data.disclosure import publish
from di_data.reports import privacy_audit
from tests import stores
from tests.unit.organisations import Organisation, corrected, organisation
from tests.unit.stored_organisations import deliver_organisation, delivered, found

CELL = ["indicator", "unit_id", "grain", "period"]


def unprotected(made: Organisation, seed: int, path: Path) -> list[tuple[object, ...]]:
    """What the auditor finds after nine months, after all, after corrections of one to three people and of many."""
    with stores.filled(path) as store:
        found(store, made)
        said = delivered(made, 9)
        deliver_organisation(store, said)
        publish(store, MINIMUM_GROUP)
        few = corrected(made, Random(seed), few=True, share=0.05)
        for now in (made, few, corrected(few, Random(seed + 1), few=False, share=0.05)):
            figures = delivered(now)
            deliver_organisation(store, figures.join(said, on=figures.columns, how="anti", nulls_equal=True))
            publish(store, MINIMUM_GROUP)
            said = figures
        outcome = privacy_audit.run(store, SYSTEM, minimum_group=MINIMUM_GROUP)
        assert outcome is not None
        assert outcome.publications > 1
        told = pl.DataFrame([row for row in outcome.cells.rows() if row["outcome"] == "unprotected"])
    return (
        []
        if told.is_empty()
        else [(seed, *row) for row in told.select("kind", "indicator", "grain", "structure").unique().rows()]
    )


@pytest.mark.parametrize("seed", range(3))
def test_nothing_in_a_store_can_be_worked_out(seed: int, tmp_path: Path) -> None:
    assert unprotected(organisation(seed, departments=8 + seed, months=12), seed, tmp_path / "store.duckdb") == []


@pytest.mark.long
def test_nothing_in_a_hundred_stores_can_be_worked_out(tmp_path: Path) -> None:
    told = [
        cell for seed in range(3, 105) for cell in unprotected(organisation(seed), seed, tmp_path / f"{seed}.duckdb")
    ]
    assert told == []
