"""The status of a goal: the straight line, the reading of its figure, and the sentence that says why."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from di_data.analysis.progress import expected_share, weighted
from di_data.analysis.signals import Signal
from di_data.analysis.status import COURSES, Course, Status, Why, status
from di_data.language import speaking
from di_data.reports import status_words

START, DUE = date(2024, 1, 1), date(2026, 1, 1)
"""731 days."""
HALF = date(2025, 1, 1)
"""366 of them: the line asks 50.07%."""
NONE, UP, DOWN, FEW = Signal.NONE, Signal.IMPROVEMENT, Signal.CONCERN, Signal.TOO_FEW


# The line --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "share"),
    [
        (date(2023, 6, 1), 0.0),
        (START, 0.0),
        (date(2024, 1, 2), 1 / 731),
        (HALF, 366 / 731),
        (DUE, 1.0),
        (date(2030, 1, 1), 1.0),
    ],
)
def test_line_asks(on: date, share: float) -> None:
    assert expected_share(START, DUE, on) == pytest.approx(share)


def test_line_of_a_single_day_is_a_step() -> None:
    assert expected_share(START, START, START - timedelta(days=1)) == 0
    assert expected_share(START, START, START) == 1


def test_weighted_progress_by_hand() -> None:
    assert weighted([0.5], [3]) == 0.5
    assert weighted([1.2, 0.0, -0.3], [1, 2, 3]) == pytest.approx((1.2 - 0.9) / 6)
    assert weighted([0.4, None], [1, 0]) == 0.4


def test_weighted_progress_waits_for_every_indicator() -> None:
    assert weighted([0.4, None], [1, 1]) is None


@pytest.mark.parametrize(("shares", "weights"), [([0.5], [0]), ([], []), ([0.5, 0.5], [1, -1]), ([0.5], [1, 1])])
def test_weights_that_weigh_nothing_are_refused(shares: list[float | None], weights: list[float]) -> None:
    with pytest.raises(ValueError, match=r"weight|shorter|longer"):
        weighted(shares, weights)


# Status ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("progress", "seen_on", "signal", "why"),
    [
        (None, HALF, NONE, Why.NO_PROGRESS_KNOWN),
        (0.9, None, NONE, Why.NOTHING_SINCE_START),
        (0.9, date(2023, 12, 31), UP, Why.NOTHING_SINCE_START),
        (0.9, START, NONE, Why.JUST_STARTED),
        (0.0, date(2024, 3, 30), DOWN, Why.JUST_STARTED),
        (0.03, date(2024, 3, 31), NONE, Why.ON_LINE),
        (1.0, date(2024, 1, 31), NONE, Why.REACHED),
        (1.4, HALF, FEW, Why.REACHED),
        (1.0, HALF, DOWN, Why.REACHED_BUT_CONCERN),
        (0.51, HALF, NONE, Why.ON_LINE),
        (0.41, HALF, FEW, Why.ON_LINE),
        (0.41, HALF, DOWN, Why.ON_LINE_BUT_CONCERN),
        (0.40, HALF, NONE, Why.BEHIND),
        (0.26, HALF, FEW, Why.BEHIND),
        (0.25, HALF, NONE, Why.FAR_BEHIND),
        (0.25, HALF, UP, Why.BEHIND_BUT_IMPROVING),
        (-0.5, HALF, UP, Why.BEHIND_BUT_IMPROVING),
        (0.40, HALF, DOWN, Why.BEHIND_AND_CONCERN),
        (-0.01, date(2024, 3, 31), NONE, Why.BEHIND),
        (-0.08, date(2024, 3, 31), NONE, Why.FAR_BEHIND),
        (0.11, date(2024, 8, 1), NONE, Why.BEHIND),
        (0.09, date(2024, 8, 1), NONE, Why.FAR_BEHIND),
        (0.99, DUE, UP, Why.MISSED),
        (1.0, DUE, NONE, Why.REACHED),
    ],
)
def test_status(progress: float | None, seen_on: date | None, signal: Signal, why: Why) -> None:
    told = status(progress=progress, starts_on=START, due_on=DUE, seen_on=seen_on, signal=signal)
    assert told.why == why
    assert told.signal == signal


@pytest.mark.parametrize(("progress", "why"), [(0.0, Why.ON_LINE), (-0.01, Why.BEHIND)])
def test_further_away_than_at_the_start_is_never_on_the_line(progress: float, why: Why) -> None:
    """Of a goal of six years the line asks 8% after half a year: less than the slack."""
    due_on, seen_on = date(2030, 1, 1), date(2024, 6, 30)
    assert status(progress=progress, starts_on=START, due_on=due_on, seen_on=seen_on, signal=NONE).why == why


@pytest.mark.parametrize(
    ("course", "reasons"),
    [
        (Course.ON_COURSE, {Why.REACHED, Why.ON_LINE}),
        (Course.NEEDS_ATTENTION, {Why.REACHED_BUT_CONCERN, Why.ON_LINE_BUT_CONCERN, Why.BEHIND, Why.BEHIND_BUT_IMPROVING}),
        (Course.ADJUST, {Why.BEHIND_AND_CONCERN, Why.FAR_BEHIND, Why.MISSED}),
        (Course.TOO_EARLY, {Why.NO_PROGRESS_KNOWN, Why.NOTHING_SINCE_START, Why.JUST_STARTED}),
    ],
)  # fmt: skip
def test_every_reason_has_its_status(course: Course, reasons: set[Why]) -> None:
    assert {why for why in Why if Status(why, 0.5, 0.5, NONE).course == course} == reasons
    assert set(COURSES) == set(Why)


DAYS = st.dates(date(2023, 1, 1), date(2027, 1, 1))
SHARES = st.floats(-2, 3)
ORDER = [Course.ADJUST, Course.NEEDS_ATTENTION, Course.ON_COURSE]


def rank(progress: float, seen_on: date, signal: Signal) -> int | None:
    course = status(progress=progress, starts_on=START, due_on=DUE, seen_on=seen_on, signal=signal).course
    return None if course == Course.TOO_EARLY else ORDER.index(course)


@given(SHARES, SHARES, DAYS, st.sampled_from(Signal))
def test_more_progress_is_never_worse(one: float, other: float, seen_on: date, signal: Signal) -> None:
    less, more = rank(min(one, other), seen_on, signal), rank(max(one, other), seen_on, signal)
    assert less is None or (more is not None and more >= less)


@given(SHARES, DAYS)
def test_better_reading_is_never_worse(progress: float, seen_on: date) -> None:
    ranks = [rank(progress, seen_on, signal) for signal in (DOWN, NONE, UP)]
    assert ranks == [None] * 3 or ranks == sorted(ranks, key=lambda place: -1 if place is None else place)
    assert rank(progress, seen_on, FEW) == rank(progress, seen_on, NONE)


@given(st.floats(-2, 0.999), DAYS, st.sampled_from(Signal))
def test_later_on_the_same_progress_is_never_better(progress: float, seen_on: date, signal: Signal) -> None:
    sooner, later = rank(progress, seen_on, signal), rank(progress, seen_on + timedelta(days=200), signal)
    assert sooner is None or (later is not None and later <= sooner)


@given(SHARES, DAYS)
def test_concern_is_never_on_course(progress: float, seen_on: date) -> None:
    assert (
        status(progress=progress, starts_on=START, due_on=DUE, seen_on=seen_on, signal=DOWN).course != Course.ON_COURSE
    )


# Words -----------------------------------------------------------------------------------------


def sentence(why: Why, progress: float | None = 0.29, expected: float | None = 0.5) -> str:
    with speaking("en"):
        return status_words.sentence(Status(why, progress, expected, NONE))


@given(st.one_of(st.none(), SHARES), st.one_of(st.none(), DAYS), st.sampled_from(Signal))
def test_every_status_says_why_in_one_sentence(progress: float | None, seen_on: date | None, signal: Signal) -> None:
    told = status(progress=progress, starts_on=START, due_on=DUE, seen_on=seen_on, signal=signal)
    with speaking("en"):
        words = status_words.sentence(told)
    assert words.endswith(".")
    assert words.count(".") == 1
    assert "{" not in words
    assert "-" not in words, "a share below nothing is said in words"
    assert not {"effect", "proof", "prove", "cause"} & set(words.lower().rstrip(".").split())


def test_sentences_name_the_figures() -> None:
    assert sentence(Why.BEHIND) == "29% of the way is done, less than the 50% that the time so far asks."
    assert sentence(Why.MISSED, 0.9999, 1.0) == "The due date has passed and 99% of the way is done."
    assert sentence(Why.MISSED, -0.2, 1.0) == "The due date has passed and the figure did not come closer to its target."  # fmt: skip
    assert sentence(Why.ON_LINE, 0.57, 0.58) == "57% of the way is done; 58% is what the time so far asks."


def test_statuses_have_different_names() -> None:
    with speaking("en"):
        assert len({status_words.name(course) for course in Course}) == 4
