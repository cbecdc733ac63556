"""Drawing counts by chance, the same on every machine."""

import math
from random import Random

_EXACT = 150
"""Up to this many trials are drawn one by one; above it the normal approximation is as good and quicker."""


def binomial(chance: Random, trials: int, share: float) -> int:
    """How many of the trials succeed when each does with this probability (0–1)."""
    if trials <= _EXACT:
        return sum(chance.random() < share for _trial in range(trials))
    drawn = round(chance.gauss(trials * share, math.sqrt(trials * share * (1 - share))))
    return min(max(drawn, 0), trials)
