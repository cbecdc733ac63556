"""Progress from baseline to target."""

import pytest

from di_data.analysis.progress import clamped, progress


@pytest.mark.parametrize(
    ("latest", "baseline", "target", "share"),
    [
        (6.0, 6.0, 5.0, 0.0),
        (5.0, 6.0, 5.0, 1.0),
        (5.5, 6.0, 5.0, 0.5),
        (6.5, 6.0, 5.0, -0.5),
        (4.5, 6.0, 5.0, 1.5),
        (62.0, 60.0, 70.0, 0.2),
        (0.0, -10.0, 10.0, 0.5),
        (0.0, 0.0, 8.0, 0.0),
    ],
)
def test_share_of_the_way(latest: float, baseline: float, target: float, share: float) -> None:
    assert progress(latest, baseline, target) == pytest.approx(share)


@pytest.mark.parametrize(
    "missing", [(None, 6.0, 5.0), (5.5, None, 5.0), (5.5, 6.0, None), (None, None, None), (5.5, 6.0, 6.0)]
)
def test_none_when_it_cannot_be_told(missing: tuple[float | None, float | None, float | None]) -> None:
    assert progress(*missing) is None


@pytest.mark.parametrize(("share", "bar"), [(-0.5, 0.0), (0.0, 0.0), (0.3, 0.3), (1.0, 1.0), (1.5, 1.0)])
def test_bar_stays_within_its_ends(share: float, bar: float) -> None:
    assert clamped(share) == bar
