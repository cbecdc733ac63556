"""Next year's files of the public sources load to exactly what they say, or are asked about or refused."""

import pytest

from tests.variants.other_years import OTHER_YEARS
from tests.variants.outcome import outcome_of
from tests.variants.variant import Variant


@pytest.mark.parametrize("variant", OTHER_YEARS, ids=lambda variant: variant.name)
def test_other_year(variant: Variant) -> None:
    found = outcome_of(variant.make(), variant.allowed)
    assert found.problem is None, f"{found.result} {', '.join(found.rules)}: {found.problem}"
