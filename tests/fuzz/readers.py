"""Damaged files by the thousand: `python -m tests.fuzz.readers --minutes 60`.

Every input goes through `read`, and through the whole of `load` when that is asked, in a process of its own with a
bound on its memory. It must end in a table or in Refused, within ten seconds and the bound. Anything else is kept as
a file in the folder that is printed; once mended it becomes a test in tests/unit/test_reading_fuzzed.py.
"""

import argparse
import hashlib
import multiprocessing
import os
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.mutations import mutated
from tests.fuzz.seeds import seeds

LONGEST = 10.0
"""Seconds of computing that an input may take; how busy the machine is must not matter."""

_PATIENCE = 120.0
"""Seconds on the clock after which a process that does not even compute is given up."""

MOST_MEMORY = 1536
"""Megabytes that reading an input may take."""

_ADDRESSES = 6 << 30
"""Bytes of address space for the process: more than the bound on memory, as the libraries reserve much and use little."""

_AT_ONCE = 300
"""Damaged files between two rounds of generated ones, and generated ones a round."""

TEXT = st.lists(
    st.lists(st.text(st.sampled_from("ab1,.%-é\"';|\t \x00\xa0="), max_size=6), max_size=5), max_size=8
).flatmap(lambda rows: st.sampled_from([b";", b",", b"\t", b"|"]).flatmap(lambda mark: _written(rows, mark)))


def _written(rows: list[list[str]], mark: bytes) -> st.SearchStrategy[bytes]:
    """The rows as text in some encoding, with some line end."""
    ends = st.sampled_from(["\n", "\r\n", "\r", "\n\n"])
    encodings = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
    return st.builds(
        lambda end, encoding: end.join(mark.decode().join(row) for row in rows).encode(encoding), ends, encodings
    )


@dataclass
class Tally:
    """What came of the inputs."""

    tried: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str] = (0.0, "")
    memory: int = 0
    crashes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.tried} inputs: {dict(self.outcomes)}; {len(self.crashes)} crashes; slowest {self.slowest[0]:.2f} s"
            f" ({self.slowest[1]}); largest memory {self.memory} MB"
        )


