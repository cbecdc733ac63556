"""Quirks on top of each other: the file loads to exactly the truth, is asked about or refused; common ones load."""

import pytest
from hypothesis import HealthCheck, given, settings

from tests.variants.combinations import Combination, combinations, file_of
from tests.variants.outcome import outcome_of

BOUNDED = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
MANY = settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))


def _holds(drawn: Combination) -> None:
    file, allowed = file_of(drawn)
    found = outcome_of(file, allowed)
    assert found.problem is None, f"{found.result} {', '.join(found.rules)}: {found.problem}"


@BOUNDED
@given(drawn=combinations())
def test_combination(drawn: Combination) -> None:
    _holds(drawn)


@pytest.mark.long
@MANY
@given(drawn=combinations())
def test_many_combinations(drawn: Combination) -> None:
    _holds(drawn)
