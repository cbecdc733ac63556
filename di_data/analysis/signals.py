"""The four readings that a figure can have, whatever statistic they come from. Pure."""

from enum import StrEnum


class Signal(StrEnum):
    """What a series or a change says: never that one thing caused another. Source: statistics specification, §4."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NONE = "no_signal"
    TOO_FEW = "too_few_points"
