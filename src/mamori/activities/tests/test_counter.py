"""Policy: docs/policy/activities.md §2.13: the form of a counter on paper and on a tablet."""

import io
import re
from datetime import date
from itertools import product

import pypdf
import pytest
from django.utils import timezone

from mamori.accounts.rules import Role
from mamori.accounts.tests import build as people
from mamori.activities import models, queries
from mamori.activities.print.paper_form import content, paper_form
from mamori.activities.rules import asking
from mamori.activities.rules.kinds import Shape
from mamori.activities.rules.records import Activity, problems
from mamori.activities.tests.build_register import officer
from mamori.kernel.periods import Period
from mamori.kernel.text import Language

KEY = "filter_explanation"
PAGE = f"/en/activities/register/new/{KEY}/counter/"
DECLINED = {
    "user_minor": "yes",
    "age_group": "primary",
    "explained": "yes",
    "filter": "declined",
    "in_writing": "yes",
    "reason": "supervised",
}


@pytest.fixture
def kind(japan):
    return queries.kind(KEY)


@pytest.fixture
def shop(client, japan):
    client.force_login(officer("aoi", "MIC"))
    return client


def walked(kind, given):
    """The questions asked when each is answered like that."""
    found: dict[str, str] = {}
    asked = []
    while (question := asking.next_question(kind, found)) is not None:
        asked.append(question.own.key)
        found[question.own.key] = given[question.own.key]
    return asked


def sent(answers, **more):
    return {"token": "one", "agency": "MIC", "area": "13", **more} | {
        f"f.{key}": value for key, value in answers.items()
    }


def test_an_adult_is_asked_one_question(kind):
    assert walked(kind, {"user_minor": "no"}) == ["user_minor"]


def test_who_declines_is_asked_for_the_paper_and_the_reason(kind):
    assert walked(kind, DECLINED) == list(DECLINED)
    assert walked(kind, DECLINED | {"filter": "set_up"}) == list(DECLINED)[:4]


def test_every_way_through_the_questions_makes_a_whole_record(kind):
    fields = asking.questions(kind)
    for values in product(*([c.key for c in asking.choices(own)] for own in fields)):
        given = dict(zip((own.key for own in fields), values, strict=True))
        found = asking.answered(kind, given)
        assert asking.next_question(kind, found) is None
        made = Activity(KEY, "MIC", Period(date(2026, 6, 1), date(2026, 6, 1)), "13", fields=found)
        assert problems(made, kind, ["13"], date(2026, 6, 1)) == ()


def test_an_answer_that_is_not_offered_is_none_and_nothing_after_it_counts(kind):
    assert asking.answered(kind, DECLINED | {"filter": "田中"}) == {
        "user_minor": "yes",
        "age_group": "primary",
        "explained": "yes",
    }
    assert asking.answered(kind, {"user_minor": "no", "filter": "declined"}) == {"user_minor": "no"}


def test_nothing_is_typed_at_a_counter(kind):
    assert {own.shape for own in asking.questions(kind)} <= {Shape.CHOICE, Shape.YES_NO}


@pytest.mark.parametrize("language", Language)
def test_the_paper_is_one_page_in_one_language_with_every_question_and_choice(kind, language):
    read = pypdf.PdfReader(io.BytesIO(paper_form(kind, language)))
    assert len(read.pages) == 1
    assert str(read.root_object["/Lang"]) == {"ja": "ja-JP", "en": "en-GB"}[language]
    words = re.sub(r"\s", "", read.pages[0].extract_text())
    told = [own.label for own in asking.questions(kind)]
    told += [c.words for own in asking.questions(kind) for c in asking.choices(own)]
    told += [kind.counter.keep, kind.counter.lead, *kind.counter.signatures]
    for text in told:
        assert re.sub(r"\s", "", text.in_(language)) in words
    for article in ("13", "14", "16"):
        assert article in words


def test_nothing_on_the_paper_is_filled_in(kind):
    boxes = [c for q in content(kind, Language.JA)["questions"] for c in q["choices"]]
    assert pypdf.PdfReader(io.BytesIO(paper_form(kind, Language.JA))).get_fields() is None
    read = pypdf.PdfReader(io.BytesIO(paper_form(kind, Language.JA))).pages[0].extract_text()
    assert read.count("□") == len(boxes)
    assert not set("☑☒■✓✔") & set(read)


