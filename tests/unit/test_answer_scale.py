"""The answers of a question merged and named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from di_data.analysis.answer_scale import Detail, codes, is_told, merged, parts

SCALES = st.lists(st.integers(0, 400), min_size=2, max_size=7)


def test_a_scale_of_five() -> None:
    counts = (3, 6, 9, 20, 12)
    assert merged(counts, Detail.TWO) == (18, 32)
    assert merged(counts, Detail.THREE) == (9, 9, 32)
    assert merged(counts, Detail.EVERY) == counts
    assert codes(5, Detail.EVERY) == ("1/5", "2/5", "neutral", "4/5", "5/5")


def test_a_scale_without_a_neutral_answer() -> None:
    assert merged((1, 2, 3, 4), Detail.TWO) == (3, 7)
    assert codes(4, Detail.EVERY) == ("1/4", "2/4", "3/4", "4/4")
    assert not is_told(4, Detail.THREE)
    with pytest.raises(ValueError, match="no such detail"):
        merged((1, 2, 3, 4), Detail.THREE)


def test_of_two_and_three_answers_nothing_can_be_merged_further() -> None:
    assert [is_told(2, detail) for detail in Detail] == [True, False, False]
    assert [is_told(3, detail) for detail in Detail] == [True, True, False]


@given(SCALES)
def test_each_detail_takes_the_one_before_it_apart(counts: list[int]) -> None:
    coarser = merged(counts, Detail.TWO)
    for detail in (Detail.THREE, Detail.EVERY):
        if not is_told(len(counts), detail):
            continue
        finer = merged(counts, detail)
        assert tuple(sum(finer[part]) for part in parts(len(counts), detail)) == coarser
        assert len(codes(len(counts), detail)) == len(finer)
        assert sum(finer) == sum(counts)
        coarser = finer
