"""Dialogue against data, and how judgements moved between rounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from di_data.analysis.dialogue_data import Match, distribution, held, transitions
from di_data.analysis.signals import Signal
from di_data.vocabulary import Rating

POOR, MIDDLE, GOOD = Rating


@pytest.mark.parametrize(
    ("rating", "signal", "match"),
    [
        ("good", Signal.CONCERN, Match.RATED_BETTER),
        ("poor", Signal.IMPROVEMENT, Match.RATED_WORSE),
        ("good", Signal.IMPROVEMENT, Match.AGREE),
        ("poor", Signal.CONCERN, Match.AGREE),
        ("could_be_better", Signal.CONCERN, Match.NOTHING),
        ("could_be_better", Signal.IMPROVEMENT, Match.NOTHING),
        ("good", Signal.NONE, Match.NOTHING),
        ("poor", Signal.TOO_FEW, Match.NOTHING),
        (None, Signal.CONCERN, Match.NOTHING),
    ],
)
def test_rating_held_against_a_figure(rating: str | None, signal: Signal, match: Match) -> None:
    assert held(rating, signal) == match
    assert match.is_worth_talking == (match in (Match.RATED_BETTER, Match.RATED_WORSE))


def test_unknown_rating_is_refused() -> None:
    with pytest.raises(ValueError, match="great"):
        held("great", Signal.NONE)


def test_transitions_by_hand() -> None:
    before = {"a": "poor", "b": "poor", "c": "good", "d": "could_be_better", "gone": "good"}
    after = {"a": "good", "b": "poor", "c": "could_be_better", "d": "good", "new": "poor"}
    moved = transitions(before, after)
    assert {pair: count for pair, count in moved.counts.items() if count} == {
        (POOR, GOOD): 1, (POOR, POOR): 1, (GOOD, MIDDLE): 1, (MIDDLE, GOOD): 1,
    }  # fmt: skip
    assert len(moved.counts) == 9
    assert (moved.better, moved.same, moved.worse) == (2, 1, 1)
    assert moved.only_before == {POOR: 0, MIDDLE: 0, GOOD: 1}
    assert moved.only_after == {POOR: 1, MIDDLE: 0, GOOD: 0}


def test_distribution_names_every_rating_in_order() -> None:
    assert list(distribution(["good", "poor", "good"]).items()) == [(POOR, 1), (MIDDLE, 0), (GOOD, 2)]


ROUND = st.dictionaries(st.integers(0, 12), st.sampled_from([rating.value for rating in Rating]))


@given(ROUND, ROUND)
def test_everything_rated_is_counted_once(before: dict[int, str], after: dict[int, str]) -> None:
    moved = transitions(before, after)
    assert moved.better + moved.same + moved.worse == sum(moved.counts.values()) == len(before.keys() & after.keys())
    for rating in Rating:
        stayed = sum(moved.counts[rating, other] for other in Rating)
        came = sum(moved.counts[other, rating] for other in Rating)
        assert stayed + moved.only_before[rating] == distribution(before.values())[rating]
        assert came + moved.only_after[rating] == distribution(after.values())[rating]
    back = transitions(after, before)
    assert (back.better, back.worse) == (moved.worse, moved.better)
