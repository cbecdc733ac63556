"""How long a large file takes: `python -m tests.bench.loading [--rows N …] [--runs 3]`. Prints; never fails on time.

Ours is the command `python -m di_data load FILE` on a store that knows the departments, from the start of the command
to the end, with everything committed. The baseline is DuckDB's `create table … as select * from read_csv(…)` into a
file, and one full pandera check of the same rows: the checks of our contract on clean values, written in plain pandera.
Both are processes of their own, run by turns; the best run counts. Memory is the largest resident set of the process.

Below that the same load inside one process, without the interpreter's start and imports, and where its time goes.
Every row is one observation: a department, a month, days sick, days available, employees.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tests.bench import phases

MONTHS = 120
ROWS = (10_000, 100_000, 1_000_000)
"""Ten million rows are measured when asked for: --rows 10000000."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.loading")
    parser.add_argument("--rows", type=int, nargs="+", default=list(ROWS))
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--inside", choices=("ours", "baseline"), help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.inside:
        print(json.dumps({"ours": phases.ours, "baseline": baseline}[chosen.inside](chosen.folder)))
        return
    print(f"{'rows':>12} {'ours, s':>9} {'baseline, s':>12} {'ratio':>6} {'ours, MB':>9} {'baseline, MB':>13}")
    inside = {}
    for rows in chosen.rows:
        with tempfile.TemporaryDirectory() as name:
            inside[rows] = _measure(rows, chosen.runs, Path(name))
    for rows, (ours, other) in inside.items():
        _print_inside(rows, ours, other)


@dataclass(frozen=True)
class Run:
    """One process: its time, its largest memory, what it printed."""

    seconds: float
    megabytes: float
    output: str


