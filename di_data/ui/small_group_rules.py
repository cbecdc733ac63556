"""What is hidden and why: every rule of the privacy gate as one sentence, with its number."""

import streamlit as st

from di_data.config import FLOOR_GROUP, MINIMUM_ANSWERS, MINIMUM_RESPONSE, SMALL_COUNT
from di_data.language import gettext as _
from di_data.notation import number
from di_data.vocabulary import Hidden


def show(minimum: int) -> None:
    """The rules; `minimum` is the smallest group that holds for figures without an agreement of their own."""
    st.write(_("A figure is not shown when one of these holds:"))
    _listed(_small(minimum))
    st.write(_("And a figure is not shown when it gives away too much about a few people:"))
    _listed(_linked())
    st.write(
        _(
            "Which of these last rules hid a figure is not told: it always says “{words}”. Telling more would already say something about them.",
            words=Hidden.FEW_PEOPLE.label,
        )
    )
    st.write(
        _(
            "What you see instead: the reason, and the nearest figure that is shown, such as the department above it or a longer period. Figures of a public source are always shown, because everybody can look them up."
        )
    )


def _listed(sentences: list[str]) -> None:
    st.markdown("\n".join("- " + sentence for sentence in sentences))


def _small(minimum: int) -> list[str]:
    return [
        _(
            "The group has fewer than {count} people, or fewer than the number that stands above for this indicator. Fewer than {floor} cannot be agreed on.",
            count=minimum,
            floor=FLOOR_GROUP,
        ),
        _("Nobody knows how large the group is: the file did not say so."),
        _("In a survey fewer than {count} people of the group answered.", count=MINIMUM_ANSWERS),
        _(
            "In a survey less than {share}% of the group answered. Such a figure says little of the group.",
            share=number(100 * MINIMUM_RESPONSE),
        ),
    ]


def _linked() -> list[str]:
    return [
        _(
            "It counts 1 to {count} people, such as three colleagues who left. In a survey it also counts the others: when all but three said yes, the three stand out.",
            count=SMALL_COUNT,
        ),
        _("In a survey everybody in the group is counted alike: at 0% or 100% you know of everybody what they answered."),
        _(
            "A hidden figure could be worked out from it: with the department above it, with the other departments, with a longer period, with how it was before a reorganisation, or with what was shown before."
        ),
    ]  # fmt: skip
