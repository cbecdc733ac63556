"""The employee survey: positive answers per question (or the percentage), department and period; and how many gave each answer.

Which columns with numbers per answer make a scale, and which of them are the positive ones, is said here once.
"""

from collections.abc import Collection

import polars as pl

from di_data.contracts import figures
from di_data.contracts.fields import DeliveryKind, Field, FieldType, RowRule
from di_data.contracts.figures import ANSWERS
from di_data.language import mark as _
from di_data.vocabulary import Kind

MIDDLE = 3
"""The neutral answer of the scale of five, by whose words files are read."""


def is_scale(names: Collection[str], *, by_words: bool) -> bool:
    """Whether these fields for answers make a whole scale: the first two to seven of them; where they were told `by_words`,
    those of the scale of five, as many answers on either side of the neutral one, with it or without."""
    places = sorted(ANSWERS.index(name) + 1 for name in names)
    if by_words:
        return len(places) > 1 and places == [2 * MIDDLE - place for place in reversed(places)]
    return len(places) > 1 and places == list(range(1, len(places) + 1))


def told_answers() -> pl.Expr:
    """How many answers the columns per answer hold together; an empty cell counts for none."""
    return pl.sum_horizontal(pl.col(name).fill_null(0) for name in ANSWERS)


def positive_answers() -> pl.Expr:
    """How many of them are positive: the upper half of the columns that are filled, without the neutral one."""
    filled = [pl.col(name).is_not_null().cast(pl.Int64) for name in ANSWERS]
    length = pl.sum_horizontal(filled)
    return pl.sum_horizontal(
        pl.when(2 * pl.sum_horizontal(filled[: place + 1]) > length + 1).then(pl.col(name)).otherwise(0).fill_null(0)
        for place, name in enumerate(ANSWERS)
    )


def has_answers() -> pl.Expr:
    """Whether a row tells how many gave each answer."""
    return pl.any_horizontal(*(pl.col(name).is_not_null() for name in ANSWERS))


_ANSWER_LABELS = (
    _("Answer 1 (most negative)"), _("Answer 2"), _("Answer 3"), _("Answer 4"), _("Answer 5"), _("Answer 6"), _("Answer 7"),
)  # fmt: skip
_ANSWER_EXAMPLES = ("3", "6", "9", "20", "12", "", "")
_ANSWER_HINT = _(
    "How many people gave this answer, from the most negative to the most positive. Optional. Use as many columns as the question has answers, 2 to 7, and write 0 where nobody gave it."
)

SURVEY = DeliveryKind(
    kind=Kind.SURVEY,
    identity=("unit_code", "unit_name", "period", "grain", "indicator"),
    fields=(
        figures.UNIT,
        figures.UNIT_NAME,
        figures.PERIOD,
        Field(
            "indicator", _("Indicator"), required=True, longest=64, example="participation",
            hint=_("The code of the indicator, such as participation or autonomy."),
        ),
        Field("percentage", _("Percentage positive"), FieldType.PERCENT, low=0, high=100, example="64"),
        Field("positive", _("Positive answers"), FieldType.WHOLE, low=0, example="32"),
        Field("answers", _("Answers"), FieldType.WHOLE, low=0, example="50"),
        Field("invited", _("Invited"), FieldType.WHOLE, low=0, example="71"),
        *(
            Field(name, label, FieldType.WHOLE, low=0, example=example, hint=_ANSWER_HINT)
            for name, label, example in zip(ANSWERS, _ANSWER_LABELS, _ANSWER_EXAMPLES, strict=True)
        ),
        figures.PROVISIONAL,
    ),
    rules=(
        figures.UNIT_NAMED,
        figures.value_or_counts(figures.MEASURED[Kind.SURVEY]),
        figures.not_above("positive", "answers", _("More positive answers than answers.")),
        figures.not_above("answers", "invited", _("More answers than people invited.")),
        RowRule(
            "answers_apart", "answers",
            lambda: ~has_answers() | pl.col("answers").is_null() | (told_answers() == pl.col("answers")),
            _("The numbers per answer do not add up to the number of answers."),
            _("Check the columns. They hold how many people gave each answer, not percentages."),
        ),
        RowRule(
            "positive_apart", "positive",
            lambda: ~has_answers() | pl.col("positive").is_null() | (positive_answers() == pl.col("positive")),
            _("The positive answers are not those of the upper half of the scale, without the neutral answer."),
            _("Check which answers were counted as positive, or leave out the column with positive answers."),
        ),
    ),
)  # fmt: skip
