"""What is wrong with a file, where exactly, and what to do."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from di_data.language import gettext
from di_data.language import mark as _


@dataclass(frozen=True)
class Finding:
    """One thing found. `row` as the user sees it in the sheet. `value` only where it cannot be personal."""

    rule: str
    message: str
    remedy: str = ""
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    value: str | None = None
    values: dict[str, object] = field(default_factory=dict, hash=False)

    @property
    def text(self) -> str:
        """What is wrong, in the user's language."""
        return gettext(self.message, **self.values)

    @property
    def advice(self) -> str:
        """What to do, in the user's language."""
        return gettext(self.remedy, **self.values) if self.remedy else ""

    def as_json(self) -> dict[str, object]:
        """The finding as the command line prints it."""
        found: dict[str, object] = {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "rule": self.rule,
            "message": self.text,
            "remedy": self.advice,
        }
        if self.value is not None:
            found["value"] = self.value
        return found


@dataclass(frozen=True)
class Choice:
    """An answer that can be given: the code that is remembered, and the words for it."""

    code: str
    message: str
    values: dict[str, object] = field(default_factory=dict, hash=False)

    @property
    def label(self) -> str:
        """The answer in the user's language."""
        return gettext(self.message, **self.values) if self.values else gettext(self.message)


class Translated(str):
    """A message that is translated when it is filled in: for the words among the values of a finding."""

    def __format__(self, spec: str) -> str:
        return gettext(str(self))


Answers = Mapping[str, str]
"""The codes chosen so far, by the key of their question."""

NONE_OF_THESE = "-"
"""The code of the answer that none of the others holds: a column is not used, rows are left out."""

ANSWER_IT = _("Choose the answer on the page Load data.")


def digest(text: str) -> str:
    """What stands for a text in the key of a question: the same for every file, and no value of the file."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Question(Finding):
    """A doubt that only the user can settle; the file waits for the answer. `message` holds the evidence.

    `key` stays the same for the next file of the same source, so that a saved profile remembers the answer.
    It never holds a value of the file, only the rule and the header. `guess` is the most likely code.
    """

    key: str = ""
    choices: tuple[Choice, ...] = ()
    guess: str | None = None

    @property
    def advice(self) -> str:
        """How to answer, in the user's language."""
        return gettext(self.remedy or ANSWER_IT, **self.values | {"key": self.key})

    def as_json(self) -> dict[str, object]:
        """The question as the command line prints it."""
        codes = {choice.code: choice.label for choice in self.choices}
        return super().as_json() | {"question": self.key, "choices": codes, "guess": self.guess}
