"""Quirks on top of each other: the file loads to exactly the truth, is asked about or refused; common ones load."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.variants.combinations import Combination, combinations, file_of
from tests.variants.outcome import base_store, outcome_in

BOUNDED = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store that every file gets a copy of."""
    return base_store(tmp_path_factory.mktemp("combinations") / "base.duckdb")


def _holds(drawn: Combination, base: Path) -> None:
    file, allowed = file_of(drawn)
    found = outcome_in(base, base.with_name("copy.duckdb"), file, allowed)
    assert found.problem is None, f"{found.result} {', '.join(found.rules)}: {found.problem}"


@BOUNDED
@given(drawn=combinations())
def test_combination(drawn: Combination, base: Path) -> None:
    _holds(drawn, base)


@pytest.mark.long
@MANY
@given(drawn=combinations())
def test_many_combinations(drawn: Combination, base: Path) -> None:
    _holds(drawn, base)
