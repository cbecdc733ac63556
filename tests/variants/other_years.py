"""Next year's files of the public sources, made of the real ones in tests/data: all variants, in order.

Each loads to exactly the figures that were put into it, or is asked about or refused; never to other figures.
"""

from tests.variants import of_cbs, of_csps, of_nea, of_rijk  # noqa: F401 - importing them fills the registry
from tests.variants.variant import YEARS, Variant

OTHER_YEARS: tuple[Variant, ...] = tuple(YEARS.values())
