"""The XmR chart by a second path: window functions of DuckDB, written from the specification and sharing no code with
`di_data.analysis.spc`, on every real monthly series that we have."""

import duckdb
import pytest

from di_data.analysis.spc import xmr
from di_data.config import PROJECT

RIJK = PROJECT / "tests" / "data" / "rijk_verzuimpercentage_2018_2022.csv"
"""Sickness absence % per month of the central government and 17 of its bodies, P-Direkt (see tests/data/README.md)."""

SECOND_PATH = """
with months as (
    select
        org_afk as series,
        jaar * 12 + maand_nr as month,
        cast(replace(aantal, ',', '.') as double) as y,
        case when $rebase and jaar >= 2020 then 1 else 0 end as part
    from read_csv($file, delim = ';', header = true, all_varchar = false, types = {'aantal': 'VARCHAR', 'jaar': 'INTEGER', 'maand_nr': 'INTEGER'})
),
differences as (
    select *, y - lag(y) over (partition by series, part order by month) as d from months
),
bounds as (
    select *, avg(abs(d)) over (partition by series, part) as mean_range from differences
),
screened as (
    select
        *,
        avg(y) over (partition by series, part) as mean,
        coalesce(avg(abs(d)) filter (where not $screen or abs(d) < 3.267 * mean_range) over (partition by series, part), 0) as spread
    from bounds
),
placed as (
    select
        *,
        mean - 2.66 * spread as lower,
        mean + 2.66 * spread as upper,
        abs(y - mean) > 2.66 * spread as outside,
        abs(y - mean) <= 2.66 * spread and abs(y - mean) > 2.66 * spread * 2 / 3 as close,
        sign(y - mean) as side,
        sign(d) as step
    from screened
),
windows as (
    select
        *,
        count(*) over seven = 7 and min(side) over seven = max(side) over seven and side <> 0 as ends_shift,
        count(step) over six = 6 and min(step) over six = max(step) over six and step <> 0 as ends_trend,
        count(*) over three = 3 and abs(sum(side) over three) = 3 and sum(close::int) over three >= 2 as ends_pair
    from placed
    window
        seven as (partition by series, part order by month rows between 6 preceding and current row),
        six as (partition by series, part order by month rows between 5 preceding and current row),
        three as (partition by series, part order by month rows between 2 preceding and current row)
)
select
    series, month, mean, lower, upper,
    case
        when outside then 'outside'
        when bool_or(coalesce(ends_trend, false)) over next_six then 'trend'
        when close and bool_or(ends_pair) over next_two then 'two_in_three'
        when bool_or(ends_shift) over next_six then 'shift'
    end as label
from windows
window
    next_six as (partition by series, part order by month rows between current row and 6 following),
    next_two as (partition by series, part order by month rows between current row and 2 following)
order by series, month
"""

Rows = list[tuple[str, int, float, float, float, str | None]]


def second_path(*, rebase: bool, screen: bool) -> dict[str, Rows]:
    found: dict[str, Rows] = {}
    told = duckdb.execute(SECOND_PATH, {"file": str(RIJK), "rebase": rebase, "screen": screen}).fetchall()
    for row in told:
        found.setdefault(row[0], []).append(row)
    return found


def real_series() -> dict[str, list[tuple[int, float]]]:
    """Month (counted from the year 0) and value of every series, in order."""
    found: dict[str, list[tuple[int, float]]] = {}
    for line in RIJK.read_text(encoding="utf-8-sig").splitlines()[1:]:
        _, series, _, _, year, _, month, value = line.split(";")
        found.setdefault(series, []).append((int(year) * 12 + int(month), float(value.replace(",", "."))))
    return {series: sorted(points) for series, points in found.items()}


JANUARY_2020 = 2020 * 12 + 1
SERIES = real_series()


def test_all_series_are_there_and_whole() -> None:
    assert len(SERIES) == 18
    assert sum(map(len, SERIES.values())) == 12 * 56 + 5 * 44 + 32
    for points in SERIES.values():
        months = [month for month, _ in points]
        assert months == list(range(months[0], months[0] + len(months)))


@pytest.mark.parametrize("rebase", [False, True], ids=["one group", "rebase in January 2020"])
@pytest.mark.parametrize("screen", [True, False], ids=["screened", "not screened"])
@pytest.mark.parametrize("series", sorted(SERIES))
def test_both_paths_agree(series: str, rebase: bool, screen: bool) -> None:
    months, values = zip(*SERIES[series], strict=True)
    starts = tuple(index for index in (months.index(JANUARY_2020),) if rebase and index)
    chart = xmr(values, rebase=starts, screen=screen)
    other = second_path(rebase=rebase, screen=screen)[series]
    assert [row[5] for row in other] == [None if label is None else label.value for label in chart.labels]
    for own, column in ((chart.mean, 2), (chart.lower, 3), (chart.upper, 4)):
        assert own == pytest.approx([row[column] for row in other], rel=1e-9)


def test_the_real_series_try_every_rule() -> None:
    """Agreement means something only where there is something to agree on."""
    labels = {row[5] for rebase in (False, True) for rows in second_path(rebase=rebase, screen=True).values() for row in rows}  # fmt: skip
    assert labels == {None, "outside", "trend", "two_in_three", "shift"}


def test_limits_of_the_whole_government_with_a_rebase_in_january_2020() -> None:
    """Worked out apart with exact fractions of the published decimals: 24 months to December 2019, 32 since,
    of which one range is screened out."""
    values = [value for _, value in SERIES["Rijk"]]
    chart = xmr(values, rebase=(24,))
    assert chart.starts == (0, 24)
    assert len(values[24:]) == 32
    assert (chart.lower[23], chart.mean[23], chart.upper[23]) == pytest.approx((4.48315572, 5.43725081, 6.39134591))
    assert (chart.lower[24], chart.mean[24], chart.upper[24]) == pytest.approx((4.54543883, 5.48473843, 6.42403802))
