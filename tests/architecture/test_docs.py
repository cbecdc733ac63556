"""What the documentation names exists, and what exists is named in the documentation."""

import re
from pathlib import Path

import pytest

from di_data.__main__ import parser
from di_data.config import PROJECT
from di_data.language import gettext as _
from di_data.language import speaking
from di_data.ui.navigation import PAGES

README = (PROJECT / "README.md").read_text(encoding="utf-8")
GUIDE = "\n".join(path.read_text(encoding="utf-8") for path in sorted((PROJECT / "docs" / "handleiding").glob("*.md")))
DOCUMENTS = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]
VERBS = sorted(parser()._subparsers._group_actions[0].choices)  # type: ignore[union-attr,arg-type]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_in_the_readme(verb: str) -> None:
    assert re.search(rf"\b{re.escape(verb)}\b", README)


@pytest.mark.parametrize(
    "variable", re.findall(r"INZETWIJZER_[A-Z_]+", (PROJECT / "di_data" / "config.py").read_text())
)
def test_every_setting_is_in_the_readme(variable: str) -> None:
    assert variable in README


@pytest.mark.parametrize("title", [entry.title for entry in PAGES])
def test_every_page_is_in_the_guide_under_its_dutch_name(title: str) -> None:
    with speaking("nl"):
        assert _(title) in GUIDE


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)", text):
        if not target.startswith(("http", "mailto:")):
            assert (document.parent / target).exists(), f"{document.name} links to {target}"
