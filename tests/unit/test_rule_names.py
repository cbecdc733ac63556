"""Every rule of a finding has a name to count and filter by."""

import ast

import pytest

from di_data.config import PROJECT
from di_data.contracts import KINDS
from di_data.language import speaking
from di_data.loading.findings import Finding
from di_data.loading.rule_names import RULES, rule_name
from di_data.vocabulary import Kind

FILES = sorted((PROJECT / "di_data" / "loading").rglob("*.py"))

MAKERS = ("Finding", "Question", "Doubt", "note", "_ask")
"""What makes a finding, with its rule as the first argument."""


def _rules_in_code() -> set[str]:
    """The rules written out as the first argument of a finding or a question."""
    found = set()
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in MAKERS and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    found.add(str(first.value))
    return found


def test_every_rule_in_the_code_has_a_name() -> None:
    assert len(_rules_in_code()) > 30
    assert sorted(_rules_in_code() - set(RULES)) == []


@pytest.mark.parametrize("kind", Kind)
def test_every_rule_of_a_contract_has_a_name(kind: Kind) -> None:
    with speaking("en"):
        names = {rule.name: rule_name(Finding(rule.name, "x")) for rule in KINDS[kind].rules}
    assert [rule for rule, name in names.items() if name == "Something else"] == []


def test_a_rule_without_a_name_counts_as_something_else() -> None:
    with speaking("en"):
        assert rule_name(Finding("made_up", "x")) == "Something else"
        assert rule_name(Finding("sick_days_above_whole", "x")) == "Part larger than the whole"
