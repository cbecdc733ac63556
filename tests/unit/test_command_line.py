"""The command line: every verb, its exit code, and the shape of what it prints for another program."""

import csv
import gc
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from di_data.__main__ import main
from di_data.config import PROJECT
from di_data.store import Store
from di_data.vocabulary import Kind

DONE, REFUSED, WRONG_USE, UNAVAILABLE = 0, 2, 3, 4
REPORT_KEYS = [
    "status",
    "kind",
    "profile",
    "delivery",
    "rows_read",
    "rows_loaded",
    "units",
    "periods",
    "warnings",
    "errors",
]
FINDING_KEYS = {"sheet", "row", "column", "rule", "message", "remedy"}
EXPORT_COLUMNS = ["unit", "unit_name", "period", "grain", "indicator", "value", "numerator", "denominator", "group_size",
                  "hidden", "reason", "instead_unit_name", "instead_period", "instead_grain", "delivery"]  # fmt: skip
RIJK = PROJECT / "tests" / "data" / "rijk_verzuimpercentage_2018_2022.csv"
ABSENCE = (
    "unit_code;period;sick_days;available_days;employees;new_cases\n"
    "ZORG;2025-01;100;2000;60;5\nZORG;2025-02;110;2000;60;5\nBOUW;2025-01;60;1500;50;5\nBOUW;2025-02;70;1500;50;5\n"
)
SURVEY = (
    "unit_code;period;indicator;positive;answers;invited\nZORG;2024;autonomy;30;45;60\nBOUW;2024;autonomy;20;40;50\n"
)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _no_settings_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("INZETWIJZER_")]:
        monkeypatch.delenv(name)


