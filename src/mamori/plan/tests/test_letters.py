"""What letters say: both languages in one, once each, to whom it concerns and nobody else."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from mamori.accounts import actions as accounts
from mamori.accounts import queries as people
from mamori.accounts.rules import Letters, Role
from mamori.accounts.tests.build import BY
from mamori.kernel.tests.sink import Sink, listening
from mamori.kernel.text import Text, same
from mamori.plan import actions, mail, models
from mamori.plan.rules import letters as rules
from mamori.plan.rules.letters import Kind, Line, News
from mamori.plan.tests import build, build_round, post
from mamori.plan.tests.build_round import DUE, LATER, OPENED, REVIEWER

DAY = timedelta(days=1)
PAGE = Text("https://mamori.example/ja/x", "https://mamori.example/en/x")
MORNING = datetime(2019, 4, 1, 23, tzinfo=UTC)  # 08:00 on 2 April in Japan


@pytest.mark.parametrize("kind", Kind)
def test_each_letter_says_the_same_in_japanese_and_then_in_english(kind):  # §11.6
    news = [News(kind, "FY2018", (Line(Text("施策", "Measure")),), PAGE)]
    subject = rules.subject(news, digest=False)
    japanese, english = rules.body(news, PAGE).split("-" * 40)
    for said, language, measure in ((japanese, "ja", "・施策"), (english, "en", "- Measure")):
        assert rules.HEADS[kind].in_(language) in subject
        assert rules.HEADS[kind].in_(language) in said
        assert rules.SAYS[kind].in_(language) in said
        assert measure in said
        assert f"https://mamori.example/{language}/x" in said
    assert "https://mamori.example/en" not in japanese


@pytest.mark.parametrize(
    ("since", "today", "soon", "late"),
    [
        (DUE - 5 * DAY, DUE - 4 * DAY, False, False),
        (DUE - 4 * DAY, DUE - 3 * DAY, True, False),
        (DUE - 3 * DAY, DUE - 2 * DAY, False, False),
        (DUE - 6 * DAY, DUE - 1 * DAY, True, False),  # nobody looked on the day itself
        (DUE - 4 * DAY, DUE, True, False),
        (DUE - 1 * DAY, DUE, False, False),
        (DUE, DUE + DAY, False, True),
        (DUE - 6 * DAY, DUE + DAY, False, True),
        (DUE + DAY, DUE + 2 * DAY, False, False),
    ],
)
def test_due_soon_and_late_are_told_once(since, today, soon, late):  # §11.2
    assert rules.is_due_soon(DUE, since, today) is soon
    assert rules.became_late(DUE, since, today) is late


def test_a_long_list_is_cut_and_the_rest_counted():  # §11.8
    lines = tuple(Line(same(f"M{n}")) for n in range(25))
    said = rules.body([News(Kind.ASSIGNED, "FY2018", lines, PAGE)], PAGE)
    assert "・M19\n・ほか5件" in said
    assert "- M19\n- and 5 more" in said
    assert "M20" not in said


def test_a_provisional_title_is_marked():  # §1.3
    line = rules.title_line(3, Text("施策", "Measure"), provisional=True, due=date(2019, 4, 26))
    assert line.text.ja == "3 施策（仮題）（提出期限 平成31年4月26日）"
    assert line.text.en == "3 Measure (provisional title) (due 26 April 2019)"


@pytest.fixture
def sink(settings: Any, small: None, undone: None) -> Iterator[Sink]:
    """MHLW and NPA share m-1. Aoi answers for MHLW, Ren for NPA; Kai, of MEXT, has no part in it."""
    with listening() as sink:
        settings.MAIL_URL, settings.SITE_URL = sink.url, "https://mamori.example"
        build.own(agency="NPA")
        post.officer("aoi", "MHLW")
        post.officer("ren", "NPA", letters=Letters.AT_ONCE)
        post.officer("kai", "MEXT", letters=Letters.AT_ONCE)
        post.officer("sora", "MHLW", letters=Letters.NEVER)
        yield sink


def digests(at: datetime) -> None:
    actions.send_digests(at=at)
    post.deliver(at)


def returned(agency: str, reason: str) -> models.Obligation:
    row = build_round.obligation("m-1", agency)
    build_round.answered(row)
    actions.send_back(obligation_id=row.pk, reason=reason, **REVIEWER)
    return row


def test_what_is_asked_comes_at_once_only_to_those_who_want_it_so(sink):  # §11.4
    post.open_round()
    post.deliver(OPENED)
    assert post.kinds(sink, "ren") == ["[Mamori] 回答のお願い（FY2018） / Please answer (FY2018)"]
    assert len(sink.letters) == 1

    digests(MORNING)
    assert post.kinds(sink, "aoi") == ["[Mamori] 本日のお知らせ / Today’s notices"]
    [letter] = sink.to(post.address("aoi"))
    assert "・1 施策1（提出期限 平成31年4月26日）" in post.words(letter)
    assert "- 1 Measure 1 (due 26 April 2019)" in post.words(letter)
    assert "https://mamori.example/en/staff/answers/" in post.words(letter)
    assert len(sink.letters) == 2  # Ren was told already; Kai and Sora are told nothing


def test_a_returned_answer_comes_at_once_with_its_reason(sink):  # §11.4
    post.open_round()
    post.deliver(OPENED)
    sink.letters.clear()
    row = returned("MHLW", "出典を書いてください。")
    post.deliver(LATER)
    [letter] = sink.letters
    assert letter["To"] == post.address("aoi")
    assert post.words(letter).count("出典を書いてください。") == 2
    assert f"https://mamori.example/ja/staff/answers/{row.pk}/" in post.words(letter)


def test_an_officer_whose_role_has_ended_gets_nothing_more(sink):  # §11.3
    post.open_round()
    returned("MHLW", "出典")
    aoi = next(p for p in people.people() if p.email == post.address("aoi"))
    last = date(2019, 4, 19)
    accounts.end_role(role_id=aoi.roles[0].role_id, last=last, **BY)
    post.deliver(LATER)
    assert sink.to(post.address("aoi")) == []


def test_the_secretariat_reads_how_many_of_each_agency(sink):  # §11.3
    post.officer("mio", "NPA", Role.SECRETARIAT)
    post.open_round()
    post.deliver(OPENED)
    digests(MORNING)
    [letter] = sink.to(post.address("mio"))
    assert "・警察庁: 1件\n・厚生労働省: 1件" in post.words(letter)
    assert "Agencies were asked for this many returns." in post.words(letter)
    assert "施策1" not in post.words(letter)


def test_a_published_outline_is_told_from_its_minute_on(sink):  # §11.4
    post.open_round()
    build_round.everything_cleared()
    post.forget()
    sink.letters.clear()
    minute = datetime(2019, 5, 25, 6, tzinfo=UTC)
    edition = actions.freeze(round_key="FY2018", announced_at=minute, **REVIEWER)
    assert [task for task, _ in post.waiting()] == [mail.PUBLISH]
    mail.published(edition, at=minute - timedelta(seconds=1))
    post.deliver(minute - timedelta(seconds=1))
    assert sink.letters == []
    mail.published(edition, at=minute)
    post.deliver(minute)
    [letter] = sink.letters
    assert letter["To"] == post.address("ren")
    assert "取組概要の公表（FY2018）" in post.words(letter)
    assert "https://mamori.example/en/outline/FY2018/" in post.words(letter)

    digests(minute + DAY)
    assert post.kinds(sink, "aoi") == ["[Mamori] 本日のお知らせ / Today’s notices"]
    assert len(sink.letters) == 2


def test_no_letter_names_a_person(sink):  # §11.7
    post.open_round()
    returned("MHLW", "出典")
    post.deliver(LATER)
    assert sink.letters
    for letter in sink.letters:
        said = f"{letter['Subject']} {post.words(letter)}".lower()
        assert [name for name in ("aoi", "ren", "@") if name in said] == []
