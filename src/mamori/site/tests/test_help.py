"""Whom a child can reach, and what links lead elsewhere. Policy: docs/policy/helplines.md."""

import re
import shutil
from pathlib import Path

import pytest

from mamori.accounts.tests.build import NOON
from mamori.site import packs
from mamori.site.tests.build import ROOT

pytestmark = pytest.mark.django_db

CHAT, SOURCE = "https://chat.example/talk", "https://source.example/outline"
OUTSIDE = re.compile(r'<a [^>]*href="(https?://[^"]*)"[^>]*>')
PUBLIC = ("", "help/", "terms/", "downloads/", "plan/", "plan/2017/", "outline/FY2017/")


@pytest.fixture
def linked(tmp_path):
    """Japan, with an address for its chat and one for a source."""
    pack = Path(shutil.copytree(ROOT / "packs/japan", tmp_path / "japan"))
    alter(pack / "numbers.csv", "cure-time,,,", f"cure-time,,{CHAT},")
    alter(pack / "sources.yaml", "- key: outline-2018\n", f"- key: outline-2018\n  url: {SOURCE}\n")
    packs.load(pack, at=NOON)


def alter(path, old, new):
    words = path.read_text()
    assert old in words
    path.write_text(words.replace(old, new))


def page(client, path):
    return client.get(path).content.decode()


@pytest.mark.usefixtures("linked")
@pytest.mark.parametrize(("language", "words"), [("ja", "チャットを開く"), ("en", "Open the chat")])
def test_a_chat_is_opened_at_its_address(client, language, words):  # §1.4
    said = page(client, f"/{language}/help/")
    assert f'<a class="button help" href="{CHAT}" rel="noreferrer">{words}</a>' in said


def test_what_cannot_be_reached_is_not_shown(client):  # §1.4
    packs.load(ROOT / "packs/japan", at=NOON)
    said = page(client, "/en/help/")
    assert "Children’s SOS line" in said
    assert "Cure Time" not in said


@pytest.mark.usefixtures("linked")
@pytest.mark.parametrize("language", ["ja", "en"])
def test_only_chats_and_sources_lead_elsewhere(client, language):  # §1.4
    found = [m for path in PUBLIC for m in OUTSIDE.finditer(page(client, f"/{language}/{path}"))]
    assert {match[1] for match in found} == {CHAT, SOURCE}
    assert all('rel="noreferrer"' in match[0] for match in found)


def test_a_child_is_told_how_a_hard_word_is_read(client):  # §1.5
    packs.load(ROOT / "packs/japan", at=NOON)
    said = page(client, "/ja/help/")
    assert "<ruby>児童相談所<rp>（</rp><rt>じどうそうだんじょ</rt><rp>）</rp></ruby>" in said
    for path in PUBLIC:
        assert not set("《》｜") & set(page(client, f"/ja/{path}")), path


def test_a_replaced_plan_says_so_and_leads_to_the_one_in_force(client):
    packs.load(ROOT / "packs/japan", at=NOON)
    ja, en = page(client, "/ja/"), page(client, "/en/")
    assert "子供の性被害防止プラン（平成29年、令和4年5月まで）" in ja
    assert "Plan of 2017 (replaced 20 May 2022)" in en
    assert '<a href="/en/plan/2022/">The plan in force: Plan of 2022</a>' in en
    assert "<b>88</b>measures (29 recorded here)" in en
