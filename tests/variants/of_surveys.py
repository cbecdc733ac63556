"""Variants of survey files: long and wide, shares, scales, questions as headers."""

from tests.variants.formats import Sheet, delimited, xlsx
from tests.variants.grids import ANSWERS, LABELS, Grid, Row, changed, scores, scores_wide
from tests.variants.truth import INDICATORS, Truth, figures, scores_of, survey
from tests.variants.variant import ASKS, LOADS, REFUSED, File, Place, variant

ROWS = survey()
AT_PERCENTAGE = (Place(column=LABELS["percentage"]),)
QUESTIONS = {
    "participation": "Ik word betrokken bij beslissingen over mijn werk",
    "autonomy": "Ik kan zelf bepalen hoe ik mijn werk doe",
    "learning_space": "Ik krijg de ruimte om te leren",
    "dialogue": "Ik voer goede gesprekken met mijn leidinggevende",
    "tailored_agreements": "Mijn afspraken passen bij mijn situatie",
}


def _scores() -> Truth:
    return figures(scores_of(ROWS, counts=False))


def _answers() -> Truth:
    return figures(scores_of(ROWS, counts=True))


@variant(LOADS)
def survey_counts() -> File:
    """Positive answers, answers and invited per department, year and question."""
    return File(delimited(scores(ROWS, ANSWERS)), "enquete.csv", _answers())


@variant(LOADS)
def survey_percentages() -> File:
    """The percentage positive only."""
    return File(delimited(scores(ROWS)), "enquete.csv", _scores())


@variant(LOADS)
def survey_indicator_by_label() -> File:
    """The Dutch name of the indicator instead of its code."""
    return File(delimited(changed(scores(ROWS), 3, lambda cell: INDICATORS[str(cell)])), "enquete.csv", _scores())


@variant(ASKS)
def survey_shares() -> File:
    """0,64 where 64% is meant."""
    grid = changed(scores(ROWS), 4, lambda cell: float(str(cell)) / 100)
    return File(delimited(grid), "enquete.csv", _scores(), places=AT_PERCENTAGE, answers={"ambiguous_percentage": "share"})  # fmt: skip


@variant(LOADS)
def survey_percent_format() -> File:
    """64% in Excel."""
    grid = changed(scores(ROWS), 4, lambda cell: float(str(cell)) / 100)
    return File(xlsx(Sheet(grid, formats={4: "0%"})), "enquete.xlsx", _scores())


@variant(LOADS)
def survey_wide_by_code() -> File:
    """A column per indicator, with its code as the header."""
    return File(delimited(scores_wide(ROWS, {code: code for code in INDICATORS})), "enquete.csv", _scores())


@variant(LOADS, ASKS)
def survey_wide_by_label() -> File:
    """A column per indicator, with its Dutch name as the header."""
    grid = scores_wide(ROWS, INDICATORS)
    return File(delimited(grid), "enquete.csv", _scores(), columns={label: code for code, label in INDICATORS.items()}, answers={"which_kind": "survey"})  # fmt: skip


@variant(ASKS)
def survey_wide_by_question() -> File:
    """A column per question, with the words of the question as the header."""
    grid = scores_wide(ROWS, QUESTIONS)
    return File(delimited(grid), "enquete.csv", _scores(), columns={words: code for code, words in QUESTIONS.items()}, answers={"which_kind": "survey"})  # fmt: skip


def _scale(low: float, high: float) -> File:
    """Average scores on a scale: nothing that a percentage can be made of."""
    grid = changed(scores(ROWS), 4, lambda cell: round(low + (high - low) * float(str(cell)) / 100, 1))
    return File(delimited(grid), "enquete.csv", places=AT_PERCENTAGE, answers={"scale": "scale"})


@variant(ASKS, REFUSED)
def scale_1_to_5() -> File:
    """Average scores from 1 to 5 under the header Percentage positief."""
    return _scale(1, 5)


@variant(ASKS, REFUSED)
def scale_1_to_7() -> File:
    """Average scores from 1 to 7 under the header Percentage positief."""
    return _scale(1, 7)


@variant(ASKS, REFUSED)
def scale_0_to_10() -> File:
    """Report marks from 0 to 10 under the header Percentage positief."""
    return _scale(0, 10)


@variant(ASKS, REFUSED)
def survey_unknown_indicator() -> File:
    """An indicator that the app does not know."""
    grid = changed(scores(ROWS), 3, lambda _cell: "werkplezier", lambda row: row == 3)
    return File(delimited(grid), "enquete.csv", places=(Place(5, LABELS["indicator"]),), any_question=True)


@variant(REFUSED)
def survey_more_positive_than_answers() -> File:
    """More positive answers than answers."""
    grid = changed(scores(ROWS, ANSWERS), 4, lambda _cell: 5000, lambda row: row == 3)
    return File(delimited(grid), "enquete.csv", places=(Place(5, LABELS["positive"]),))


@variant(REFUSED)
def survey_hidden_small_group() -> File:
    """<10 where the supplier hides a small group."""
    grid: Grid = changed(scores(ROWS, ANSWERS), 5, lambda _cell: "<10", lambda row: row == 3)
    return File(delimited(grid), "enquete.csv", places=(Place(5, LABELS["answers"]),))


@variant(LOADS)
def survey_total_and_benchmark() -> File:
    """A row Totaal below the departments of every year."""
    head, *body = scores_wide(ROWS, {code: code for code in INDICATORS})
    total: Row = [None, "Totaal", "2025", 55, 61, 66, 72, 79]
    return File(delimited([head, *body, total]), "enquete.csv", _scores())
