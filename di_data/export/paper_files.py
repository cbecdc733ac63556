"""The kinds of file that a paper is made into, by the ending of their names."""

from collections.abc import Callable

from di_data.export.review_paper import Paper

Make = Callable[[Paper], bytes]


def maker(ending: str, workbook: Make) -> Make | None:
    """What makes a file with this ending (pdf, html or xlsx); None for another one. `workbook` makes the xlsx."""
    return {"pdf": _pdf, "html": _web_page, "xlsx": workbook}.get(ending)


def _pdf(paper: Paper) -> bytes:
    from di_data.export.review_document import review_pdf  # loads what compiles and draws, wanted only for paper

    return review_pdf(paper)


def _web_page(paper: Paper) -> bytes:
    from di_data.export.review_web_page import review_web_page

    return review_web_page(paper)
