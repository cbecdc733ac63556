"""Other years of the Civil Service People Survey: other headers, benchmarks, notations and sheets."""

from collections.abc import Callable, Sequence

import python_calamine

from tests.variants.formats import Sheet, delimited, xlsx
from tests.variants.grids import Cell, Grid
from tests.variants.public import ANYWHERE, DATA, Line, lines, number, truth, year
from tests.variants.truth import Truth
from tests.variants.variant import ASKS, LOADS, REFUSED, File

NAME = "csps_2021_organisation_scores.csv"
QUESTIONS = {"B04": "participation", "B05": "autonomy", "B15": "dialogue", "B22": "learning_space"}
RESPONSE = "Response Rate"
WORDS = {
    "B04": "I feel involved in the decisions that affect my work",
    "B05": "I have a choice in deciding how I do my work",
    "B15": "The feedback I receive helps me to improve my performance",
    "B22": "I am able to access the right learning and development opportunities when I need to",
}
ORGANISATION, CODE = "Organisation", "Organisation code"
BENCHMARKS = ("Civil Service Benchmark (median)", "All civil servants (mean score)")


def _real() -> list[Line]:
    return lines("csps_2019_organisation_scores.csv", ",")


def _truth(
    rows: Sequence[Line], asked: dict[str, str] | None = None, benchmarks: Sequence[str] = BENCHMARKS,
    period: str = "2021", response: bool = True,
) -> Truth:  # fmt: skip
    asked = (asked or QUESTIONS) | ({RESPONSE: "survey_response"} if response else {})
    told = []
    for line in rows:
        for header, indicator in asked.items():
            if (value := number(line[header])) is not None:
                key = (line[ORGANISATION], indicator, f"{period}-01-01", "year")
                is_reference = line[ORGANISATION] in benchmarks
                told.append((("reference" if is_reference else "unit", *key), (value, None, None, False) if is_reference else (value, False)))  # fmt: skip
    return truth(told)


def _grid(rows: Sequence[Line], headers: dict[str, str] | None = None) -> Grid:
    columns = [column for column in rows[0] if (headers or {}).get(column) != ""]
    return [[(headers or {}).get(column, column) for column in columns], *([line[column] for column in columns] for line in rows)]  # fmt: skip


def _file(grid: Grid, told: Truth, name: str = NAME, period: str | None = None) -> File:
    return File(delimited(grid, ","), name, told, places=ANYWHERE, any_question=True, period=period)


def _scores(write: Callable[[str], str]) -> list[Line]:
    """The rows with every percentage written in another way."""
    return [{key: write(cell) if cell.endswith("%") else cell for key, cell in line.items()} for line in _real()]


@year(LOADS)
def csps_next_year() -> File:
    """CSPS: two years later, all else the same."""
    return _file(_grid(_real()), _truth(_real()))


@year(LOADS)
def csps_organisation_name() -> File:
    """CSPS: “Organisation name” and “Organisation Code”."""
    return _file(_grid(_real(), {ORGANISATION: "Organisation name", CODE: "Organisation Code"}), _truth(_real()))


@year(LOADS)
def csps_colon_and_words() -> File:
    """CSPS: headers “B04: I feel involved …”."""
    return _file(_grid(_real(), {code: f"{code}: {words}" for code, words in WORDS.items()}), _truth(_real()))


@year(LOADS)
def csps_point_and_words() -> File:
    """CSPS: headers “B04. I feel involved … (% positive)”."""
    return _file(_grid(_real(), {code: f"{code}. {words} (% positive)" for code, words in WORDS.items()}), _truth(_real()))  # fmt: skip


@year(LOADS)
def csps_columns_in_another_order() -> File:
    """CSPS: columns in another order."""
    return _file([row[::-1] for row in _grid(_real())], _truth(_real()))


@year(LOADS)
def csps_columns_gone() -> File:
    """CSPS: no group, no code, no response rate."""
    return _file(_grid(_real(), {"Departmental Group": "", CODE: "", RESPONSE: ""}), _truth(_real(), response=False))


