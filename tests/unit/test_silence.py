"""A failure inside a load tells its class and its line of code, and no value of the file."""

import logging
import traceback
from collections.abc import Callable
from pathlib import Path

import duckdb
import polars as pl
import pytest

from di_data.__main__ import main
from di_data.config import Settings
from di_data.errors import Refused, StoreUnavailable, WrongUse
from di_data.language import speaking
from di_data.loading import load as loading
from di_data.loading.silence import Unforeseen, silenced
from di_data.store import Store
from di_data.ui import quiet_log

BSN = "111222333"


def _cast() -> None:
    pl.Series([f"x{BSN}"]).cast(pl.Int64)


def _query() -> None:
    duckdb.connect().execute(f"select cast('x{BSN}' as integer)").fetchall()


def _decode() -> None:
    (BSN.encode() + b"\xff").decode("utf-8")


def _key() -> None:
    {}[BSN]


def _own() -> None:
    raise ValueError(f"what is {BSN}?")


def _contract() -> None:
    import pandera.polars as pa

    schema = pa.DataFrameSchema({"x": pa.Column(pl.String, pa.Check.str_length(0, 3))})
    schema.validate(pl.DataFrame({"x": [BSN]}), lazy=True)


FAILURES = [_cast, _query, _decode, _key, _own, _contract]


@pytest.mark.parametrize("fail", FAILURES, ids=lambda fail: fail.__name__)
def test_the_failure_itself_would_tell_the_value(fail: Callable[[], None]) -> None:
    """Else the next test proves nothing."""
    with pytest.raises(Exception) as caught:  # noqa: PT011 (any of them)
        fail()
    assert BSN in repr(caught.value) + str(caught.value)


@pytest.mark.parametrize("fail", FAILURES, ids=lambda fail: fail.__name__)
def test_no_value_in_the_error_its_traceback_or_the_log(
    fail: Callable[[], None], caplog: pytest.LogCaptureFixture
) -> None:
    with speaking("en"), pytest.raises(Unforeseen) as caught, silenced():
        fail()
    told = "".join(traceback.format_exception(caught.value)) + caught.value.message + repr(caught.value) + caplog.text
    assert BSN not in told
    assert caught.value.exit_code == 2
    assert len(caplog.records) == 1


def test_the_error_names_the_class_and_the_line(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Unforeseen) as caught, silenced():
        loading.Report(wrong=1)  # type: ignore[call-arg]
    assert caught.value.values["trace"] == "TypeError "
    with pytest.raises(Unforeseen) as caught, silenced():
        loading.load(None, None, None, Settings())  # type: ignore[arg-type]
    assert str(caught.value.values["trace"]).startswith("AttributeError load.py:")


@pytest.mark.parametrize("error", [Refused("No."), WrongUse("No."), StoreUnavailable("No.")])
def test_our_own_errors_pass_without_what_led_to_them(error: Refused) -> None:
    def refuse() -> None:
        try:
            _own()
        except ValueError as cause:
            raise error from cause

    with pytest.raises(type(error)) as caught, silenced():
        refuse()
    assert caught.value is error
    assert BSN not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__context__ is None


def test_too_little_memory_is_said() -> None:
    with speaking("en"), pytest.raises(Refused, match="more memory"), silenced():
        raise MemoryError


def test_stopping_is_no_failure() -> None:
    with pytest.raises(KeyboardInterrupt), silenced():
        raise KeyboardInterrupt


STAGES = ["read", "recognise", "personal.found_in", "batch.check", "deliver.deliver"]


@pytest.mark.parametrize("stage", STAGES)
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_the_command_line_after_a_failure(
    stage: str, options: list[str], store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    """A mistake in any stage of the load, with an exception that quotes the file."""

    def fail(*arguments: object, **others: object) -> None:
        raise ValueError(f"cannot read {BSN} {arguments}")

    monkeypatch.setattr(f"di_data.loading.load.{stage}", fail)
    store.close()
    (tmp_path / "levering.csv").write_text(f"unit_code;unit_name\nA;dienst {BSN[:4]}\n", encoding="utf-8")
    assert main(["load", str(tmp_path / "levering.csv"), "--db", str(store.path), *options]) == 2
    out, err = capfd.readouterr()
    assert "ValueError" in out
    assert BSN not in out + err + caplog.text
    assert "dienst" not in out + err + caplog.text


# The log of the server -------------------------------------------------------------------------


@pytest.fixture
def quiet() -> "object":
    """The log as the server has it."""
    made = logging.getLogRecordFactory()
    quiet_log.install()
    yield
    logging.setLogRecordFactory(made)


def test_a_logged_exception_keeps_its_place_and_loses_its_message(
    quiet: object, caplog: pytest.LogCaptureFixture
) -> None:
    try:
        try:
            _own()
        except ValueError as cause:
            raise KeyError(BSN) from cause
    except KeyError as error:
        logging.getLogger("streamlit.error_util").error("Uncaught app execution", exc_info=error)
        logging.getLogger("uvicorn.error").error("failed: %s", error)
        logging.getLogger("other").exception(error)
    assert BSN not in caplog.text
    assert caplog.text.count("builtins.KeyError") == 4
    assert caplog.text.count("builtins.ValueError") == 2
    assert "test_silence.py" in caplog.text
    assert "Uncaught app execution\nTraceback (most recent call last):" in caplog.text


def test_our_own_errors_are_logged_with_their_words_and_without_values(
    quiet: object, caplog: pytest.LogCaptureFixture
) -> None:
    logging.getLogger("x").error("failed: %s", Refused("There is no {name}.", name=BSN))
    assert "di_data.errors.Refused: There is no {name}." in caplog.text
    assert BSN not in caplog.text


def test_a_record_without_an_exception_is_left_alone(quiet: object, caplog: pytest.LogCaptureFixture) -> None:
    quiet_log.install()
    logging.getLogger("x").warning("%d rows of %s", 3, "verzuim.csv")
    logging.getLogger("x").warning("%(rows)d rows", {"rows": 4})
    assert [record.getMessage() for record in caplog.records] == ["3 rows of verzuim.csv", "4 rows"]


def test_streamlit_shows_no_details_of_errors() -> None:
    import tomllib

    from di_data.config import PROJECT

    told = tomllib.loads((PROJECT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert told["client"]["showErrorDetails"] == "none"
    assert told["logger"] == {"level": "warning", "enableRich": False}
