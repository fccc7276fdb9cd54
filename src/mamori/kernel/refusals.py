"""The one kind of error a person is meant to read."""

from mamori.kernel.text import Text


class Refused(Exception):
    """The request was understood, and a rule says no.

    ``code`` is for programs and never changes; ``message`` is for people, in both languages, and
    may be reworded. ``status`` is the HTTP answer: 422, or 404 where the thing asked for does not
    exist. A slice defines its refusals beside the rules that raise them.
    """

    code = "refused"
    status = 422

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message