@year(LOADS)
def csps_columns_more() -> File:
    """CSPS: new questions and a number of responses."""
    grid = [[*row, *(("B61", "Number of responses") if place == 0 else ("51%", "1,234"))] for place, row in enumerate(_grid(_real()))]  # fmt: skip
    return _file(grid, _truth(_real()))


@year(LOADS, ASKS, REFUSED)
def csps_codes_stand_for_other_questions() -> File:
    """CSPS: the questions were numbered anew: B04 is about tools, and decisions are B06."""
    headers = {"B04": "B04. I have the tools I need to do my job effectively", "B06": f"B06. {WORDS['B04']}"}
    headers |= {code: f"{code}. {words}" for code, words in WORDS.items() if code != "B04"}
    asked = {"B06": "participation"} | {code: indicator for code, indicator in QUESTIONS.items() if code != "B04"}
    return _file(_grid(_real(), headers), _truth(_real(), asked))


@year(LOADS, ASKS, REFUSED)
def csps_code_of_another_question_only() -> File:
    """CSPS: B04 is about tools, and no question is about decisions: no figures for participation."""
    headers = {code: f"{code}. {words}" for code, words in WORDS.items()}
    asked = {code: indicator for code, indicator in QUESTIONS.items() if code != "B04"}
    return _file(_grid(_real(), headers | {"B04": "B04. I have the tools I need to do my job effectively"}), _truth(_real(), asked))  # fmt: skip


@year(LOADS, ASKS, REFUSED)
def csps_words_without_codes() -> File:
    """CSPS: the words of the questions as headers, without codes."""
    return _file(_grid(_real(), dict(WORDS)), _truth(_real()))


def _benchmark(*names: str) -> File:
    named = dict(zip(BENCHMARKS, names, strict=True))
    rows = [{**line, ORGANISATION: named.get(line[ORGANISATION], line[ORGANISATION])} for line in _real()]
    return _file(_grid(rows), _truth(rows, benchmarks=names))


@year(LOADS)
def csps_benchmark_with_year() -> File:
    """CSPS: “Civil Service benchmark 2021” and “Civil Service mean 2021”."""
    return _benchmark("Civil Service benchmark 2021", "Civil Service mean 2021")


@year(LOADS)
def csps_benchmark_short() -> File:
    """CSPS: “CS median” and “CS mean”."""
    return _benchmark("CS median", "CS mean")


@year(LOADS, ASKS, REFUSED)
def csps_benchmark_overall() -> File:
    """CSPS: “Overall” and “Total”."""
    return _benchmark("Overall", "Total")


@year(LOADS, ASKS, REFUSED)
def csps_benchmark_civil_service() -> File:
    """CSPS: “Civil Service” and “Civil Service overall”."""
    return _benchmark("Civil Service", "Civil Service overall")


@year(LOADS)
def csps_fractions() -> File:
    """CSPS: 0.6 instead of 60%."""
    return _file(_grid(_scores(lambda cell: str(int(cell[:-1]) / 100))), _truth(_real()))


@year(LOADS, ASKS)
def csps_whole_numbers() -> File:
    """CSPS: 60 instead of 60%."""
    return _file(_grid(_scores(lambda cell: cell[:-1])), _truth(_real()))


@year(LOADS)
def csps_decimals() -> File:
    """CSPS: 60.4% with a decimal."""
    rows = _scores(lambda cell: f"{cell[:-1]}.4%" if cell != "100%" else cell)
    return _file(_grid(rows), _truth(rows))


@year(LOADS, ASKS)
def csps_decimals_without_sign() -> File:
    """CSPS: 60.4 without a sign."""
    rows = _scores(lambda cell: f"{cell[:-1]}.4%" if cell != "100%" else cell)
    plain = [{key: cell.removesuffix("%") if key not in (ORGANISATION,) else cell for key, cell in line.items()} for line in rows]  # fmt: skip
    return _file(_grid(plain), _truth(rows))


