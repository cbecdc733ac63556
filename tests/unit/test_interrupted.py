"""A load that is killed or stopped halfway leaves nothing behind."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from di_data.access import SYSTEM
from di_data.config import PROJECT, Settings
from di_data.loading.load import Report, load
from di_data.loading.report import Source
from di_data.store import Store

Sizes = Callable[[Store], dict[str, int]]
CONTENT = b"unit_code;period;absence_rate\nZORG;2025-01;5,4\nBOUW;2025-01;6,1\n"

KILLED = """
import os, sys
from di_data.store import Transaction
insert = Transaction.insert
def dying(self, table, rows):
    insert(self, table, rows)
    if table == "observation":
        os._exit(9)
Transaction.insert = dying
from di_data.__main__ import main
main(["load", sys.argv[1], "--db", sys.argv[2]])
"""


def test_a_process_that_is_killed_halfway(town: Store, tmp_path: Path, table_sizes: Sizes) -> None:
    before = table_sizes(town)
    town.close()
    file = tmp_path / "verzuim.csv"
    file.write_bytes(CONTENT)
    died = subprocess.run([sys.executable, "-c", KILLED, str(file), str(town.path)], cwd=PROJECT, check=False)
    assert died.returncode == 9
    again = Store(town.path)
    assert table_sizes(again) == before
    assert load(again, SYSTEM, Source(CONTENT, "verzuim.csv"), Settings()).status == "loaded"
    again.close()


class Stopped(BaseException):
    """What Streamlit raises in the running script when the user clicks elsewhere."""


def test_a_user_who_stops_the_load(town: Store, table_sizes: Sizes, take: Callable[..., Report]) -> None:
    before = table_sizes(town)

    def stop(rows: int) -> None:
        assert rows == 2
        raise Stopped

    with pytest.raises(Stopped):
        load(town, SYSTEM, Source(CONTENT, "verzuim.csv"), Settings(), progress=stop)
    assert table_sizes(town) == before
    assert take(town, CONTENT).status == "loaded"
