"""Survey figures: margins, response, the change test, diverging bars and scale scores."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from di_data.analysis.signals import Signal
from di_data.analysis.survey import Share, change, correction, diverging, response, scale_score

# Margin and response ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "answers", "people", "margin"),
    [
        (0.5, 100, 1000, 0.0930175),  # 1.96 · 0.05 · √(900 ÷ 999)
        (0.5, 100, None, 0.098),
        (0.8, 64, 80, 0.0440987),  # 1.96 · 0.05 · √(16 ÷ 79) = 0.098 · 0.4500352
        (0.8, 80, 80, 0.0),
        (0.0, 10, 20, 0.0),
        (1.0, 1, 1, 0.0),
    ],
)
def test_margin(value: float, answers: int, people: int | None, margin: float) -> None:
    assert Share(value, answers, people).margin == pytest.approx(margin, abs=5e-6)


@pytest.mark.parametrize(("people", "sample"), [(100, 80), (500, 217), (1000, 278), (10_000, 370), (100_000, 384)])
def test_published_sample_sizes_have_a_margin_of_five_points(people: int, sample: int) -> None:
    """The table of Krejcie and Morgan, "Determining sample size for research activities" (1970), for p = 0.5 and 5%."""
    assert Share(0.5, sample, people).margin == pytest.approx(0.05, abs=0.001)


@pytest.mark.parametrize(("answers", "people"), [(0, 10), (11, 10), (-1, None)])
def test_impossible_answers_are_refused(answers: int, people: int | None) -> None:
    with pytest.raises(ValueError, match="share"):
        Share(0.5, answers, people)


@pytest.mark.parametrize("value", [-0.1, 1.1, math.nan])
def test_impossible_share_is_refused(value: float) -> None:
    with pytest.raises(ValueError, match="share"):
        Share(value, 10, 20)


def test_response() -> None:
    assert response(30, 40) == 0.75
    assert response(0, 40) == 0
    assert response(30, None) is None
    assert response(0, 0) is None


# Change ----------------------------------------------------------------------------------------


def test_change_by_hand() -> None:
    """0.12 ± 1.96 · √(0.6 · 0.4 ÷ 100 + 0.72 · 0.28 ÷ 100) = ± 0.130248."""
    told = change(Share(0.60, 100), Share(0.72, 100))
    assert told == pytest.approx((0.12, -0.010248, 0.250248, False), abs=1e-6)


def test_finite_group_makes_the_same_change_real() -> None:
    """Of 150 people each: √(50 ÷ 149) times as wide, ± 0.075451."""
    told = change(Share(0.60, 100, 150), Share(0.72, 100, 150))
    assert told == pytest.approx((0.12, 0.044549, 0.195451, True), abs=1e-6)


def test_when_all_answered_every_change_is_real_and_none_is_none() -> None:
    assert change(Share(0.60, 100, 100), Share(0.61, 100, 100)).is_real
    assert not change(Share(0.60, 100, 100), Share(0.60, 100, 100)).is_real


def test_unanimous_round_is_not_taken_as_exactly_known() -> None:
    """10 of 10, then 7 of 10: the interval of 0.3 ± 0.284 leaves out zero, the test with p = 0.85 in both does not (± 0.313)."""
    told = change(Share(1.0, 10), Share(0.7, 10))
    assert told.upper < 0
    assert not told.is_real
    assert change(Share(0.0, 10), Share(1.0, 10)).is_real


def test_small_round_beside_a_large_one_is_not_taken_as_well_known() -> None:
    """6 of 10, then 85% of 1000: with p = 0.8475 in both ± 0.224 would do, but the interval of 0.25 ± 0.304 holds zero."""
    told = change(Share(0.6, 10), Share(0.85, 1000))
    assert told == pytest.approx((0.25, -0.054447, 0.554447, False), abs=1e-5)


@pytest.mark.parametrize(
    ("after", "direction", "signal"),
    [
        (0.9, "higher", Signal.IMPROVEMENT),
        (0.9, "lower", Signal.CONCERN),
        (0.1, "higher", Signal.CONCERN),
        (0.1, "lower", Signal.IMPROVEMENT),
        (0.9, None, Signal.NONE),
        (0.51, "higher", Signal.NONE),
    ],
)
def test_signal_of_a_change(after: float, direction: str | None, signal: Signal) -> None:
    assert change(Share(0.5, 100), Share(after, 100)).signal(direction) == signal


@st.composite
def shares(draw: st.DrawFn) -> Share:
    answers = draw(st.integers(1, 400))
    people = draw(st.one_of(st.none(), st.integers(answers, 1000)))
    return Share(draw(st.integers(0, answers)) / answers, answers, people)


@given(shares(), shares())
def test_real_change_has_an_interval_without_zero_both_ways_round(before: Share, after: Share) -> None:
    told, back = change(before, after), change(after, before)
    assert told.is_real == back.is_real
    assert (told.lower, told.upper) == pytest.approx((-back.upper, -back.lower))
    if told.is_real:
        assert told.lower > 0 or told.upper < 0


@given(shares())
def test_margin_shrinks_with_the_group_and_the_finite_one_is_never_wider(share: Share) -> None:
    assert share.margin <= Share(share.value, share.answers).margin
    assert 0 <= correction(share.answers, share.people) <= 1


# Answers around the neutral one ----------------------------------------------------------------


def test_neutral_answer_is_split() -> None:
    """0, 1, 4, 3, 2 of ten: the neutral four lie half on each side of 0."""
    bars = diverging([0, 1, 4, 3, 2])
    assert [bar.share for bar in bars] == pytest.approx([0, 0.1, 0.4, 0.3, 0.2])
    assert [bar.start for bar in bars] == pytest.approx([-0.3, -0.3, -0.2, 0.2, 0.5])
    assert [bar.end for bar in bars] == pytest.approx([-0.3, -0.2, 0.2, 0.5, 0.7])


def test_scale_without_a_neutral_answer_has_zero_in_between() -> None:
    assert [bar.start for bar in diverging([1, 1, 1, 1])] == pytest.approx([-0.5, -0.25, 0, 0.25])
    assert [bar.end for bar in diverging([2, 0, 0, 0])] == pytest.approx([0, 0, 0, 0])


def test_no_answers_have_no_bar() -> None:
    assert diverging([0, 0, 0]) == diverging([]) == ()
    with pytest.raises(ValueError, match="count"):
        diverging([3, -1])


@given(st.lists(st.integers(0, 500), min_size=1, max_size=11).filter(any))
def test_bar_is_whole_and_mirrors(counts: list[int]) -> None:
    bars, mirrored = diverging(counts), diverging(counts[::-1])
    assert bars[-1].end - bars[0].start == pytest.approx(1)
    assert [bar.end for bar in bars[:-1]] == pytest.approx([bar.start for bar in bars[1:]])
    assert [bar.start for bar in mirrored] == pytest.approx([-bar.end for bar in bars[::-1]])


# Scale scores ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "reverse", "score"),
    [
        ([5, 4, 3], (), 4.0),
        ([5, 1, 2], (1,), 4.0),
        ([5, 1, None, None], (1,), 5.0),
        ([5, None, None, None], (), None),
        ([5, 4, None, None, None], (), None),
        ([5, 4, 3, None, None], (2,), 4.0),
        ([None, None], (0,), None),
        ([], (), None),
    ],
)
def test_scale_score(answers: list[float | None], reverse: tuple[int, ...], score: float | None) -> None:
    assert scale_score(answers, low=1, high=5, reverse=reverse) == (None if score is None else pytest.approx(score))


@pytest.mark.parametrize(("answers", "reverse"), [([6, 1], ()), ([0, 1], (0,)), ([5, 1], (2,)), ([5, 1], (-1,))])
def test_impossible_scale_is_refused(answers: list[float | None], reverse: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="scale"):
        scale_score(answers, low=1, high=5, reverse=reverse)


@given(st.lists(st.one_of(st.none(), st.integers(1, 7)), min_size=1, max_size=20))
def test_all_items_turned_round_turn_the_score(answers: list[float | None]) -> None:
    own = scale_score(answers, low=1, high=7)
    turned = scale_score(answers, low=1, high=7, reverse=range(len(answers)))
    assert turned == (None if own is None else pytest.approx(8 - own))
