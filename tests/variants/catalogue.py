"""All named variants, in order."""

from tests.variants import (  # noqa: F401 - importing them fills the registry
    of_dates,
    of_departments,
    of_meanings,
    of_numbers,
    of_periods,
    of_shape,
    of_surveys,
    of_text,
    of_vendors,
    of_workbooks,
)
from tests.variants.variant import REGISTRY, Variant

VARIANTS: tuple[Variant, ...] = tuple(REGISTRY.values())
