"""The words of the field in plain language, one or two sentences each, for who is no statistician."""

from di_data.language import mark as _

TERMS = {
    "margin": (_("margin"), _("Not everybody answers. The margin says how far the figure could be off if those who did not answer think like those who did. It is small when many people answered.")),
    "really_changed": (_("really changed"), _("Two rounds always differ a little. We call it really changed only when the difference is so large that chance would seldom give it: in fewer than 5 of 100 cases.")),
    "signal": (_("signal"), _("A figure that goes further up or down than it usually does, or moves the same way for a long time. A signal says that something is different, not why.")),
    "response": (_("response"), _("Of all people who were asked, the part that answered. With a low response we show nothing: the few who answered need not think like the rest.")),
    "hidden": (_("not shown"), _("A figure about few people could tell what one of them said. Such a figure is left out, and so are figures from which it could be worked out. It shows as ⊘.")),
    "factor": (_("organisation factor"), _("One of the five things in the organisation that help people to keep working well: learning space, autonomy, participation, dialogue and tailored agreements.")),
    "participation": (_("participation"), _("Employees take part in decisions about their work: from being told, to deciding together.")),
    "autonomy": (_("autonomy"), _("Employees decide for themselves how, when and in which order they do their work.")),
    "ladder": (_("participation ladder"), _("Five rungs of having a say: inform, consult, advise, co-produce, co-decide. The higher the rung, the more employees decide.")),
    "round": (_("round"), _("One time that a survey was held, or one series of dialogue sessions.")),
    "judgement": (_("judgement"), _("In a dialogue session the group says of every factor whether it is poor, could be better or good, and why. These are no marks: we count them and take no mean.")),
    "benchmark": (_("benchmark"), _("A figure of others to hold yours against. It never fits exactly: other questions, other people, another way of measuring.")),
    "positive": (_("positive answers"), _("The answers that agree with the question, such as “agree” and “fully agree”, as a part of all answers.")),
}  # fmt: skip
"""By code: the word, and what it means."""
