import io
from datetime import date

import pytest
from django.utils.html import strip_tags
from python_calamine import CalamineWorkbook

from mamori.accounts import actions, queries
from mamori.accounts.models import User
from mamori.accounts.rules import GRANTED, Role
from mamori.accounts.tests import build
from mamori.kernel.tests.build import audit_trail

pytestmark = pytest.mark.django_db

ACCOUNTS = "/en/staff/accounts/"


def page_of(response):
    return response.content.decode()


@pytest.fixture
def secretariat(client):
    build.country()
    person = build.person("aoi", Role.SECRETARIAT)
    client.force_login(person)
    return person


@pytest.fixture
def administrator(client):
    person = build.person("mio", Role.ADMINISTRATOR)
    client.force_login(person)
    return person


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_agencies_are_given_as_a_file(client, secretariat, form):
    response = client.get(f"{ACCOUNTS}agencies/?q=children&as={form}")
    assert response["Content-Disposition"] == f'attachment; filename="agencies.{form}"'
    if form == "csv":
        [head, line, _] = response.content.decode("utf-8-sig").split("\r\n")
        assert head == "Short,Japanese,English,From,To"
        assert line == "CFA,こども家庭庁,Children and Families Agency,2023-04-01,"
    else:
        book = CalamineWorkbook.from_filelike(io.BytesIO(response.content))
        [head, line] = book.get_sheet_by_index(0).to_python()
        assert head[0] == "Short"
        assert line[:4] == ["CFA", "こども家庭庁", "Children and Families Agency", date(2023, 4, 1)]


def test_agencies_are_found_by_either_name(client, secretariat):
    assert "1 found" in page_of(client.get(f"{ACCOUNTS}agencies/?q=警察庁"))
    assert "Nothing found." in page_of(client.get(f"{ACCOUNTS}agencies/?q=zzz"))


def edit(client, language="en", **typed):
    words = {"name_ja": "警察庁", "name_en": "National Police Agency", "note_ja": "", "note_en": ""}
    return client.post(f"/{language}/staff/accounts/agencies/NPA/edit/", words | typed)


def test_an_edited_agency_keeps_its_history(client, secretariat):  # kernel 1.1
    note = queries.agency("NPA").note.en
    response = edit(client, name_en="Police Agency", note_en="Moved.")
    assert response.url == f"{ACCOUNTS}agencies/NPA/"
    page = page_of(client.get(response.url))
    assert "Police Agency" in page
    assert "National Police Agency" in page
    assert note in page
    assert secretariat.display_name in page
    assert audit_trail()[-1] == (f"person:{secretariat.pk}", "accounts: agency edited")


@pytest.mark.parametrize(
    ("language", "reason"),
    [("ja", "このフィールドは必須です。"), ("en", "This field is required.")],
)
def test_an_agency_without_a_name_in_one_language_is_refused(client, secretariat, language, reason):
    response = edit(client, language, name_en="")
    assert response.status_code == 422
    assert reason in page_of(response)
    assert queries.agency("NPA").name.en == "National Police Agency"


def hand_over(client, language="en", **typed):
    words = {"to": "CFA", "first": "2030-04-01", "source_ja": "令", "source_en": "Order of 2030"}
    return client.post(f"/{language}/staff/accounts/duties/one_stop/hand-over/", words | typed)


def test_a_duty_is_handed_over(client, secretariat):  # §3.1
    assert hand_over(client).url == f"{ACCOUNTS}duties/"
    page = page_of(client.get(f"{ACCOUNTS}duties/"))
    assert "31 March 2030" in page
    assert "1 April 2030" in page
    assert page.count("Order of 2030") == 1
    assert [h.agency for h in queries.duty("one_stop").holdings] == ["CAO", "CFA"]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("ja", ["担当府省庁: 内閣府 → こども家庭庁", "から: 令和12年4月1日"]),
        ("en", ["Holder: Cabinet Office → Children and Families Agency", "From: 1 April 2030"]),
    ],
)
def test_the_history_of_a_duty_names_its_holders(client, secretariat, language, told):
    hand_over(client)
    page = page_of(client.get(f"/{language}/staff/accounts/duties/one_stop/hand-over/"))
    words = " ".join(strip_tags(page).split())
    assert [line for line in told if line not in words] == []


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("ja", "こども家庭庁は令和5年4月1日に発足したため、それより前は事務を担当できません。"),
        (
            "en",
            "The Children and Families Agency began on 1 April 2023, "
            "so it cannot hold a duty before that day.",
        ),
    ],
)
def test_a_refusal_is_shown_in_the_words_of_the_rule(client, secretariat, language, reason):
    response = hand_over(client, language, first="2020-04-01")
    assert response.status_code == 422
    assert reason in page_of(response)
    assert 'value="2020-04-01"' in page_of(response)


@pytest.mark.parametrize("page", ["agencies/XXX/", "agencies/XXX/edit/", "duties/x/hand-over/"])
def test_what_is_not_there_is_missing_in_the_words_of_the_rule(client, secretariat, page):
    response = client.get(ACCOUNTS + page)
    assert response.status_code == 404
    assert "There is no" in page_of(response)


