"""Who may open what. Every view carries one of ``needs``, ``signed_in``, ``open_to_all``; else it is denied."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from mamori.accounts import queries
from mamori.accounts.models import User
from mamori.accounts.rules import Permission
from mamori.kernel import audit
from mamori.kernel.language import language
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

SAVED = Text("保存しました。", "Saved.")
UNCHANGED = Text("変わったところはありません。", "Nothing has changed.")

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponse)
View = TypeVar("View", bound=Callable[..., object])


class SignedIn(HttpRequest):
    """A request behind ``needs``: the user is a real one."""

    user: User
    htmx: HtmxDetails


def needs(
    permission: Permission,
) -> Callable[
    [Callable[Concatenate[SignedIn, P], R]], Callable[Concatenate[HttpRequest, P], HttpResponse]
]:
    """Only for people who hold that permission today, with a second factor outside a demonstration."""

    def guard(
        view: Callable[Concatenate[SignedIn, P], R],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not isinstance(request.user, User):
                return _to(request, "account_login")
            if permission not in granted(request):
                raise PermissionDenied
            if not queries.has_second_factor(request.user.pk) and not _demonstrating(request):
                return _to(request, "mfa_index")  # §4.3
            return view(cast(SignedIn, request), *args, **kwargs)

        guarded.access = permission  # type: ignore[attr-defined]
        return guarded

    return guard


def open_to_all(view: View) -> View:
    view.access = "open to all"  # type: ignore[attr-defined]
    return view


def signed_in(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """For everyone who has signed in, whatever the roles."""

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        return view(request) if isinstance(request.user, User) else _to(request, "account_login")

    guarded.access = "signed in"  # type: ignore[attr-defined]
    return guarded


def guarded_by_allauth(view: View) -> View:
    """For allauth's own pages, which send anyone not signed in to the sign-in page."""
    view.access = "signed in"  # type: ignore[attr-defined]
    return view


def granted(request: HttpRequest) -> frozenset[Permission]:
    """What this request's person may do today; read once a request."""
    if not isinstance(request.user, User) or not request.user.is_active:
        return frozenset()
    held: frozenset[Permission] | None = getattr(request, "_granted", None)
    if held is None:
        held = queries.permissions_of(request.user.pk, on=timezone.localdate())
        request._granted = held  # type: ignore[attr-defined]
    return held


def attempt(request: SignedIn, action: Callable[..., object]) -> Text | None:
    """Do it in this person's name, now, and say so on the next page; the reason if a rule refuses.

    An action that answers 0 has found nothing to change.
    """
    try:
        done = action(actor=audit.person(request.user.pk), at=timezone.now())
    except Refused as refusal:
        return refusal.message
    messages.success(request, (UNCHANGED if done == 0 else SAVED).in_(language()))
    return None


def agencies(request: HttpRequest, permission: Permission) -> frozenset[str]:
    """In whose name this request's person may use that permission today."""
    if not isinstance(request.user, User):
        return frozenset()
    return queries.agencies_of(request.user.pk, permission, on=timezone.localdate())


def person_to_sign_in(person_id: int) -> User:
    """The account behind a person, for the session of a demonstration."""
    return User.objects.get(pk=person_id, is_demonstration=True)


def _demonstrating(request: HttpRequest) -> bool:
    user = cast(User, request.user)
    return user.is_demonstration and queries.is_demonstration()


def _to(request: HttpRequest, name: str) -> HttpResponse:
    return redirect(f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}")
