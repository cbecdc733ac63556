"""Every named variant loads to exactly the truth, or asks or is refused at the right cell or column; never anything else."""

from pathlib import Path

import pytest

from tests.variants.catalogue import VARIANTS
from tests.variants.outcome import base_store, outcome_in
from tests.variants.variant import Variant


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store that every variant gets a copy of."""
    return base_store(tmp_path_factory.mktemp("variants") / "base.duckdb")


def test_there_are_enough_of_them() -> None:
    assert len(VARIANTS) >= 150


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_variant(variant: Variant, base: Path, tmp_path: Path) -> None:
    found = outcome_in(base, tmp_path / "store.duckdb", variant.make(), variant.allowed)
    assert found.problem is None, f"{found.result} {', '.join(found.rules)}: {found.problem}"