def test_a_person_is_added_and_given_a_role(client, administrator):
    client.post(f"{ACCOUNTS}people/", {"email": "ren@staff.example", "display_name": "Ren"})
    ren = User.objects.get(email="ren@staff.example").pk
    typed = {"role": "ministry", "agency": build.agency("MEXT"), "first": "2018-04-01"}
    assert client.post(f"{ACCOUNTS}people/{ren}/", typed).url == f"{ACCOUNTS}people/{ren}/"
    page = page_of(client.get(f"{ACCOUNTS}people/{ren}/"))
    history = page.split('<ol class="talk">')[1]
    assert "Ministry officer" in history
    assert "1 April 2018" in history
    assert "JST" in history
    assert administrator.display_name in page
    assert audit_trail()[-1] == (f"person:{administrator.pk}", "accounts: role given")


@pytest.mark.parametrize(
    ("language", "reason"),
    [
        ("ja", "「府省庁の担当者」の役割には府省庁が必要です。"),
        ("en", "The role “Ministry officer” is held in an agency."),
    ],
)
def test_a_role_without_its_agency_is_refused(client, administrator, language, reason):
    path = f"/{language}/staff/accounts/people/{administrator.pk}/"
    response = client.post(path, {"role": "ministry", "first": "2018-04-01"})
    assert response.status_code == 422
    assert reason in page_of(response)


def test_the_same_person_is_not_added_twice(client, administrator):
    typed = {"email": "MIO@staff.example", "display_name": "Mio"}
    response = client.post(f"{ACCOUNTS}people/", typed)
    assert response.status_code == 422
    assert "There is a person with this address." in page_of(response)


def end(client, person, last):
    path = f"{ACCOUNTS}people/{person.pk}/roles/{person.roles.get().pk}/end/"
    return client.post(path, {"last": last})


def test_a_role_is_ended(client, administrator):
    ren = build.person("ren", Role.OPERATOR)
    assert end(client, ren, "2018-03-31").url == f"{ACCOUNTS}people/{ren.pk}/"
    assert queries.person(ren.pk).roles[0].last == date(2018, 3, 31)


@pytest.mark.parametrize(
    ("last", "reason"),
    [
        ("2016-03-31", "It ends on 31 March 2016, before it begins on 1 April 2017."),
        ("", "This field is required."),
        ("soon", "Enter a valid date."),
    ],
)
def test_a_role_cannot_end_like_that(client, administrator, last, reason):  # site 1.5
    ren = build.person("ren", Role.OPERATOR)
    response = end(client, ren, last)
    assert response.status_code == 422
    assert reason in page_of(response)
    assert queries.person(ren.pk).roles[0].last is None


def test_the_role_of_one_person_is_not_ended_on_the_page_of_another(client, administrator):
    ren = build.person("ren", Role.OPERATOR)
    path = f"{ACCOUNTS}people/{administrator.pk}/roles/{ren.roles.get().pk}/end/"
    assert client.post(path, {"last": "2018-03-31"}).status_code == 404
    assert queries.person(ren.pk).roles[0].last is None


@pytest.mark.parametrize("page", ["invite/", "roles/1/end/"])
def test_by_a_link_the_address_of_a_form_leads_to_its_page(client, administrator, page):
    answer = client.get(f"/ja/staff/accounts/people/{administrator.pk}/{page}")
    assert answer.url == f"/ja/staff/accounts/people/{administrator.pk}/"
    assert client.put(f"{ACCOUNTS}people/{administrator.pk}/{page}").status_code == 405


def test_only_who_may_edit_is_offered_to(client):
    build.country()
    client.force_login(build.person("ren", Role.MINISTRY))
    pages = [page_of(client.get(ACCOUNTS + page)) for page in ("agencies/NPA/", "duties/")]
    assert not any("/edit/" in page or "/hand-over/" in page for page in pages)


def test_the_table_of_permissions_is_a_page(client, administrator):
    page = page_of(client.get(f"{ACCOUNTS}permissions/"))
    assert page.count(">yes</td>") == sum(len(may) for may in GRANTED.values())


def test_a_person_added_on_the_web_chooses_a_password_with_a_code(client, administrator):  # §1.3
    client.post(f"{ACCOUNTS}people/", {"email": "ren@staff.example", "display_name": "Ren"})
    ren = User.objects.get(email="ren@staff.example")
    shown = client.post(f"{ACCOUNTS}people/{ren.pk}/invite/")
    assert shown["Cache-Control"] == "no-store"
    assert f"http://testserver{ACCOUNTS}welcome/" in page_of(shown)
    code = shown.context["code"]
    client.logout()
    typed = {"email": "ren@staff.example", "code": code, "password": "four invented words here"}

    assert client.post(f"{ACCOUNTS}welcome/", typed).status_code == 302

    ren.refresh_from_db()
    assert ren.check_password("four invented words here")
    assert client.post(f"{ACCOUNTS}welcome/", typed).status_code == 422  # good once
    recorded = [action for _, action in audit_trail()]
    assert recorded[-2:] == ["accounts: invitation made", "accounts: invitation accepted"]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"code": "abc-123"}, "The address or the code is wrong"),
        ({"email": "nobody@staff.example"}, "The address or the code is wrong"),
        ({"password": "weakling"}, "too short"),
    ],
)
def test_a_wrong_invitation_says_no_more_than_it_must(client, wrong, words):  # §1.3
    ren = build.person("ren")
    code = actions.invite(person_id=ren.pk, **build.BY)
    typed = {"email": ren.email, "code": code, "password": "four invented words here"} | wrong
    answer = client.post(f"{ACCOUNTS}welcome/", typed)
    assert answer.status_code == 422
    assert words in page_of(answer)
    assert typed["password"] not in page_of(answer)
    ren.refresh_from_db()
    assert not ren.has_usable_password()
