"""Who saved or loaded something, in words."""

from di_data.access import SYSTEM
from di_data.language import gettext as _
from di_data.vocabulary import Role

DEMO = "demo-"


def who(subject: str) -> str:
    """The name of an account; of the command line and the demo identities in words."""
    if subject == SYSTEM.subject:
        return _("the command line")
    if subject.startswith(DEMO) and subject.removeprefix(DEMO) in set(Role):
        return _("{role} (demo)", role=Role(subject.removeprefix(DEMO)).label)
    return subject
