"""The minimum group that holds for an indicator, given what was agreed. Pure."""

from collections.abc import Mapping

from di_data.config import FLOOR_GROUP


def minimum_of(agreed: Mapping[str | None, int], indicator: str | None, default: int) -> int:
    """People in a group before a figure of the indicator is shown: its own agreement, else the one for all (None), else
    `default`; never below the floor. `indicator` None asks what holds where no agreement of its own stands."""
    return max(FLOOR_GROUP, agreed.get(indicator, agreed.get(None, default)))
