"""How allauth and axes behave here: nobody signs up by themselves; an administrator adds people."""

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from mamori.accounts.models import User


class Closed(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Who was stopped learns no more than who typed a wrong password."""
        user: User | None = super().authenticate(request, **credentials)
        return user if user is not None and user.is_active else None

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        return redirect("account_login")  # with a passkey one gets as far as this


def shown_as(user: object) -> str:
    """The name that allauth shows on its pages."""
    return str(getattr(user, "display_name", ""))


def typed_address(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """Whose wrong passwords axes counts: allauth names the address otherwise than the form does (§1.2)."""
    return str((credentials or {}).get("email") or request.POST.get("login", ""))