def _measure(rows: int, runs: int, folder: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Print the line of this many rows. Returns the times inside the processes: ours, and the baseline's."""
    make_files(rows, folder)
    environment = os.environ | {"INZETWIJZER_STORE": str(folder / "units.duckdb")}
    _run(environment, "-m", "di_data", "migrate")
    _run(environment, "-m", "di_data", "load", str(folder / "units.csv"), "--kind", "units")
    ours, base = [], []
    for _round in range(runs):
        shutil.copy(folder / "units.duckdb", folder / "store.duckdb")
        environment["INZETWIJZER_STORE"] = str(folder / "store.duckdb")
        ours.append(_run(environment, "-m", "di_data", "load", str(folder / "rows.csv"), "--json"))
        loaded = json.loads(ours[-1].output)["rows_loaded"]
        if loaded != rows:
            sys.exit(f"{loaded} of {rows} rows were loaded: {ours[-1].output[:500]}")
        base.append(_run(environment, "-m", "tests.bench.loading", "--inside", "baseline", "--folder", str(folder)))
    best, other = (min(kind, key=lambda run: run.seconds) for kind in (ours, base))
    print(
        f"{rows:12,} {best.seconds:9.2f} {other.seconds:12.2f} {best.seconds / other.seconds:6.2f}"
        f" {max(run.megabytes for run in ours):9.0f} {max(run.megabytes for run in base):13.0f}", flush=True,
    )  # fmt: skip
    told = []
    for _round in range(runs):
        shutil.copy(folder / "units.duckdb", folder / "store.duckdb")
        told.append(json.loads(_run(environment, "-m", "tests.bench.loading", "--inside", "ours", "--folder", str(folder)).output))  # fmt: skip
    return min(told, key=lambda times: times["total"]), min((json.loads(run.output) for run in base), key=lambda times: times["total"])  # fmt: skip


def _run(environment: dict[str, str], *arguments: str) -> Run:
    started = time.perf_counter()
    with tempfile.TemporaryFile("w+") as output, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen([sys.executable, *arguments], env=environment, stdout=output, stderr=errors)
        _pid, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        errors.seek(0)
        if process.returncode:
            sys.exit(f"{' '.join(arguments)} ended with {process.returncode}\n{output.read()[:2000]}\n{errors.read()[-2000:]}")  # fmt: skip
        return Run(seconds, usage.ru_maxrss / 1024, output.read())


def make_files(rows: int, folder: Path) -> None:
    """The departments (one root, and as many below it as are needed) and the figures, by department and month."""
    units = -(-rows // MONTHS)
    codes = pl.Series("unit_code", [f"D{number:06}" for number in range(units)])
    pl.DataFrame({
        "unit_code": pl.concat([pl.Series(["GEM"]), codes]),
        "unit_name": pl.concat([pl.Series(["Gemeente"]), "Afdeling " + codes]),
        "parent_code": pl.concat([pl.Series([None], dtype=pl.String), pl.repeat("GEM", units, eager=True)]),
    }).write_csv(folder / "units.csv", separator=";")  # fmt: skip
    place = pl.int_range(rows)
    month = place % MONTHS
    employees = 20 + (place // MONTHS * 7) % 90 + (month * 5) % 3
    available = employees * (28 + (place * 11) % 3)
    figures = pl.select(
        unit_code=codes.gather(pl.select(place // MONTHS).to_series()),
        period=pl.format("{}-{}", 2016 + month // 12, (1 + month % 12).cast(pl.String).str.zfill(2)),
        sick_days=(available * (20 + (place * 37) % 71) / 1000).round(1),
        available_days=available,
        employees=employees,
    )
    figures.write_csv(folder / "rows.csv", separator=";", decimal_comma=True)


def baseline(folder: Path) -> dict[str, float]:
    """Put the file into a DuckDB file and check its rows with pandera. Returns seconds by step."""
    started = time.perf_counter()
    import duckdb
    import pandera.polars as pa

    (folder / "baseline.duckdb").unlink(missing_ok=True)
    imported = time.perf_counter()
    with duckdb.connect(str(folder / "baseline.duckdb")) as connection:
        connection.execute(
            "create table rows as select * from read_csv($file, delim = ';', decimal_separator = ',')",
            {"file": str(folder / "rows.csv")},
        )
    created = time.perf_counter()
    with duckdb.connect(str(folder / "baseline.duckdb")) as connection:
        frame = connection.execute("select * from rows").pl()
    number = {"nullable": True, "checks": pa.Check.ge(0)}
    sick, available = pl.col("sick_days"), pl.col("available_days")
    pa.DataFrameSchema(
        {
            "unit_code": pa.Column(pl.String, pa.Check.str_length(max_value=2000)),
            "period": pa.Column(pl.String, pa.Check.str_matches(r"^\d{4}-\d{2}$")),
            "sick_days": pa.Column(**number),
            "available_days": pa.Column(**number),
            "employees": pa.Column(**number),
        },
        checks=[
            pa.Check(lambda data: data.lazyframe.select(sick.is_not_null() & available.is_not_null())),
            pa.Check(lambda data: data.lazyframe.select(sick <= available)),
        ],
        unique=["unit_code", "period"],
    ).validate(frame, lazy=True)
    ended = time.perf_counter()
    return {"import": imported - started, "create table": created - imported, "pandera": ended - created, "total": ended - imported}  # fmt: skip


def _print_inside(rows: int, ours: dict[str, float], other: dict[str, float]) -> None:
    """The times inside the processes: after the imports, until all is committed."""
    print(f"\n{rows:,} rows inside the process: ours {ours['total']:.2f} s, baseline {other['total']:.2f} s, ratio {ours['total'] / other['total']:.2f}")  # fmt: skip
    print(f"  baseline: create table {other['create table']:.2f} s, pandera {other['pandera']:.2f} s")
    for phase, seconds in sorted(ours.items(), key=lambda item: -item[1]):
        if phase != "total":
            print(f"  {phase:30} {seconds:7.3f} s {100 * seconds / ours['total']:4.0f}%")


if __name__ == "__main__":
    main()