def test_anyone_takes_the_paper_in_either_language(client, japan):
    for language in Language:
        answer = client.get(f"/en/activities/forms/{KEY}.{language}.pdf")
        assert answer.content[:5] == b"%PDF-"
    for path in (f"{KEY}.fr.pdf", "symposium.ja.pdf", "nothing.ja.pdf"):
        assert client.get(f"/en/activities/forms/{path}").status_code == 404


def test_one_customer_is_taken_through_and_recorded_and_the_next_one_may_come(shop):
    start = shop.get(PAGE)
    assert "One question after the other" in start.content.decode()
    before = models.Activity.objects.count()
    sent_so_far, page = {}, shop.post(PAGE, {"act": "begin", "agency": "MIC", "area": "13"})
    [token] = re.findall(r'name="token" value="([^"]+)"', page.content.decode())
    for key, value in DECLINED.items():
        body = page.content.decode()
        assert f'name="f.{key}" value="{value}"' in body
        assert not re.search(r'<(input|textarea)[^>]*type="(text|tel|email)"|<textarea', body)
        sent_so_far[key] = value
        page = shop.post(PAGE, sent(sent_so_far, token=token))
    assert "The shop (carrier) keeps the signed paper" in page.content.decode()
    assert models.Activity.objects.count() == before
    for _ in "twice":
        done = shop.post(PAGE, sent(DECLINED, token=token, act="record"))
    assert models.Activity.objects.count() == before + 1
    row = models.Activity.objects.latest("pk")
    assert (row.fields, row.area, row.first) == (DECLINED, "13", timezone.localdate())
    assert (row.title_ja, row.source, row.invented) == ("", "", False)
    after = shop.get(done.url)
    assert "Next customer" in after.content.decode()
    assert not any(value in done.url for value in ("declined", "supervised", "primary"))
    assert 'value="13" selected' in after.content.decode()


def test_the_language_turns_without_losing_an_answer(shop):
    answers = {"user_minor": "yes", "age_group": "primary"}
    page = shop.post(PAGE, sent(answers)).content.decode()
    japanese = PAGE.replace("/en/", "/ja/")
    assert f'formaction="{japanese}"' in page
    turned = shop.post(japanese, sent(answers, act="stay")).content.decode()
    for key, value in answers.items():
        assert f'<input type="hidden" name="f.{key}" value="{value}">' in turned
    assert "保護者か青少年に説明したか" in turned
    for both in (page, turned):
        assert "保護者か青少年に説明したか" in both
        assert "Were the young person or guardian told" in both


def test_one_goes_back_by_one_question(shop):
    page = shop.post(PAGE, sent({"user_minor": "yes", "age_group": "primary"}, act="back"))
    assert 'name="f.age_group" value="primary"' in page.content.decode()
    assert '<input type="hidden" name="f.age_group"' not in page.content.decode()


def test_nothing_half_answered_is_recorded(shop):
    before = models.Activity.objects.count()
    shop.post(PAGE, sent({"user_minor": "yes"}, act="record"))
    assert models.Activity.objects.count() == before


def test_a_counter_without_its_prefecture_asks_for_it(shop):
    answer = shop.post(PAGE, {"act": "begin", "agency": "MIC", "area": "99"})
    assert answer.status_code == 422
    assert "Choose the prefecture." in answer.content.decode()


def test_nobody_records_for_another_agency_at_a_counter(shop):
    shop.post(PAGE, sent(DECLINED, agency="NPA", act="record"))
    assert models.Activity.objects.latest("pk").agency == "MIC"


def test_no_answer_stays_in_the_browser(shop):
    assert "no-store" in shop.post(PAGE, sent(DECLINED))["Cache-Control"]


def test_a_kind_without_a_counter_has_none_and_others_may_not_open_it(shop, client):
    assert shop.get(PAGE.replace(KEY, "symposium")).status_code == 404
    client.force_login(people.person("ren", Role.PROVIDER))
    assert client.get(PAGE).status_code == 403