@pytest.fixture(autouse=True, scope="module")
def _what_was_there_before_is_no_rubbish() -> Iterator[None]:
    """`run` collects rubbish before every command: only what these tests leave, not what all tests before them keep."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process: (exit code, what it printed, what it said on the side)."""

    def run(*words: object) -> tuple[int, str, str]:
        gc.collect()  # the command before this one left its store to the collector
        capsys.readouterr()
        try:
            code = main([str(word) for word in words])
        except SystemExit as stopped:
            code = stopped.code if isinstance(stopped.code, int) else 1
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def db(town: Store) -> Path:
    """The path of a store with the departments GEM, ZORG and BOUW that nobody has open."""
    town.close()
    return town.path


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    def write(text: str, name: str = "levering.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture(scope="session")
def loaded_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the first `filled` store is kept, for the others to copy."""
    return tmp_path_factory.mktemp("filled") / "filled.duckdb"


@pytest.fixture
def filled(db: Path, run: Run, file: Callable[..., Path], loaded_once: Path) -> Path:
    """The store with absence of two months and a survey."""
    if not loaded_once.exists():
        assert run("load", file(ABSENCE), "--db", db)[0] == DONE
        assert run("load", file(SURVEY), "--db", db)[0] == DONE
        gc.collect()
        shutil.copy(db, loaded_once)
    return Path(shutil.copy(loaded_once, db))


def _json(out: str) -> Any:
    assert out.count("\n") == 1, "one JSON value on one line"
    return json.loads(out)


# load and check ----------------------------------------------------------------------------------------------------


def test_load_tells_json(db: Path, run: Run, file: Callable[..., Path]) -> None:
    code, out, err = run("load", file(ABSENCE), "--json", "--db", db)
    report = _json(out)
    assert (code, err) == (DONE, "")
    assert list(report) == REPORT_KEYS
    assert report == {
        "status": "loaded", "kind": "absence", "profile": "template_absence", "delivery": report["delivery"],
        "rows_read": 4, "rows_loaded": 8, "units": 2, "periods": ["2025-01", "2025-02"], "warnings": [], "errors": [],
    }  # fmt: skip
    assert isinstance(report["delivery"], str)


def test_load_the_same_again_is_a_duplicate_and_done(filled: Path, run: Run, file: Callable[..., Path]) -> None:
    code, out, _err = run("load", file(ABSENCE), "--json", "--db", filled)
    report = _json(out)
    assert (code, report["status"], report["rows_loaded"], [found["rule"] for found in report["warnings"]]) == (
        DONE, "duplicate", 0, ["duplicate"],
    )  # fmt: skip


@pytest.mark.parametrize("verb", ["load", "check"])
def test_a_refused_file_tells_every_finding(verb: str, db: Path, run: Run, file: Callable[..., Path]) -> None:
    path = file("unit_code;period;absence_rate\nZORG;2025-01;abc\nBOUW;2025-01;101\nNIETS;2025-13;5\n")
    code, out, err = run(verb, path, "--json", "--db", db)
    report = _json(out)
    assert (code, err) == (REFUSED, "")
    assert (list(report), report["status"], report["delivery"], report["rows_loaded"]) == (
        REPORT_KEYS,
        "refused",
        None,
        0,
    )
    assert [(found["row"], found["column"], found["rule"]) for found in report["errors"]] == [
        (2, "absence_rate", "not_percent"), (3, "absence_rate", "too_high"), (4, "period", "not_period"),
        (4, "unit_code", "unknown_unit"),
    ]  # fmt: skip
    for found in report["errors"]:
        assert set(found) - {"value"} == FINDING_KEYS | (
            {"question", "choices", "guess"} if "question" in found else set()
        )
        assert found["message"]
        assert found["remedy"]
    assert [found.get("value") for found in report["errors"]] == [None, "101.0", None, None]


@pytest.mark.parametrize("content", [b"", b"   \n", b"\x00\x01\x02", b"Alleen een zin.\n"])
def test_what_is_no_table_is_refused_not_a_crash(content: bytes, db: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(content)
    code, out, _err = run("load", tmp_path / "x.csv", "--json", "--db", db)
    assert (code, _json(out)["status"], len(_json(out)["errors"])) == (REFUSED, "refused", 1)


def test_check_stores_nothing(db: Path, run: Run, file: Callable[..., Path]) -> None:
    code, out, _err = run("check", file(ABSENCE), "--json", "--db", db)
    assert (code, _json(out)["status"], _json(out)["delivery"]) == (DONE, "checked", None)
    assert len(json.loads(run("deliveries", "--json", "--db", db)[1])) == 1


def test_load_with_kind_profile_and_period(db: Path, run: Run, file: Callable[..., Path]) -> None:
    path = file("unit_code;period;absence_rate\nZORG;;5\n")
    words = ("--kind", "absence", "--profile", "template_absence", "--period", "2025-Q1")
    code, out, _err = run("load", path, *words, "--json", "--db", db)
    assert (code, _json(out)["periods"]) == (DONE, ["2025-Q1", "2025-Q1"])


def test_without_json_the_findings_are_told_in_words(db: Path, run: Run, file: Callable[..., Path]) -> None:
    code, out, _err = run("load", file("unit_code;period;absence_rate\nZORG;2025-01;101\n"), "--db", db)
    assert code == REFUSED
    assert "absence_rate" in out
    assert "2" in out
    assert not out.lstrip().startswith("{")
    assert run("load", file(ABSENCE), "--db", db)[0] == DONE


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(["load", "{folder}/nergens.csv"], id="no such file"),
        pytest.param(["load", "{folder}"], id="a folder"),
        pytest.param(["load"], id="no file named"),
        pytest.param(["load", "{file}", "--kind", "iets"], id="unknown kind"),
        pytest.param(["load", "{file}", "--profile", "iets"], id="unknown profile"),
        pytest.param(["load", "{file}", "--profile", "csps", "--kind", "absence"], id="profile of another kind"),
        pytest.param(["load", "{file}", "--period", "morgen"], id="no period"),
        pytest.param([], id="no verb"),
        pytest.param(["dans"], id="unknown verb"),
        pytest.param(["load", "{file}", "--hard"], id="unknown option"),
        pytest.param(["withdraw"], id="no number"),
        pytest.param(["withdraw", "geen-nummer"], id="no such delivery"),
        pytest.param(["export"], id="no query"),
        pytest.param(["export", "alles"], id="unknown query"),
        pytest.param(["export", "indicator_values", "--format", "xml"], id="unknown format"),
        pytest.param(["export", "indicator_values", "--as-of", "toen"], id="no moment"),
        pytest.param(["export", "indicator_values", "--indicator", "geluk"], id="unknown indicator"),
        pytest.param(["export", "indicator_values", "--unit", "NIETS"], id="unknown department"),
        pytest.param(["export", "indicator_values", "--from", "ooit"], id="no first period"),
        pytest.param(["demo", "--employees", "0"], id="no employees"),
    ],
)
def test_wrong_use(words: list[str], db: Path, run: Run, file: Callable[..., Path]) -> None:
    path = file("unit_code;period;absence_rate\nZORG;;5\n")
    told = [word.format(folder=path.parent / "map" if word == "{folder}" else path.parent, file=path) for word in words]
    (path.parent / "map").mkdir()
    code, out, err = run("--db", db, *told)
    assert (code, out) == (WRONG_USE, "")
    assert err.strip()


# the store ---------------------------------------------------------------------------------------------------------

NEED_A_STORE = [
    ["load", str(RIJK)],
    ["check", str(RIJK)],
    ["deliveries"],
    ["withdraw", "x"],
    ["export", "units"],
    ["doctor"],
]


@pytest.mark.parametrize("words", NEED_A_STORE)
def test_a_missing_store(words: list[str], run: Run, tmp_path: Path) -> None:
    code, out, err = run(*words, "--db", tmp_path / "nergens.duckdb")
    assert (code, out) == (UNAVAILABLE, "")
    assert str(tmp_path / "nergens.duckdb") in err
    assert not (tmp_path / "nergens.duckdb").exists()


@pytest.mark.parametrize("words", [*NEED_A_STORE, ["migrate"]])
def test_a_damaged_store(words: list[str], run: Run, tmp_path: Path) -> None:
    (tmp_path / "kapot.duckdb").write_bytes(b"geen store" * 5000)
    assert run(*words, "--db", tmp_path / "kapot.duckdb")[:2] == (UNAVAILABLE, "")


def test_a_folder_instead_of_a_store(run: Run, tmp_path: Path) -> None:
    assert run("deliveries", "--db", tmp_path)[:2] == (UNAVAILABLE, "")


def test_a_store_that_another_program_has_open(db: Path, run: Run) -> None:
    program = "import duckdb, sys; held = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", program, str(db)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        told = [run(*words, "--db", db)[0] for words in [*NEED_A_STORE, ["migrate"]]]
        holder.communicate()
    assert set(told) == {UNAVAILABLE}
    assert run("doctor", "--db", db)[0] == DONE


@pytest.mark.parametrize("words", [*NEED_A_STORE, ["migrate"]])
def test_a_store_of_a_newer_version(words: list[str], db: Path, run: Run) -> None:
    with duckdb.connect(str(db)) as connection:
        connection.execute("insert into migration values (9999, 'later', now()::timestamp)")
    code, out, err = run(*words, "--db", db)
    assert (code, out) == (UNAVAILABLE, "")
    assert "9999" in err


def test_migrate_makes_a_store_and_does_no_harm_twice(run: Run, tmp_path: Path) -> None:
    db = tmp_path / "nieuw" / "store.duckdb"
    assert run("migrate", "--db", db)[0] == DONE
    assert run("load", RIJK, "--db", db)[0] == DONE
    assert run("migrate", "--db", db)[0] == DONE
    assert json.loads(run("export", "indicators", "--format", "json", "--db", db)[1])
    assert len(_json(run("deliveries", "--json", "--db", db)[1])) == 1


def test_the_store_is_named_before_or_after_the_verb(db: Path, run: Run) -> None:
    assert run("--db", db, "deliveries")[0] == run("deliveries", "--db", db)[0] == DONE
    assert run("--db", "/nergens/x", "deliveries", "--db", db)[0] == DONE


def test_the_store_is_named_by_the_environment(db: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INZETWIJZER_STORE", str(db))
    assert run("deliveries")[0] == DONE
    assert run("deliveries", "--db", db.parent / "nergens")[0] == UNAVAILABLE
    monkeypatch.setenv("INZETWIJZER_STORE", str(db.parent / "nergens"))
    assert run("deliveries")[0] == UNAVAILABLE


@pytest.mark.parametrize(
    ("name", "value"), [("INZETWIJZER_LANGUAGE", "fr"), ("INZETWIJZER_MINIMUM_GROUP", "4"), ("INZETWIJZER_MINIMUM_GROUP", "tien")]
)  # fmt: skip
def test_a_setting_that_cannot_be(name: str, value: str, db: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    code, out, err = run("deliveries", "--db", db)
    assert (code, out) == (WRONG_USE, "")
    assert err.strip()


def test_the_limit_of_uploads_does_not_bind_the_command_line(
    db: Path, run: Run, file: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = file(ABSENCE + "\n" * 1_200_000)
    monkeypatch.setenv("INZETWIJZER_UPLOAD_MB", "1")
    assert run("check", path, "--db", db)[0] == DONE


# the other verbs ---------------------------------------------------------------------------------------------------


def test_kinds_needs_no_store(run: Run) -> None:
    code, out, _err = run("kinds", "--json")
    kinds = _json(out)
    assert code == DONE
    assert {kind["kind"] for kind in kinds} == set(Kind)
    assert all(kind["columns"] for kind in kinds)
    assert run("kinds")[0] == DONE


def test_profiles_needs_no_store(run: Run) -> None:
    code, out, _err = run("--json", "profiles")
    profiles = {profile["name"]: profile for profile in _json(out)}
    assert code == DONE
    assert {"rijk_verzuim", "csps", "cbs_80072ned", "cbs_83157ned", *(f"template_{kind}" for kind in Kind)} == set(
        profiles
    )
    assert (profiles["rijk_verzuim"]["kind"], profiles["rijk_verzuim"]["public"]) == ("absence", True)
    assert all(line.split()[0] in profiles for line in run("profiles")[1].splitlines())


def test_deliveries_and_withdraw(filled: Path, run: Run) -> None:
    before = _json(run("deliveries", "--json", "--db", filled)[1])
    assert [row["kind"] for row in before] == ["survey", "absence", "units"]
    assert [row["withdrawn_at"] for row in before] == [None] * 3
    assert run("withdraw", before[1]["id"], "--db", filled)[0] == DONE
    after = _json(run("deliveries", "--json", "--db", filled)[1])
    assert [bool(row["withdrawn_at"]) for row in after] == [False, True, False]
    assert run("withdraw", before[1]["id"], "--db", filled)[0] == WRONG_USE
    assert {row["indicator"] for row in _exported(run, filled)} == {"autonomy"}


def test_doctor(filled: Path, run: Run) -> None:
    code, out, _err = run("doctor", "--db", filled)
    assert code == DONE
    assert {"observation: 10", "delivery: 3", "org_unit: 3"} <= set(out.splitlines())


def test_doctor_refuses_a_store_that_is_not_sound(filled: Path, run: Run) -> None:
    gc.collect()
    with duckdb.connect(str(filled)) as connection:
        connection.execute("insert into observation select * from observation limit 1")
    assert run("doctor", "--db", filled)[0] == REFUSED


def test_demo_fills_a_new_store_and_never_overwrites(run: Run, tmp_path: Path) -> None:
    db = tmp_path / "demo.duckdb"
    words = ("demo", "--employees", "120", "--years", "1", "--seed", "3", "--db", db)
    assert run(*words)[0] == DONE
    assert run("doctor", "--db", db)[0] == DONE
    assert _exported(run, db)
    size = db.stat().st_size
    assert run(*words)[0] == REFUSED
    assert db.stat().st_size == size


def test_demo_of_a_folder_without_the_files_leaves_no_store(run: Run, tmp_path: Path) -> None:
    db = tmp_path / "demo.duckdb"
    (tmp_path / "leeg").mkdir()
    assert run("demo", "--dataset", "rijk", "--folder", tmp_path / "leeg", "--db", db)[0] == REFUSED
    assert [path.name for path in tmp_path.iterdir()] == ["leeg"]


# export ------------------------------------------------------------------------------------------------------------


def _exported(run: Run, db: Path, *options: object) -> list[dict[str, str]]:
    code, out, _err = run("export", "indicator_values", "--format", "csv", *options, "--db", db)
    assert code == DONE
    return list(csv.DictReader(io.StringIO(out)))


def test_export_of_figures_has_these_columns(filled: Path, run: Run) -> None:
    code, out, _err = run("export", "indicator_values", "--db", filled)
    assert code == DONE
    assert out.splitlines()[0].split(",") == EXPORT_COLUMNS
    code, out, _err = run("export", "indicator_values", "--format", "json", "--db", filled)
    assert {tuple(row) for row in json.loads(out)} == {tuple(EXPORT_COLUMNS)}


def test_export_as_csv_and_as_json_tell_the_same(filled: Path, run: Run) -> None:
    rows = json.loads(run("export", "indicator_values", "--format", "json", "--db", filled)[1])
    text = [
        {
            name: "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)
            for name, cell in row.items()
        }
        for row in rows
    ]
    assert text == _exported(run, filled)


def test_export_of_what_was_loaded(filled: Path, run: Run) -> None:
    rows = _exported(run, filled, "--indicator", "absence_rate", "--unit", "ZORG")
    assert [(row["unit"], row["unit_name"], row["period"], row["grain"]) for row in rows] == [
        ("ZORG", "Zorg en Welzijn", "2025-01", "month"), ("ZORG", "Zorg en Welzijn", "2025-02", "month"),
    ]  # fmt: skip
    assert [(float(row["value"]), float(row["numerator"]), float(row["denominator"])) for row in rows] == [
        (5.0, 100, 2000), (5.5, 110, 2000),
    ]  # fmt: skip
    assert {(row["hidden"], row["reason"]) for row in rows} == {("false", "")}
    deliveries = {row["id"] for row in _json(run("deliveries", "--json", "--db", filled)[1])}
    assert {row["delivery"] for row in rows} <= deliveries


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--indicator", "autonomy"], {("GEM", "2024"), ("ZORG", "2024"), ("BOUW", "2024")}),
        (["--indicator", "AUTONOMIE"], {("GEM", "2024"), ("ZORG", "2024"), ("BOUW", "2024")}),
        (["--indicator", "Autonomy"], {("GEM", "2024"), ("ZORG", "2024"), ("BOUW", "2024")}),
        (["--indicator", "absence_rate", "--unit", "bouw"], {("BOUW", "2025-01"), ("BOUW", "2025-02")}),
        (["--indicator", "absence_rate", "--unit", "Bouwen en Wonen"], {("BOUW", "2025-01"), ("BOUW", "2025-02")}),
        (["--unit", "BOUW", "--from", "2025-02"], {("BOUW", "2025-02")}),
        (["--unit", "BOUW", "--to", "2024"], {("BOUW", "2024")}),
        (["--unit", "BOUW", "--from", "2025-Q1", "--to", "2025-01"], {("BOUW", "2025-01")}),
        (["--unit", "BOUW", "--from", "2030"], set()),
    ],
)  # fmt: skip
def test_export_filters(options: list[str], expected: set[tuple[str, str]], filled: Path, run: Run) -> None:
    assert {(row["unit"], row["period"]) for row in _exported(run, filled, *options)} == expected


def test_export_hides_a_small_group(db: Path, run: Run, file: Callable[..., Path]) -> None:
    run(
        "load",
        file("unit_code;period;sick_days;available_days;employees\nZORG;2025-01;7;31;6\nBOUW;2025-01;9;900;40\n"),
        "--db",
        db,
    )
    (row,) = _exported(run, db, "--indicator", "absence_rate", "--unit", "ZORG")
    assert (row["hidden"], row["reason"]) == ("true", "small_group")
    assert [row[name] for name in ("value", "numerator", "denominator", "group_size")] == [""] * 4


def test_export_as_of_a_moment(filled: Path, run: Run) -> None:
    assert _exported(run, filled, "--as-of", "2001-01-01T00:00") == []
    assert _exported(run, filled, "--as-of", "2100-01-01T00:00+01:00") == _exported(run, filled)


@pytest.mark.parametrize(
    "query", ["actions", "decisions", "deliveries", "evaluations", "goals", "indicators", "next_steps", "ratings",
              "reference_values", "sessions", "units"]
)  # fmt: skip
@pytest.mark.parametrize("form", ["csv", "json"])
def test_every_other_table_can_be_exported(query: str, form: str, filled: Path, run: Run) -> None:
    code, out, _err = run("export", query, "--format", form, "--db", filled)
    assert code == DONE
    assert isinstance(json.loads(out), list) if form == "json" else len(out.splitlines()[0].split(",")) > 2


# as a real program -------------------------------------------------------------------------------------------------


def _program(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "di_data", *map(str, words)], cwd=PROJECT, capture_output=True, text=True, check=False,
        env={**os.environ, **environment},
    )  # fmt: skip


def test_as_a_program_of_its_own(run: Run, tmp_path: Path) -> None:
    store = {"INZETWIJZER_STORE": str(tmp_path / "store.duckdb")}
    assert _program("load", RIJK, "--json", **store).returncode == UNAVAILABLE
    assert _program("migrate", **store).returncode == DONE
    loaded = _program("load", RIJK, "--json", **store)
    assert (loaded.returncode, json.loads(loaded.stdout)["rows_loaded"], loaded.stderr) == (DONE, 924, "")
    again = run("load", RIJK, "--json", "--db", tmp_path / "store.duckdb")  # by another process than the first time
    gc.collect()
    assert _json(again[1])["status"] == "duplicate"
    exported = _program("export", "indicator_values", "--unit", "Rijk", "--to", "2018-01", **store)
    (row,) = list(csv.DictReader(io.StringIO(exported.stdout)))
    assert (row["period"], round(float(row["value"]), 4)) == ("2018-01", 6.2875)
    assert _program("dans", **store).returncode == WRONG_USE


def test_a_program_that_speaks_english(db: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "leeg.csv").write_bytes(b"")
    words = ("check", tmp_path / "leeg.csv", "--json", "--db", db)
    told = {"nl": _json(run(*words)[1])}
    gc.collect()
    told["en"] = json.loads(_program(*words, INZETWIJZER_LANGUAGE="en").stdout)
    assert told["en"]["errors"][0]["rule"] == told["nl"]["errors"][0]["rule"] == "refused"
    assert told["en"]["errors"][0]["message"] != told["nl"]["errors"][0]["message"]
