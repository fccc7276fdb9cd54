"""How allauth behaves here: nobody signs up by themselves; an administrator adds people."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Closed(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def shown_as(user: object) -> str:
    """The name that allauth shows on its pages."""
    return str(getattr(user, "display_name", ""))
