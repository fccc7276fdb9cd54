"""Sections I and III on the secretariat's page: typed, previewed, corrected, and never overwritten unseen."""

import json

import pytest
from django.utils.html import escape

from mamori.accounts.rules import Role
from mamori.accounts.tests import build as people
from mamori.plan import models
from mamori.plan.tests import build_round as build

pytestmark = pytest.mark.usefixtures("shown", "undone")

PATH = "/en/staff/rounds/FY2018/sections/"


@pytest.fixture(autouse=True)
def opened(undone):
    return build.opened()


@pytest.fixture(autouse=True)
def aoi(client, opened):
    client.force_login(people.person("aoi", Role.SECRETARIAT))


def held():
    return dict(models.Round.objects.get(pk="FY2018").cells)


def figure():
    """The first figure of section I: its key, and last year's value."""
    entry = models.Round.objects.get(pk="FY2018").asked[0]
    return entry["key"], entry["last"]["value"]


def post(client, *, base=None, path=PATH, **cells):
    typed = {name.replace("__", "."): words for name, words in cells.items()}
    return client.post(path, {"base": json.dumps(held() if base is None else base), **typed})


def test_last_years_figures_and_sentences_stand_beside(client):
    said = client.get(PATH).content.decode()
    key, last = figure()
    assert f"I.{key}" in said
    assert f"{int(last):,}" in said
    assert escape(held()["s.1.en"].split("{")[0]) in said


def test_what_is_typed_is_kept_even_where_it_is_wrong(client):  # 7.7
    key, _ = figure()
    answer = post(client, **{f"q__{key}__value": "many"})
    assert (answer.status_code, answer.url) == (302, PATH)
    said = client.get(PATH).content.decode()
    assert 'value="many"' in said
    assert f'id="q-{key}-value-e1"' in said
    assert "cannot be read as a number" in said


def test_a_bare_number_and_a_word_of_a_trend_are_named_at_their_sentence(client):  # 2.1, 5.3
    post(client, s__1__ja="百五件に増加した。", s__1__en="It rose.")
    said = client.get("/ja/staff/rounds/FY2018/sections/").content.decode()
    assert 'id="s-1-ja-e1"' in said
    assert "「増加」は、計算して確かめた動きがなければ書けません。" in said


def test_a_preview_shows_both_languages_and_keeps_nothing(client):
    key, _ = figure()
    before = held()
    cells = {f"q__{key}__value": "1,234", "s__1__ja": f"{{I.{key}}}。", "s__1__en": f"{{I.{key}}}."}
    answer = post(client, preview="1", **cells)
    said = answer.content.decode()
    assert answer.status_code == 200
    assert said.count('<span class="bound">1,234') == 2
    assert held() == before


def conflict(client):
    """One typed from what somebody else has meanwhile changed, and from what nobody has."""
    base = held()
    post(client, s__1__en="Theirs.", s__2__en="Theirs too.")
    return post(client, base=base, s__1__en="Mine.", s__3__en="Mine alone."), base


def test_both_sides_of_a_conflict_are_shown_and_nothing_is_kept(client):  # 8.2
    answer, _ = conflict(client)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "somebody else changed the same places" in said
    assert "Theirs." in said
    assert "Mine." in said
    assert (held()["s.1.en"], held().get("s.3.en", "")) == ("Theirs.", "")


@pytest.mark.parametrize(("choice", "kept"), [("ours", "Theirs."), ("theirs", "Mine.")])
def test_what_a_person_chose_is_kept_and_the_rest_is_joined(client, choice, kept):  # 8.2
    answer, _ = conflict(client)
    page = answer.context
    typed = {box.name: box.value for one in page["statements"] for _, _, box in one.boxes}
    again = {**typed, "base": page["base"], "conflict": "s.1.en", "choose.s.1.en": choice}
    assert client.post(PATH, again).status_code == 302
    found = held()
    assert (found["s.1.en"], found["s.2.en"], found["s.3.en"]) == (
        *(kept, "Theirs too.", "Mine alone."),
    )


def test_a_conflict_waits_until_somebody_chooses(client):
    answer, _ = conflict(client)
    page = answer.context
    typed = {box.name: box.value for one in page["statements"] for _, _, box in one.boxes}
    again = client.post(PATH, {**typed, "base": page["base"], "conflict": "s.1.en"})
    assert again.status_code == 422
    assert held()["s.1.en"] == "Theirs."
    assert 'name="choose.s.1.en"' in again.content.decode()


@pytest.mark.parametrize("base", ["", "[]", "{", '{"s.1.en": 1}'])
def test_a_page_without_its_beginning_overwrites_nothing_unseen(client, base):
    before = held()
    answer = client.post(PATH, {"base": base, "s.1.en": "Typed blind."})
    assert answer.status_code == 422
    assert held() == before


def test_fields_put_in_by_hand_are_left_out(client):
    assert post(client, s__9__en="No such statement.", s__2__en="Zero\0 bytes.").status_code == 302
    assert "s.9.en" not in held()
    assert held()["s.2.en"] == "Zero bytes."
