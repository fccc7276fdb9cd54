"""HTTP answers that pages of several slices give."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect

Q = TypeVar("Q", bound=HttpRequest)
P = ParamSpec("P")


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep; ``kind`` is its media type, ``name`` plain ASCII."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def posted_from(
    page: str, *named: str
) -> Callable[
    [Callable[Concatenate[Q, P], HttpResponse]], Callable[Concatenate[Q, P], HttpResponse]
]:
    """For the address of a form that stands on another page: by a link one gets to that page.

    So the language switch leads somewhere after a refusal. ``named`` are the view's arguments that
    the page takes, in its order.
    """

    def guard(
        view: Callable[Concatenate[Q, P], HttpResponse],
    ) -> Callable[Concatenate[Q, P], HttpResponse]:
        @wraps(view)
        def guarded(request: Q, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method == "POST":
                return view(request, *args, **kwargs)
            if request.method in ("GET", "HEAD"):
                return redirect(page, *(kwargs[name] for name in named))
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])

        return guarded

    return guard
