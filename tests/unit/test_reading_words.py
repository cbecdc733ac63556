"""The sentence for every reading: what it says, since when, and that it never says what brought a figure about."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import product
from typing import Any

import pytest

from di_data.analysis import reading_names
from di_data.analysis.before_after import before_after
from di_data.analysis.dialogue_data import Match, held
from di_data.analysis.funnel import Adjustment, Chance, Funnel, Place, funnel
from di_data.analysis.signals import Signal
from di_data.analysis.spc import Assurance, Variation, xmr
from di_data.analysis.special_causes import Label
from di_data.language import speaking
from di_data.periods import Grain, Period
from di_data.reports import reading_words as words
from di_data.vocabulary import Measure, Rating

PERIODS = [Period(date(2024 + place // 12, place % 12 + 1, 1), Grain.MONTH) for place in range(40)]
QUIET = [5.0, 6.0] * 7
"""Mean 5.5 and ranges of 1: limits 2.84 and 8.16."""


def message(values: Sequence[float | None], **options: Any) -> str:
    with speaking("en"):
        return words.message("Absence Zorg", xmr(values, **options), PERIODS)


def why(values: Sequence[float | None], **options: Any) -> str:
    with speaking("en"):
        return words.why(xmr(values, **options), PERIODS, Measure.PERCENT)


# A series --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "told"),
    [
        (None, "Absence Zorg: no signal; the figures go up and down as they always do"),
        (9.0, "Absence Zorg: no signal; the target is reached every time"),
        (2.0, "Absence Zorg does not reach the target unless something changes"),
        (5.0, "Absence Zorg: no signal; the target is reached at times, and at times it is not"),
    ],
)
def test_without_a_signal_the_target_decides(target: float | None, told: str) -> None:
    assert message(QUIET, target=target) == told


SHIFTED = [5.0, 6.0] * 10 + [4.5, 5.2] * 4
"""Fixed on its first twenty, with a mean of 5.5: the last eight, from September 2025 on, lie below it."""


@pytest.mark.parametrize(
    ("direction", "told"),
    [
        ("lower", "Absence Zorg: signal of improvement since September 2025"),
        ("higher", "Absence Zorg: signal of concern since September 2025"),
        (None, "Absence Zorg: lower than usual since September 2025"),
    ],
)
def test_a_signal_has_the_month_in_which_it_began(direction: str | None, told: str) -> None:
    assert message(SHIFTED, fix_after=20, direction=direction) == told


@pytest.mark.parametrize(
    ("value", "direction", "told"),
    [
        (9.0, "lower", "signal of concern in March 2025"),
        (1.0, "lower", "signal of improvement in March 2025"),
        (9.0, "higher", "signal of improvement in March 2025"),
        (1.0, "higher", "signal of concern in March 2025"),
        (9.0, None, "higher than usual in March 2025"),
        (1.0, None, "lower than usual in March 2025"),
    ],
)
def test_a_single_point_stands_in_its_month(value: float, direction: str | None, told: str) -> None:
    assert message([*QUIET, value], fix_after=14, direction=direction) == f"Absence Zorg: {told}"


def test_a_signal_goes_back_no_further_than_a_gap_or_a_group() -> None:
    gap = [*SHIFTED, None, *[4.5, 5.2] * 4]
    assert message(gap, fix_after=20).endswith("since June 2026")  # 20 + 8 + the gap
    rebased = [9.0] * 14 + [5.0, 6.0] * 7 + [1.0]
    assert message(rebased, rebase=[14]).endswith("in May 2026")


@pytest.mark.parametrize(("step", "told"), [(0.2, "rising"), (-0.2, "falling")])
def test_a_trend_of_a_figure_without_a_better_way_rises_or_falls(step: float, told: str) -> None:
    trend = [5.6 - 4 * step + step * place for place in range(1, 8)]  # from 5 to 6.2, within the limits
    values = [*QUIET, 5.5, *trend]
    assert xmr(values, fix_after=14, direction=None).labels[-1] == Label.TREND
    assert message(values, fix_after=14, direction=None).startswith(f"Absence Zorg: {told} since")


def test_too_few_figures_are_counted() -> None:
    assert message([5.0, 6.0] * 4) == "Absence Zorg: too few figures to say anything (8 of 13)"
    assert message([5.0, None] * 8) == "Absence Zorg: too few figures to say anything (8 of 13)"
    assert message([*QUIET, 5.0], rebase=[14]) == "Absence Zorg: too few figures to say anything since March 2025"
    assert message([None] * 15) == message([]) == "Absence Zorg: no figure can be shown"


def test_in_dutch_the_month_is_written_in_full() -> None:
    with speaking("nl"):
        assert words.month(PERIODS[14]) == "maart 2025"
        assert words.month(Period(date(2025, 1, 1), Grain.QUARTER)) == "1e kwartaal 2025"


# Why -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([*QUIET, 9.0], "March 2025 (9.0%) lies above the upper limit of 8.2%. Chance seldom goes that far."),
        ([*QUIET, 1.0], "March 2025 (1.0%) lies below the lower limit of 2.8%. Chance seldom goes that far."),
        ([*QUIET, 7.5, 6.0, 7.5], "Of the last three figures at least two lie close to the upper limit. Chance seldom gives that."),
        ([*QUIET, 3.5, 5.0, 3.5], "Of the last three figures at least two lie close to the lower limit. Chance seldom gives that."),
        ([*QUIET, 5.0, 5.2, 5.4, 5.6, 5.8, 6.0, 6.2], "Since March 2025 the figure has risen 6 times in a row. Chance seldom gives that."),
        ([*QUIET, 6.1, 5.9, 5.7, 5.4, 5.2, 5.0, 4.8], "Since March 2025 the figure has fallen 6 times in a row. Chance seldom gives that."),
        ([*QUIET, 5.0, *[5.6, 5.7] * 4], "The last 8 figures in a row lie above the mean of 5.5%. Chance seldom gives that."),
        ([*QUIET, 5.0, *[5.3, 5.2] * 4], "The last 9 figures in a row lie below the mean of 5.5%. Chance seldom gives that."),
        ([*QUIET, 5.0], "The newest figure lies within the limits and is not part of a row that chance seldom gives."),
    ],
)  # fmt: skip
def test_the_rule_is_told_in_plain_words(values: list[float], told: str) -> None:
    assert why(values, fix_after=14) == told


def test_why_there_is_no_reading() -> None:
    assert why([5.0] * 3) == "Only with 13 figures can signal be told from chance."
    assert why([]) == "There is no figure that can be shown."


def test_every_assurance_has_a_sentence() -> None:
    with speaking("en"):
        told = {words.target_sentence(one) for one in Assurance}
    assert len(told) == 3
    assert all(sentence.endswith(".") for sentence in told)


# An action -------------------------------------------------------------------------------------


def action(values: Sequence[float | None], start: int) -> str:
    reading = before_after(values, start, direction="lower")
    with speaking("en"):
        return words.before_after_message("Roosters", reading, None if reading.at is None else PERIODS[reading.at])


def test_before_and_after_an_action() -> None:
    assert (
        action([*QUIET, 1.0, 5.0], 14)
        == "Roosters: since the start the figure gives a signal of improvement (March 2025)"
    )
    assert (
        action([*QUIET, 5.0, 9.0], 14) == "Roosters: since the start the figure gives a signal of concern (April 2025)"
    )
    assert (
        action([*QUIET, 5.0, 6.0], 14)
        == "Roosters: since the start the figure gives no signal; it goes up and down as before"
    )
    assert action([*QUIET, 5.0, 6.0], 8) == "Roosters: too few figures before the start to compare with (8 of 12)"
    assert action(QUIET, 14) == "Roosters: there is no figure yet since the start"


def test_no_word_says_what_brought_a_figure_about() -> None:
    told = [words.BESIDE_TIME, *words._BEFORE_AFTER.values(), *words._DIALOGUE.values(), *reading_names.NAMES.values()]
    assert not [
        one for one in told if re.search(r"\b(effect|proof|prove|cause|because|due to|result)", one, re.IGNORECASE)
    ]


# Departments -----------------------------------------------------------------------------------


def plot(*places: Place) -> Funnel:
    rates = {Place.ABOVE: 0.9, Place.WITHIN: 0.5, Place.BELOW: 0.1}
    found = funnel([rates[one] for one in places], [400] * len(places), adjustment=Adjustment.NONE, centre=0.5)
    assert found.places == places
    return found


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ("www", "Absence: no department truly differs from the others"),
        ("aww", "Absence: truly higher in Zorg"),
        ("awa", "Absence: truly higher in Bouw and Zorg"),
        ("bbb", "Absence: truly lower in Bouw, Jeugd and Zorg"),
        ("abw", "Absence: truly higher in Zorg, truly lower in Jeugd"),
    ],
)
def test_departments_that_differ_are_told_by_name(places: str, told: str) -> None:
    codes = {"a": Place.ABOVE, "w": Place.WITHIN, "b": Place.BELOW}
    with speaking("en"):
        assert words.funnel_message("Absence", plot(*(codes[one] for one in places)), ["Zorg", "Jeugd", "Bouw"]) == told


def test_dialogue_is_held_against_the_figure() -> None:
    def told(rating: str | None, signal: Signal) -> str:
        with speaking("en"):
            return words.dialogue_message(
                held(rating, signal), rating, department="Zorg", factor="Autonomy", indicator="the survey"
            )

    assert (
        told("good", Signal.CONCERN)
        == "Zorg: Autonomy was rated good, while the survey gives a signal of concern; worth talking about"
    )
    assert (
        told("poor", Signal.IMPROVEMENT)
        == "Zorg: Autonomy was rated poor, while the survey gives a signal of improvement; worth talking about"
    )
    assert (
        told("good", Signal.IMPROVEMENT)
        == "Zorg: Autonomy was rated good, and the survey gives a signal of improvement"
    )
    assert told("poor", Signal.CONCERN) == "Zorg: Autonomy was rated poor, and the survey gives a signal of concern"
    silent = [
        (rating, signal) for rating, signal in product([None, *Rating], Signal) if held(rating, signal) == Match.NOTHING
    ]
    assert {told(*pair) for pair in silent} == {"Zorg: nothing to compare for Autonomy"}


# Names -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("codes", [Signal, Variation, Assurance, Label, Match, Place, Chance, Adjustment])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_every_code_has_a_name_of_its_own(codes: Any, language: str) -> None:
    with speaking(language):
        assert len({reading_names.name(code) for code in codes}) == len(codes)
