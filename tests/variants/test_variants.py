"""Every named variant loads to exactly the truth, or asks or is refused at the right cell or column; never anything else."""

import pytest

from tests.variants.catalogue import VARIANTS
from tests.variants.outcome import outcome_of
from tests.variants.variant import Variant


def test_there_are_enough_of_them() -> None:
    assert len(VARIANTS) >= 150


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.name)
def test_variant(variant: Variant) -> None:
    found = outcome_of(variant.make(), variant.allowed)
    assert found.problem is None, f"{found.result} {', '.join(found.rules)}: {found.problem}"
