"""A refusal that no view caught. Policy: docs/policy/site.md, §1.5."""

import pytest
from django.http import HttpResponse, HttpResponseNotAllowed
from django.test import RequestFactory
from django.utils import translation

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.site.middleware import Refusals

pytestmark = pytest.mark.django_db

REASON = Text("<役割>が必要です。", "A <role> is needed.")


class NotThere(Refused):
    status = 404


def answer(error, language):
    request = RequestFactory().get(f"/{language}/")
    with translation.override(language):
        return Refusals(lambda _: HttpResponse()).process_exception(request, error)


@pytest.mark.parametrize(
    ("language", "words"),
    [("ja", "&lt;役割&gt;が必要です。"), ("en", "A &lt;role&gt; is needed.")],
)
@pytest.mark.parametrize(("kind", "status"), [(Refused, 422), (NotThere, 404)])
def test_a_refusal_reaches_the_reader_as_its_own_words(kind, status, language, words):
    response = answer(kind(REASON), language)
    assert response.status_code == status
    assert words in response.content.decode()
    assert f'<html lang="{language}">' in response.content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [("ja", "ここではこの操作はできません"), ("en", "This cannot be done here")],
)
def test_a_wrong_method_is_answered_in_words(client, language, words):
    answer = client.post(f"/{language}/terms/")
    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert words in answer.content.decode()
    assert f'<html lang="{language}">' in answer.content.decode()


def test_a_program_is_answered_without_a_page():
    request = RequestFactory().post("/api/v1/plan/outlines")
    answer = Refusals(lambda _: HttpResponseNotAllowed(["GET"]))(request)
    assert (answer.status_code, answer.content) == (405, b"")


def test_anything_else_is_left_to_be_a_bug():
    assert answer(RuntimeError("A <role> is needed."), "en") is None


def test_what_is_no_refusal_passes_through():
    passed = HttpResponse("as it was")
    assert Refusals(lambda _: passed)(RequestFactory().get("/en/")) is passed
