"""The year in pictures and the map: true to the counts, guarded where they are of children, to be framed."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from html import escape, unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mamori.activities import actions
from mamori.activities import queries as activities
from mamori.activities.rules.counting import How
from mamori.activities.rules.records import Activity, Figure
from mamori.kernel import audit
from mamori.kernel.periods import Period, fiscal_year
from mamori.kernel.refusals import Refused
from mamori.plan.print.years import bars
from mamori.plan.queries import dashboard as pictures
from mamori.plan.rules import mapped

pytestmark = pytest.mark.usefixtures("japan")

AT = datetime(2026, 11, 25, 3, tzinfo=UTC)
YEAR = "/en/year/FY2017/"
MAP = "/en/activities/map/"


def said(answer):
    return answer.content.decode()


def guided(area, children):
    kind = activities.kind("street_guidance")
    day = date(2026, 6, 1)
    number = next(n for n in kind.numbers if n.key == "children")
    figure = Figure(Decimal(children), number.units[0].key, as_of=day)
    activity = Activity(
        "street_guidance", "NPA", Period(day, day), area, figures={"children": figure}
    )
    return actions.record_many(activities=[activity], actor=audit.person(1), at=AT)


def shown(key, year):
    return pictures.spread(pictures.indicator(key), [year])[0]


def of(spread):
    return {area.code: cell.words.en for area, cell in spread.cells if cell.words.en != "–"}


def test_counts_of_children_pass_the_disclosure_rule():
    guided("13", 40)
    guided("27", 30)
    guided("47", 2)
    found = of(shown("children_guided", fiscal_year(2026)))
    assert found["47"] == "secret"
    hidden = [words for words in found.values() if words == "secret"]
    assert len(hidden) >= 2  # one alone would be the whole less the others


def test_too_few_in_the_whole_country_are_not_broken_down():
    guided("13", 3)
    assert shown("children_guided", fiscal_year(2026)).cells == ()


def test_of_a_guarded_kind_only_one_figure_is_broken_down():
    kinds = activities.kinds()
    shown = mapped.on_pages(activities.indicators().values(), kinds)
    guarded = [own.kind for own in shown if mapped.guarded(kinds[own.kind])]
    assert len(guarded) == len(set(guarded)) > 0


def test_a_small_total_of_children_is_secret_over_the_years_too():
    kinds = activities.kinds()
    assert mapped.of_year(3, kinds["street_guidance"]) is None
    assert mapped.of_year(6, kinds["street_guidance"]) == 6
    assert mapped.of_year(3, kinds["educational_meeting"]) == 3


def test_a_map_says_what_the_register_counts():
    year = fiscal_year(2017)
    for own in pictures.indicators():
        spread = shown(own.key, year)
        for area, cell in spread.cells:
            if cell.value is not None:
                quantity = activities.count(own.key, year, area=area.code).quantity
                assert quantity, own.key
                assert cell.value == quantity.value, own.key


@pytest.mark.parametrize("key", ["nothing", "filters_set_up_primary"])
def test_what_no_map_shows_is_not_found(client, key):
    assert client.get(MAP, {"indicator": key}).status_code == 404
    with pytest.raises(Refused):
        shown(key, fiscal_year(2017))


def test_the_latest_value_has_no_map():
    latest = {k for k, own in activities.indicators().items() if own.how is How.LATEST}
    assert not latest & {own.key for own in pictures.indicators()}


@pytest.fixture
def meetings():
    """In two fiscal years, so that there is something to compare."""
    for area, day in (("13", date(2016, 6, 1)), ("13", date(2017, 6, 1)), ("47", date(2017, 7, 1))):
        figures = {"meetings": Figure(Decimal(1), "meetings")}
        figures["participants"] = Figure(Decimal(300), "participants")
        fields = {"audience": "guardians"}
        activity = Activity(
            "educational_meeting", "NPA", Period(day, day), area, fields=fields, figures=figures
        )
        actions.record(activity=activity, actor=audit.person(1), at=AT)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("asked", [{}, {"year": "2017"}, {"year": "x"}])
def test_the_map_opens_in_both_languages(client, meetings, language, asked):
    answer = client.get(MAP.replace("en", language, 1), asked)
    assert answer.status_code == 200
    assert said(answer).count("<svg") >= 4  # with words, without, and two years
    assert "<table" in said(answer)


@pytest.mark.parametrize(("asked", "words"), [({}, "No record"), ({"year": "2015"}, "No record")])
def test_a_map_of_nothing_says_so(client, asked, words):
    assert words in said(client.get(MAP, asked))


@pytest.mark.parametrize("page", ["", "embed/"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_year_opens_in_both_languages(client, page, language):
    answer = client.get(YEAR.replace("en", language, 1) + page)
    assert answer.status_code == 200
    assert not answer.cookies


def test_every_pillar_has_its_sentences_and_every_picture_its_table(client, meetings):
    words = said(client.get(YEAR))
    board = pictures.dashboard("FY2017", AT)
    for pillar in board.outline.pillars:
        assert f'id="p{pillar.number}h"' in words
        assert all(escape(e.sentence.text.en) in words for e in pillar.efforts)
    assert any(one.counted for _, shown in board.pillars for one in shown)
    drawn = re.findall(r'<svg[^>]*aria-labelledby="((?:y|v)-[a-z_]+)', words)
    assert {"y-safety_classes", "v-safety_classes"} <= set(drawn)
    assert words.count("<table") >= len(drawn)
    ids = re.findall(r' id="([^"]+)"', words)
    assert len(ids) == len(set(ids))
    assert " style=" not in words


def test_a_pillar_without_counts_says_so_and_keeps_its_sentences(client):
    words = said(client.get(YEAR))
    board = pictures.dashboard("FY2017", AT)
    bare = [p for p, shown in board.pillars if not any(one.counted for one in shown)]
    assert bare
    assert words.count("Nothing in this pillar is counted year by year") == len(bare)


def test_an_indicator_beside_several_efforts_is_drawn_once_and_pointed_to(meetings):
    for _, shown in pictures.dashboard("FY2017", AT).pillars:
        drawn = [one.indicator.key for effort in shown for one in effort.counted]
        assert len(drawn) == len(set(drawn))
        for effort in shown:
            assert all(number < effort.effort.number for _, number in effort.elsewhere)


def test_one_year_alone_is_a_sentence_and_no_bar(client):
    words = said(client.get(YEAR))
    assert "no record of the years before" in words
    assert "<b>1 symposium</b>" in words


def test_queries_do_not_grow_with_records(client, meetings):
    def asked():
        with CaptureQueriesContext(connection) as ran:
            client.get(YEAR)
        return len(ran)

    asked()  # what is loaded once
    actions.tally(at=AT)
    before = asked()
    guided("13", 40)
    actions.record_many(
        activities=[
            Activity("symposium", "CAO", Period(day, day), "13", invented=True)
            for day in [date(2017, 6, n) for n in range(1, 29)]
        ],
        actor=audit.job("test"),
        at=AT,
    )
    actions.tally(at=AT)
    assert asked() <= before


def test_the_snippet_to_copy_frames_the_variant_for_frames(client):
    words = unescape(said(client.get(YEAR)))
    assert f'<iframe src="http://testserver{YEAR}embed/" title="Efforts in pictures' in words
    framed = said(client.get(f"{YEAR}embed/"))
    assert '<base target="_blank">' in framed
    assert "<iframe" not in unescape(framed)
    assert "189" in framed


def test_only_the_variant_for_frames_may_be_framed(client):
    plain, framed = client.get(YEAR), client.get(f"{YEAR}embed/")
    assert "frame-ancestors 'none'" in plain["Content-Security-Policy"]
    assert plain["X-Frame-Options"] == "DENY"
    assert "frame-ancestors *" in framed["Content-Security-Policy"]
    assert "script-src 'self'" in framed["Content-Security-Policy"]
    assert "X-Frame-Options" not in framed
    assert 'class="nav"' not in said(framed)
    assert 'class="nav"' in said(plain)


def test_an_unknown_year_is_not_found(client):
    assert client.get("/en/year/FY1900/").status_code == 404


def test_bars_say_each_year_and_number_in_words():
    years = [("2016", None, "–"), ("2017", 46, "46")]
    drawn = bars(years, name="y", title="A <b>", description="46", language="en")
    assert re.findall(r"<text[^>]*>([^<]*)</text>", drawn) == ["–", "2016", "46", "2017"]
    assert drawn.count('class="bar"') == 1
    assert "A &lt;b&gt;" in drawn
