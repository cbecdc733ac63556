"""Progress of a goal from its baseline to its target."""


def progress(latest: float | None, baseline: float | None, target: float | None) -> float | None:
    """(latest − baseline) ÷ (target − baseline): 0 at the baseline, 1 at the target; may pass both ends.

    None when one of the three is missing or when baseline and target are equal. Source: statistics specification, §3.
    """
    if latest is None or baseline is None or target is None or target == baseline:
        return None
    return (latest - baseline) / (target - baseline)


def clamped(share: float) -> float:
    """A share between 0 and 1, for a bar."""
    return min(1.0, max(0.0, share))
