"""What every page's frame shows."""

import pytest
from django.test import RequestFactory
from django.utils import translation

from mamori.accounts.rules import Role
from mamori.accounts.tests import build as people
from mamori.site.context import frame

pytestmark = pytest.mark.django_db


def shown(path="/en/", person=None, language="en"):
    request = RequestFactory().get(path)
    if person is not None:
        request.user = person
    with translation.override(language):
        return frame(request)


def test_the_frame_needs_neither_session_nor_sign_in():
    found = shown()
    assert found["person"] is None
    assert found["staff_navigation"] == []
    assert len(found["navigation"]) == 7


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_frame_speaks_the_language_of_the_page(language):
    found = shown(language=language)
    assert found["language"] == language
    assert all(item.url.startswith(f"/{language}/") for item in found["navigation"])


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/en/", []),
        ("/en/help/", ["Get help"]),
        ("/en/plan/", ["Plan"]),
        ("/en/plan/p17/", ["Plan"]),
        ("/en/outline/FY2017/", ["Outline"]),
        ("/en/statistics/compare/", ["Statistics"]),
        ("/en/activities/", ["Activities"]),
        ("/en/activities/materials/", ["Activities"]),
    ],
)
def test_the_navigation_marks_where_one_is(path, current):
    assert [item.name.en for item in shown(path)["navigation"] if item.current] == current


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        (
            Role.MINISTRY,
            [
                "Plan",
                "Due",
                "Answers",
                "Activities",
                "Materials",
                "Certificates",
                "Measures",
                "Agencies",
                "Duties",
                "Permissions",
            ],
        ),
        (Role.ADMINISTRATOR, ["Permissions", "People", "Audit trail"]),
        (Role.PROVIDER, []),
    ],
)
def test_staff_are_shown_the_pages_that_open_to_them(role, pages):
    person = people.person("aoi", role)
    found = shown("/en/staff/", person)
    assert [item.name.en for item in found["staff_navigation"]] == pages
    assert found["person"] == person


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("", ["Plan"]),
        ("measures/", ["Measures"]),
        ("measures/p17-07/edit/", ["Measures"]),
        ("second-factor/", []),
        ("accounts/start/", []),
    ],
)
def test_one_staff_page_at_most_is_current(path, current):
    found = shown(f"/en/staff/{path}", people.person("ren", Role.MINISTRY))
    assert [item.name.en for item in found["staff_navigation"] if item.current] == current
    assert found["on_security"] == (path == "second-factor/")


def test_a_demonstration_is_known_to_every_page():
    assert shown()["demonstration"] is False
    people.demonstration(Role.PROVIDER)
    assert shown()["demonstration"] is True
