"""Two people who changed one record: nothing of either is lost."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from di_data.register.merging import changed, clashes, merged

OPENED = {"title": "Roosteren", "status": "planned", "units": ["A"], "note": None}


def test_what_only_one_of_the_two_changed_is_taken_from_that_one() -> None:
    theirs = OPENED | {"status": "running"}
    mine = OPENED | {"title": "Zelf roosteren", "note": ""}
    assert clashes(OPENED, theirs, mine) == []
    assert merged(OPENED, theirs, mine, {}) == {
        "title": "Zelf roosteren", "status": "running", "units": ["A"], "note": None,
    }  # fmt: skip


def test_what_both_changed_differently_is_asked() -> None:
    theirs, mine = (
        OPENED | {"title": "Van haar", "units": ["A", "B"]},
        OPENED | {"title": "Van mij", "units": ("B", "A")},
    )
    assert clashes(OPENED, theirs, mine) == ["title"]
    assert merged(OPENED, theirs, mine, {"title": "Van mij"})["title"] == "Van mij"
    assert changed(OPENED, theirs, OPENED) == ["title", "units"]


def test_zero_is_not_nothing() -> None:
    assert clashes({"n": None}, {"n": 0}, {"n": 1}) == ["n"]
    assert changed({"n": None}, {"n": 0}, ["n"]) == ["n"]


VALUES = st.one_of(st.none(), st.text(max_size=3), st.integers(0, 3), st.lists(st.sampled_from("ab"), max_size=2))
ROWS = st.fixed_dictionaries(dict.fromkeys("xyz", VALUES))


def _alike(one: Any, other: Any) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return sorted(one) == sorted(other)
    return one == other or (one in (None, "", []) and other in (None, "", []))


@given(ROWS, ROWS, ROWS)
def test_nothing_that_one_of_the_two_changed_gets_lost(opened: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any]) -> None:  # fmt: skip
    asked = clashes(opened, theirs, mine)
    result = merged(opened, theirs, mine, dict.fromkeys(asked, "chosen"))
    for name in "xyz":
        if name in asked:
            assert result[name] == "chosen"
            assert not _alike(opened[name], theirs[name])
            assert not _alike(opened[name], mine[name])
        elif not _alike(opened[name], mine[name]):
            assert result[name] == mine[name]
        else:
            assert _alike(result[name], theirs[name])
