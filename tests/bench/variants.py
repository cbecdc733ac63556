"""The table of variants and what comes of each: `python -m tests.bench.variants`. Prints a Markdown table; stores nothing.

The last line counts the outcomes. A variant whose outcome is not right is marked with “!” and its problem.
"""

from collections import Counter

from tests.variants.catalogue import VARIANTS
from tests.variants.other_years import OTHER_YEARS
from tests.variants.outcome import outcome_of
from tests.variants.variant import Variant


def main() -> None:
    """Load every variant and print the table."""
    print("| variant | what is odd about it | outcome | rule | where |\n|---|---|---|---|---|")
    counts: Counter[str] = Counter()
    for variant in (*VARIANTS, *OTHER_YEARS):
        counts[_line(variant)] += 1
    print(f"\n{sum(counts.values())} variants: " + ", ".join(f"{count} {result}" for result, count in counts.items()))


def _line(variant: Variant) -> str:
    found = outcome_of(variant.make(), variant.allowed)
    cells = (variant.name, variant.quirk, found.result, ", ".join(found.rules), found.where)
    print("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |", flush=True)
    if found.problem:
        print(f"! {variant.name}: {found.problem}", flush=True)
    return found.result if found.problem is None else f"not right ({found.result})"


if __name__ == "__main__":
    main()
