"""A doubt about a column: settled by an answer that was given before, or put to the user with the evidence."""

from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from di_data.loading.findings import Answers, Choice, Finding, Question
from di_data.loading.profiles import fold
from di_data.loading.shaping.shape import Shaped
from di_data.notation import number

MOST_DECIMALS = 4


@dataclass(frozen=True)
class Option:
    """A way out of a doubt: its code, the words of the choice, and the note on what was done when it was chosen."""

    code: str
    label: str
    taken: str


@dataclass(frozen=True)
class Doubt:
    """What is not clear about a field. `message` holds the evidence, filled in from `values` and {column}.

    `stem` begins the key of the question.
    """

    rule: str
    stem: str
    name: str
    message: str
    options: tuple[Option, ...]
    guess: str
    row: int | None = None
    values: dict[str, object] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Suspicion:
    """A doubt about the figures themselves, with what each answer does to the clean rows.

    An answer without a remedy leaves them as they are. A remedy raises FileRefused where it cannot be done.
    """

    doubt: Doubt
    remedies: dict[str, Callable[[pl.DataFrame], pl.DataFrame]]


@dataclass(frozen=True)
class Outcome:
    """The code to go on with: the answer's, or the guess while the question is open."""

    code: str
    question: Question | None = None
    note: Finding | None = None


def settle(doubt: Doubt, shaped: Shaped, answers: Answers | None) -> Outcome:
    """The answer to a doubt with a note on what it did, or the question and the most likely code."""
    sheet, column = shaped.match.table.sheet, shaped.header_of(doubt.name)
    values = doubt.values | {"column": shown_as(shaped, doubt.name)}
    key = key_of(shaped, doubt)
    chosen = next((option for option in doubt.options if option.code == (answers or {}).get(key)), None)
    if chosen:
        note = Finding(doubt.rule, chosen.taken, sheet=sheet, column=column, values=values)
        return Outcome(chosen.code, note=note)
    choices = tuple(Choice(option.code, option.label, values) for option in doubt.options)
    question = Question(
        doubt.rule, doubt.message, sheet=sheet, row=doubt.row, column=column, values=values,
        key=key, choices=choices, guess=doubt.guess,
    )  # fmt: skip
    return Outcome(doubt.guess, question)


def key_of(shaped: Shaped, doubt: Doubt) -> str:
    """What the answer is remembered by: no value of the file, only the rule and the header.

    Where the file has a column a period or a question, the header differs per year; the field's name does not.
    """
    column = shaped.match.columns.get(doubt.name)
    return f"{doubt.stem}:{doubt.name if column is None else fold(shaped.match.headers[column])}"


def shown_as(shaped: Shaped, name: str) -> str:
    """How a message names the column of a field: its header, or the field's label where it has several columns."""
    column, kind = shaped.match.columns.get(name), shaped.match.profile.kind
    if column is not None:
        return shaped.match.headers[column]
    return kind.field(name).label if name in kind.names else name


def unit_of_row() -> pl.Expr:
    """The department of a row as the file names it: what tells its series apart."""
    return pl.coalesce("unit_code", "unit_name").str.strip_chars()


def figure(value: float) -> str:
    """A number as evidence: in the user's notation, with as many decimals as it needs, four at most."""
    decimals = len(f"{value:.{MOST_DECIMALS}f}".rstrip("0").partition(".")[2])
    return number(value, decimals)