class Reader:
    """A process that reads what it is given; started anew when it died or hung."""

    def __init__(self, is_whole: bool) -> None:
        self._is_whole = is_whole
        self._start()

    def attempt(self, name: str, content: bytes) -> tuple[str, float, int]:
        """What came of it, the seconds it took, and the most memory of the process so far in megabytes."""
        before, started = self._computed(), time.monotonic()
        self._pipe.send((name, content))
        seconds, outcome, memory = 0.0, "hang", 0
        try:
            while seconds <= LONGEST and time.monotonic() - started < _PATIENCE:
                answered = self._pipe.poll(1)
                seconds = self._computed() - before
                if answered:
                    outcome, memory = self._pipe.recv()
                    break
        except (EOFError, ConnectionError):
            outcome = "died"
        if outcome in ("hang", "died") or memory > MOST_MEMORY:
            outcome = "memory" if memory > MOST_MEMORY else outcome
            self.stop()
            self._start()
        return ("hang" if seconds > LONGEST else outcome), seconds, memory

    def _computed(self) -> float:
        """Seconds that the process has computed so far."""
        try:
            numbers = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            return 0.0
        return (int(numbers[11]) + int(numbers[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._is_whole), daemon=True)
        self._process.start()
        theirs.close()
        self._pipe.recv()  # it is ready


def _serve(pipe: Connection, is_whole: bool) -> None:
    """Read what comes in, until the pipe closes."""
    from di_data.config import Settings
    from di_data.errors import Refused
    from di_data.loading.reading.read import read

    sys.stderr = open(os.devnull, "w")  # noqa: SIM115  it stays open as long as the process lives
    os.dup2(sys.stderr.fileno(), 2)
    take = _loader() if is_whole else None
    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
    pipe.send("ready")
    while True:
        try:
            name, content = pipe.recv()
        except EOFError:
            return
        try:
            tables = read(content, name, Settings())
            for table in tables:
                for _more in table.more() if table.more else ():
                    pass
            outcome = "read"
        except Refused:
            outcome = "refused"
        except BaseException as error:  # noqa: BLE001  whatever it is, it is what we look for
            outcome = f"{type(error).__name__}: {str(error)[:200]}"
        if take and outcome in ("read", "refused"):
            try:
                outcome = f"{outcome}, {take(name, content)}"
            except BaseException as error:  # noqa: BLE001
                outcome = f"load {type(error).__name__}: {str(error)[:200]}"
        pipe.send((outcome, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))


def _loader() -> Callable[[str, bytes], str]:
    """Something that checks a file against a small store, and tells the status."""
    from di_data.access import SYSTEM
    from di_data.config import Settings
    from di_data.loading.load import Source, load
    from di_data.register.indicators import ensure_shipped
    from di_data.store import Store

    store = Store(Path(tempfile.mkdtemp()) / "fuzz.duckdb", create=True)
    ensure_shipped(store)
    units = b"unit_code;unit_name;parent_code\nGEM;Gemeente;\nZORG;Zorg en Welzijn;GEM\nBOUW;Bouwen en Wonen;GEM\n"
    load(store, SYSTEM, Source(units, "afdelingen.csv"), Settings())
    return lambda name, content: load(store, SYSTEM, Source(content, name), Settings(), keep=False).status


def main() -> None:
    """Damage and read until the time is over."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--load", action="store_true", help="take every input through the whole of load as well")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "inzetwijzer-fuzz")
    chosen = parser.parse_args()
    chosen.keep.mkdir(parents=True, exist_ok=True)
    chance, tally, reader = random.Random(chosen.seed), Tally(), Reader(chosen.load)
    start, said = time.monotonic(), time.monotonic()
    corpus = seeds()
    pool = list(corpus.values())

    def attempt(name: str, content: bytes) -> None:
        nonlocal said
        outcome, seconds, memory = reader.attempt(name, content)
        _count(tally, chosen.keep, name, content, outcome, seconds, memory)
        if time.monotonic() - said > 60:
            said = time.monotonic()
            print(tally, flush=True)

    for name, content in corpus.items():
        attempt(name, content)
    while time.monotonic() - start < 60 * chosen.minutes:
        for _input in range(_AT_ONCE):
            name = chance.choice(list(corpus))
            attempt(name, mutated(corpus[name], pool, chance))
        _generated(attempt, chance.randrange(1 << 30))
    reader.stop()
    print(f"{tally}\ncrashers are kept in {chosen.keep}", flush=True)
    sys.exit(1 if tally.crashes else 0)


def _generated(attempt: Callable[[str, bytes], None], number: int) -> None:
    """Rows of text in every dialect and encoding, as hypothesis thinks them up."""

    @seed(number)
    @settings(max_examples=_AT_ONCE, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(TEXT)
    def run(content: bytes) -> None:
        attempt("gemaakt.csv", content)

    run()


def _count(tally: Tally, keep: Path, name: str, content: bytes, outcome: str, seconds: float, memory: int) -> None:
    """Add to the tally; keep and print what went wrong, each sort of it once."""
    tally.tried += 1
    tally.slowest = max(tally.slowest, (seconds, name))
    tally.memory = max(tally.memory, memory)
    if outcome.startswith(("read", "refused")):
        tally.outcomes[outcome] += 1
        return
    sort = "".join(letter for letter in outcome if not letter.isdigit())[:120]
    tally.outcomes["crash"] += 1
    if sort not in tally.crashes:
        tally.crashes.append(sort)
        path = keep / f"{hashlib.sha256(content).hexdigest()[:12]}-{name}"
        path.write_bytes(content)
        print(f"CRASH {outcome!r} after {seconds:.1f} s, {memory} MB: {path}", flush=True)


if __name__ == "__main__":
    main()
