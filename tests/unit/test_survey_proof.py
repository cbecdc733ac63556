"""The survey mathematics against what others printed, and against rounds in which nothing changed."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from di_data.analysis.survey import Share, change
from di_data.config import PER_CENT, PROJECT
from di_data.demo.rijk import load_benchmarks
from di_data.register.indicators import ensure_shipped
from di_data.store import Store

ROUNDING = 0.05
"""Points: the file prints one decimal."""

TOLERANCE = 0.15
"""Points between our end of an interval and the printed one: rounding of the value and of the end, and CBS does not take the
plain normal interval (the printed ones reach a little further towards 50%)."""


@pytest.fixture(scope="module")
def nea(tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    """Every printed value of the NEA with both ends of its 95% interval."""
    with Store(Path(tmp_path_factory.mktemp("nea")) / "nea.duckdb", create=True) as store:
        ensure_shipped(store)
        load_benchmarks(store, PROJECT / "tests" / "data")
        every = store.read("figures/reference_values", indicator=None)
    return every.filter(pl.col("indicator").str.starts_with("nea_"), pl.col("lower").is_not_null())


def _bounds(value: float, lower: float, upper: float) -> tuple[float, float]:
    """The fewest and the most answers that an interval of this printed width can have: the file gives no numbers, so they
    are bounded by what the width becomes when both ends were rounded the other way."""
    share = value / PER_CENT
    widest, narrowest = ((upper - lower) + way * 2 * ROUNDING for way in (1, -1))
    return tuple(share * (1 - share) * (2 * 1.96 / (width / PER_CENT)) ** 2 for width in (widest, narrowest))  # type: ignore[return-value]


@pytest.mark.parametrize("series", ["T001081", "417400"])  # all sectors; public administration
def test_printed_intervals_of_the_nea_are_ours(nea: pl.DataFrame, series: str) -> None:
    # All questions of a year were put to the same people, so one number of answers must give every interval of that year.
    years = nea.filter(pl.col("series") == series).partition_by("period")
    assert len(years) == 11
    for year in years:
        rows = year.select("value", "lower", "upper").rows()
        assert len(rows) >= 10
        middle = sorted(sum(_bounds(*row)) / 2 for row in rows)[len(rows) // 2]
        worst = min(
            max(abs(value + way * PER_CENT * Share(value / PER_CENT, answers).margin - end)
                for value, lower, upper in rows for way, end in ((-1, lower), (1, upper)))
            for answers in range(round(middle * 0.85), round(middle * 1.2), max(1, round(middle / 100)))
        )  # fmt: skip
        assert worst < TOLERANCE, year["period"][0]


def test_implied_numbers_of_answers_are_those_of_one_survey(nea: pl.DataFrame) -> None:
    # Public administration is a part of all sectors, every year.
    def answers(series: str) -> dict[object, float]:
        own = nea.filter(pl.col("series") == series)
        return {
            period: float(np.median([sum(_bounds(*row)) / 2 for row in own.filter(pl.col("period") == period).select("value", "lower", "upper").rows()]))
            for period in own["period"].unique()
        }  # fmt: skip

    whole, part = answers("T001081"), answers("417400")
    assert all(0.03 < part[period] / whole[period] < 0.12 for period in whole)


def test_what_did_not_change_is_told_so_in_95_of_100_rounds() -> None:
    """Two rounds of the same people with the same opinions; each time others do not answer (drawn without replacement)."""
    draw, cases, right = np.random.default_rng(20261123), 20_000, 0
    for _case in range(cases):
        people = int(draw.integers(40, 2000))
        positive = int(people * draw.uniform(0.15, 0.85))
        rounds = []
        for _round in range(2):
            answers = int(people * draw.uniform(0.4, 0.9))
            said = int(draw.hypergeometric(positive, people - positive, answers))
            rounds.append(Share(said / answers, answers, people))
        right += not change(*rounds).is_real
    assert 0.94 <= right / cases <= 0.96


@pytest.mark.parametrize(
    ("people", "answers", "share"), [(231, 141, 0.6), (1180, 705, 0.56), (400, 120, 0.3), (2000, 900, 0.5)]
)
def test_so_it_is_in_departments_of_every_size(people: int, answers: int, share: float) -> None:
    draw, cases, positive = np.random.default_rng(7), 10_000, round(people * share)
    before, after = (draw.hypergeometric(positive, people - positive, answers, cases).tolist() for _round in range(2))
    right = sum(
        not change(Share(one / answers, answers, people), Share(other / answers, answers, people)).is_real
        for one, other in zip(before, after, strict=True)
    )
    assert 0.94 <= right / cases <= 0.96
