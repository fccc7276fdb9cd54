import re
from datetime import date
from decimal import Decimal

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from mamori.accounts.rules import Role
from mamori.accounts.tests import build as people
from mamori.accounts.tests.build import NOON
from mamori.kernel import audit
from mamori.kernel.periods import fiscal_year
from mamori.kernel.quantities import Qualifier, Quantity, Unit
from mamori.kernel.text import Text
from mamori.plan.rules.outline import Figure, Source

PEOPLE = Unit("participants", "{n}人", "{n} participant", "{n} participants")
YEAR = fiscal_year(2017)
WORDS = Text("見本", "Specimen")
SOURCE = Source("specimen", WORDS, WORDS, date(2018, 3, 31), WORDS)


def rendered(source, language="en", **values):
    with translation.override(language):
        return Template(source).render(Context(values))


@pytest.mark.parametrize(("language", "words"), [("ja", "3件"), ("en", "3 found")])
def test_say_gives_the_words_of_the_page_s_language(language, words):
    assert rendered('{% say "{n}件" "{n} found" n=n %}', language, n=3) == words


def test_say_takes_a_text_in_the_page_s_language():
    source = '{% say "題名は{t}" "The title is {t}" t=t %}'
    assert rendered(source, "ja", t=Text("計画", "Plan")) == "題名は計画"
    assert rendered(source, "en", t=Text("計画", "Plan")) == "The title is Plan"


def test_say_escapes_words_and_values():
    source = '{% say "<b>{n}" "<b>{n}" n=n %}'
    assert rendered(source, n="<i>&") == "&lt;b&gt;&lt;i&gt;&amp;"
    assert rendered(source, n=Text("<i>", "<u>")) == "&lt;b&gt;&lt;u&gt;"
    assert rendered(source, n=mark_safe("<i>")) == "&lt;b&gt;<i>"


def test_a_value_is_not_read_as_a_template():
    assert rendered('{% say "{n}" "{n}" n=n %}', n="{n.__class__}") == "{n.__class__}"


@pytest.mark.parametrize(
    "source",
    [
        '{% say "日本語だけ" %}',
        "{% say %}",
        '{% say "一" "one" "uno" %}',
        '{% say words "one" %}',
        '{% say "一" words %}',
    ],
)
def test_what_gives_one_language_only_does_not_compile(source):
    with pytest.raises(TemplateSyntaxError):
        Template(source)


@pytest.mark.parametrize(
    ("source", "ja", "en"),
    [
        ("{{ text|said }}", "見本", "Specimen"),
        ("{{ text|said:'ja' }}", "見本", "見本"),
        ("{{ none|said }}", "", ""),
        ("{{ word|said }}", "NPA", "NPA"),
        ("{{ day|on_day }}", "平成30年3月31日", "31 March 2018"),
        ("{{ none|on_day }}", "", ""),
        ("{{ period|over }}", "平成29年度", "fiscal year 2017"),
    ],
)
def test_values_are_written_in_the_page_s_language(source, ja, en):
    values = {"text": WORDS, "none": None, "word": "NPA", "day": date(2018, 3, 31), "period": YEAR}
    assert [rendered(source, language, **values) for language in ("ja", "en")] == [ja, en]


def test_what_is_said_is_escaped():
    assert rendered("{{ text|said }}", text=Text("<i>", "<i>")) == "&lt;i&gt;"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("今《いま》、", "<ruby>今<rp>（</rp><rt>いま</rt><rp>）</rp></ruby>、"),
        ("<b>子《こ》", "&lt;b&gt;<ruby>子<rp>（</rp><rt>こ</rt><rp>）</rp></ruby>"),
        ("子《<i>》", "<ruby>子<rp>（</rp><rt>&lt;i&gt;</rt><rp>）</rp></ruby>"),
        ("Day & night", "Day &amp; night"),
    ],
)
def test_a_reading_stands_above_its_word_and_all_is_escaped(words, shown):
    assert rendered("{{ words|ruby }}", words=words) == shown


def test_a_page_without_readings_leaves_them_out():
    assert rendered("{{ w|unread|said }}", "ja", w=Text("今《いま》", "now")) == "今"


@pytest.mark.parametrize(
    ("language", "words"),
    [("ja", "公表資料に定義の記載はありません"), ("en", "No definition was published")],
)
def test_a_label_is_never_passed_off_as_a_definition(language, words):
    page = figure(5, Qualifier.EXACT, language)
    assert words in page
    assert page.count(WORDS.in_(language)) == 2  # the label and the source


def figure(number, qualifier, language):
    quantity = Quantity(Decimal(number), PEOPLE, YEAR, qualifier)
    value = Figure("I.people", WORDS, quantity, (), SOURCE)
    return rendered("{% figure value %}", language, value=value)


@pytest.mark.parametrize(("language", "words"), [("ja", "約"), ("en", "about")])
@given(number=st.integers(1, 10**9))
def test_an_approximate_figure_is_never_printed_bare(language, words, number):  # kernel 2.1
    page = figure(number, Qualifier.ABOUT, language)
    value = re.search(r'<p class="figure-value">(.*?)</p>', page, re.DOTALL)
    assert value
    assert strip_tags(value[1]).strip().startswith(words)
    assert f'<data value="{number}" class="approx">' in value[1]
    bare = strip_tags(page.replace(value[0], "")).replace("2017", "")
    assert not re.search(rf"(?<!\d){number}(?!\d)", bare) or len(str(number)) < 3


def test_an_exact_figure_stands_alone():
    page = figure(2309, Qualifier.EXACT, "en")
    assert '<data value="2309">2,309</data>' in page
    assert "about" not in strip_tags(page).lower().split("where this")[0]


@pytest.mark.parametrize(
    ("language", "words"),
    [("ja", "平成30年6月1日 12:00 JST"), ("en", "1 June 2018, 12:00 JST")],
)
def test_a_moment_is_written_on_the_country_s_clock(language, words):
    assert rendered("{{ at|at_minute }}", language, at=NOON) == words


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ja", "役割を付与 Aoi 平成30年6月1日 12:00 JST 自動処理（test） 役割: 府省庁の担当者"),
        ("en", "Role given Aoi 1 June 2018, 12:00 JST Job (test) Role: Ministry officer"),
    ],
)
def test_history_is_told_in_words(language, words):
    aoi = people.person("aoi", Role.MINISTRY)
    entries = audit.history(f"person:{aoi.pk}")
    page = rendered("{% history entries subjects=True %}", language, entries=entries)
    told = " ".join(strip_tags(page.replace("<li>", " ")).split())
    assert told.startswith(words)
    assert "ministry" not in told
    assert "2017-04-01" not in told
    assert f"person:{aoi.pk}" not in told


@pytest.mark.parametrize(
    ("path", "wanted", "other"),
    [
        ("/ja/help/", "en", "/en/help/"),
        ("/en/terms/?q=CSAM&x=1", "ja", "/ja/terms/?q=CSAM&amp;x=1"),
        ("/en/plan/p17/", "ja", "/ja/plan/p17/"),
        ("/ja/nowhere/", "en", "/en/"),
        ("/ja/", "ja", "/ja/"),
    ],
)
def test_the_switch_stays_on_the_page(path, wanted, other):  # site 1.1
    request = RequestFactory().get(path)
    source = f"{{% in_language '{wanted}' %}}"
    with translation.override(path[1:3]):
        assert Template(source).render(Context({"request": request})) == other
