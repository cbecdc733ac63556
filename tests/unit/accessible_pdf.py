"""What a PDF tells who cannot see it: its words, and the structure in which they stand."""

import io
from collections.abc import Iterator
from typing import Any

import pypdf


def text_of(content: bytes) -> str:
    """The words with single spaces."""
    return " ".join("\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


def elements_of(content: bytes) -> list[Any]:
    """The structure elements of a tagged PDF, in reading order."""
    return list(_elements(pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]))


def _elements(node: Any) -> Iterator[Any]:
    node = node.get_object()
    if isinstance(node, list):
        for one in node:
            yield from _elements(one)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from _elements(node["/K"])
