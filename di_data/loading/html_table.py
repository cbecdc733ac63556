"""A table in a web page: what many systems save as .xls."""

from html.parser import HTMLParser


class _Rows(HTMLParser):
    """Gathers the cells of every table row; a cell over several columns fills the first of them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[object]] = []
        self._cell: list[str] | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._close_cell()
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self._close_cell()
            self._cell = []
            self._span = next(
                (int(value) for name, value in attributes if name == "colspan" and value and value.isdigit()), 1
            )
        elif tag == "br" and self._cell is not None:
            self._cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _close_cell(self) -> None:
        if self._cell is not None:
            text = " ".join("".join(self._cell).split())
            self.rows[-1] += [text or None, *[None] * min(self._span - 1, 1000)]
            self._cell = None


def rows_of(text: str) -> list[list[object]]:
    """The rows of the tables in a web page, under one another; none for a text that is no web page."""
    if not text.lstrip().startswith("<"):
        return []
    parser = _Rows()
    parser.feed(text)
    parser.close()
    return parser.rows
