"""Next year's files of the public sources load to exactly what they say, or are asked about or refused."""

from pathlib import Path

import pytest

from tests.variants.other_years import OTHER_YEARS
from tests.variants.outcome import base_store, outcome_in
from tests.variants.variant import Variant


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store that every variant gets a copy of."""
    return base_store(tmp_path_factory.mktemp("years") / "base.duckdb")


@pytest.mark.parametrize("variant", OTHER_YEARS, ids=lambda variant: variant.name)
def test_other_year(variant: Variant, base: Path, tmp_path: Path) -> None:
    found = outcome_in(base, tmp_path / "store.duckdb", variant.make(), variant.allowed)
    assert found.problem is None, f"{found.result} {', '.join(found.rules)}: {found.problem}"
