"""The steps of an action as the text of one cell: a line a step, with a box before it that is ticked when it is done.

A line break inside a step is kept: the lines that belong to the step above begin with four spaces. Pure.
"""

import re
from collections.abc import Iterable

DONE, OPEN = "[x]", "[ ]"
LONGEST = 20_000
"""Characters: the longest steps that a form takes, with a box and four spaces on every line, are shorter."""

_BOX = re.compile(r"\[([xX ]?)\] ?")
_GOES_ON = "    "


def written(steps: Iterable[tuple[str, bool]]) -> str:
    """The text of a cell for steps (text, done)."""
    lines = (
        f"{DONE if done else OPEN} " + text.strip().replace("\n", f"\n{_GOES_ON}")
        for text, done in steps
        if text.strip()
    )
    return "\n".join(lines)


def read(cell: str | None) -> list[tuple[str, bool]]:
    """The steps (text, done) in the text of a cell. A line without a box is a step that is not done yet."""
    steps: list[tuple[list[str], bool]] = []
    for line in (cell or "").replace("\r\n", "\n").split("\n"):
        if steps and line.startswith(_GOES_ON):
            steps[-1][0].append(line.removeprefix(_GOES_ON))
        elif line.strip():
            box = _BOX.match(line.strip())
            text = line.strip()[box.end() :] if box else line.strip()
            steps.append(([text], bool(box) and box[1] in ("x", "X")))  # type: ignore[index]
    told = (("\n".join(lines).strip(), done) for lines, done in steps)
    return [(text, done) for text, done in told if text]
