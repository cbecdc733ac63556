"""One family of errors. Each carries a message that a user can act on, in the user's language,
and never a value that may be personal."""

from di_data.language import gettext


class InzetwijzerError(Exception):
    """An error with words for the user: what happened, and what to do. `exit_code` is the command line's."""

    exit_code = 2

    def __init__(self, message: str, /, **values: object) -> None:
        super().__init__(message)
        self.source = message
        self.values = values

    @property
    def message(self) -> str:
        """The words in the present language."""
        return gettext(self.source, **self.values)

    def __str__(self) -> str:
        return self.message


class Refused(InzetwijzerError):
    """A file or a form that cannot be taken; nothing was stored."""


class WrongUse(InzetwijzerError):
    """A command or call that makes no sense as given."""

    exit_code = 3


class StoreUnavailable(InzetwijzerError):
    """The store's file is missing, locked, damaged or of another schema."""

    exit_code = 4


class NotAllowed(InzetwijzerError):
    """The viewer has no right to this."""


class Conflict(InzetwijzerError):
    """Somebody else saved the same record in the meantime; nothing was lost."""