def _marks(mark: str) -> File:
    """The scores of one organisation hidden or missing: left out, or refused."""
    rows = _real()
    gone = dict.fromkeys((*QUESTIONS, RESPONSE), ".")
    shown = [{**line, **(dict.fromkeys(gone, mark) if place == 5 else {})} for place, line in enumerate(rows)]
    return _file(_grid(shown), _truth([{**line, **(gone if place == 5 else {})} for place, line in enumerate(rows)]))


@year(LOADS, REFUSED)
def csps_missing_bracket() -> File:
    """CSPS: [x] for a score that is not there."""
    return _marks("[x]")


@year(LOADS, REFUSED)
def csps_missing_two_points() -> File:
    """CSPS: .. for a score that is not there."""
    return _marks("..")


@year(LOADS)
def csps_missing_blank() -> File:
    """CSPS: nothing for a score that is not there."""
    return _marks("")


@year(LOADS)
def csps_notes_below() -> File:
    """CSPS: notes below the table."""
    grid = _grid(_real())
    note: list[Cell] = ["Note: scores are rounded", *[None] * (len(grid[0]) - 1)]
    return _file([*grid, [None] * len(grid[0]), note], _truth(_real()))


@year(LOADS)
def csps_year_told() -> File:
    """CSPS: no year in the name of the file; the user tells it."""
    return _file(_grid(_real()), _truth(_real()), "organisation_scores.csv", "2021")


@year(ASKS, REFUSED)
def csps_two_years_in_name() -> File:
    """CSPS: two years in the name of the file."""
    return _file(_grid(_real()), _truth(_real()), "csps_2021_published_2022.csv")


# The workbook of 2016 ----------------------------------------------------------------------------------------------

SCORES = "Table 2.1 Question scores"


def _book() -> dict[str, Grid]:
    book = python_calamine.CalamineWorkbook.from_path(str(DATA / "csps_2016_organisation_scores.xlsx"))
    return {
        name: [[None if cell == "" else cell for cell in row] for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]  # type: ignore[misc]
        for name in book.sheet_names
    }  # fmt: skip


def _book_truth(book: dict[str, Grid]) -> Truth:
    rows, told = book[SCORES], []
    for row in rows[3:]:
        for question, indicator in QUESTIONS.items():
            cell = row[rows[2].index(question)]
            if isinstance(cell, float):
                name = str(row[0]).strip()
                key = (name, indicator, "2021-01-01", "year")
                value = (cell * 100, None, None, False) if "benchmark" in name else (cell * 100, False)
                told.append((("reference" if "benchmark" in name else "unit", *key), value))
    return truth(told)


def _workbook(order: Sequence[str], names: dict[str, str] | None = None, change: Callable[[Grid], Grid] = lambda grid: grid) -> File:  # fmt: skip
    book = _book()
    sheets = [Sheet(change(book[name]) if name == SCORES else book[name], (names or {}).get(name, name)) for name in order]  # fmt: skip
    return File(xlsx(*sheets), "csps_2021.xlsx", _book_truth(book), places=ANYWHERE, any_question=True)


def _names() -> list[str]:
    return list(_book())


@year(LOADS)
def csps_sheets_in_another_order() -> File:
    """CSPS: the sheets of the workbook in the other order: questions first, contents last."""
    return _workbook(_names()[::-1])


@year(LOADS)
def csps_sheets_renamed() -> File:
    """CSPS: other names for the sheets."""
    names = dict(zip(_names(), ("Index", "Themes", "Organisation scores", "Questions"), strict=True))
    return _workbook(_names(), names)


@year(LOADS)
def csps_scores_sheet_only() -> File:
    """CSPS: a workbook with the scores only."""
    return _workbook([SCORES])


@year(LOADS)
def csps_title_gone() -> File:
    """CSPS: no title above the header of the scores."""
    return _workbook(_names(), change=lambda grid: grid[1:])


@year(LOADS)
def csps_titles_more() -> File:
    """CSPS: more titles above the header of the scores."""
    return _workbook(_names(), change=lambda grid: [["Crown copyright", *[None] * (len(grid[0]) - 1)], [None] * len(grid[0]), *grid])  # fmt: skip
