"""An old Outline as a file, on the command line and on the page, to what a round was last told (§12)."""

import json
import re
from io import BytesIO, StringIO

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from pypdf import PdfWriter

from mamori.accounts.rules import Role
from mamori.accounts.tests import build as people
from mamori.kernel import audit
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Language
from mamori.plan import models, old_outlines
from mamori.plan.tests import build_round
from mamori.plan.tests import old_texts as texts
from mamori.press.fonts import font_folders

pytestmark = pytest.mark.usefixtures("shown", "undone")
BOTH = pytest.mark.parametrize("language", list(Language))
EN, JA = Language.EN, Language.JA
PAGE, CONFIRM = "/en/staff/old_outlines/", "/en/staff/old_outlines/confirm/"


def pdf(text):
    """The text set line by line, a page for each form feed."""
    pages = [
        "\n\n".join(f"#raw({json.dumps(line, ensure_ascii=False)})" for line in page.split("\n"))
        for page in text.split("\f")
    ]
    source = '#set text(font: "Noto Sans CJK JP", size: 7pt)\n' + "\n#pagebreak()\n".join(pages)
    fonts = typst.Fonts(include_system_fonts=False, font_paths=list(font_folders()))
    made = typst.compile(source.encode(), font_paths=fonts)
    assert isinstance(made, bytes)
    return made


def told(name, content, *options, folder):
    path = folder / name
    path.write_bytes(content)
    said = StringIO()
    call_command("read_outline", str(path), *options, stdout=said)
    return said.getvalue()


@BOTH
@pytest.mark.parametrize("shape", [texts.plain, texts.displaced])
def test_a_text_file_is_read_with_what_the_country_knows(shape, language):
    _, proposal = old_outlines.read_file("old.txt", shape(language).encode())
    assert proposal.certain
    assert proposal.counts == texts.COUNTS
    owners = [body.abbreviation for effort in proposal.efforts for body in effort.owners]
    assert owners == [body for tag in texts.TAGS for body in tag.rstrip("+").split()]


@BOTH
def test_a_pdf_is_read_like_the_text_in_it(language):
    _, proposal = old_outlines.read_file("old.PDF", pdf(texts.plain(language)))
    assert proposal.counts == texts.COUNTS
    assert not proposal.unplaced
    assert len(proposal.efforts) == 26


def encrypted():
    writer = PdfWriter(BytesIO(pdf("II Efforts")))
    writer.encrypt("secret")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pdf", lambda: b"%PDF-1.7\n" + b"\0rubbish" * 50, "broken"),
        ("a.pdf", lambda: pdf("II Efforts")[:300], "broken"),
        ("a.pdf", lambda: b"<html></html>", "no PDF"),
        ("a.pdf", encrypted, "protected by a password"),
        ("a.pdf", lambda: pdf(""), "no text"),
        ("a.pdf", lambda: b"", "empty"),
        ("a.txt", lambda: b" \n", "empty"),
        ("a.txt", lambda: "取組".encode("cp932"), "UTF-8"),
        ("a.txt", lambda: b"II\0", "UTF-8"),
        ("a.docx", lambda: b"PK", "(.pdf)"),
        ("a.txt", lambda: b"a" * 600_000, "too long"),
        ("a.txt", lambda: b"a" * 20_000_001, "too large"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_words(name, content, said):
    with pytest.raises(Refused) as refused:
        old_outlines.read_file(name, content())
    assert said in refused.value.message.en


def test_the_command_tells_every_effort_and_ends_well(tmp_path):
    said = told("old.txt", texts.displaced(EN).encode(), folder=tmp_path)
    assert len(re.findall(r"^ +\d+ \[", said, re.MULTILINE)) == 26
    assert "[NPA, etc.]" in said
    assert "about 390,000 participants" in said


def test_the_command_keeps_open_lists_and_qualifiers_for_programs(tmp_path):
    said = json.loads(told("old.txt", texts.displaced(JA).encode(), "--json", folder=tmp_path))
    assert said["certain"] is True
    first, fifth = said["efforts"][0], said["efforts"][4]
    assert (first["tag"], first["open_list"]) == ("〔警察庁等〕", True)
    assert (fifth["tag"], fifth["open_list"]) == ("〔警察庁〕", False)
    assert said["efforts"][6]["figures"][1]["qualifier"] == "about"


def test_the_command_refuses_to_call_a_doubtful_reading_done(tmp_path):
    with pytest.raises(CommandError, match="26 not placed"):
        told("old.txt", texts.displaced(EN, (1, 2, 4, 3, 5, 6)).encode(), folder=tmp_path)


def test_the_command_refuses_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("read_outline", str(tmp_path / "none.txt"))


@pytest.fixture
def aoi(client):
    person = people.person("aoi", Role.SECRETARIAT)
    client.force_login(person)
    build_round.opened()
    return person


def uploaded(client, text, key=None):
    key = key or models.Round.objects.get().pk
    file = SimpleUploadedFile("old.txt", text.encode())
    return client.post(PAGE, {"file": file, "round": key})


def filled(page):
    """What a browser would send back: every field as the page fills it."""
    html = page.content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="(source)" value="([^"]*)"', html))
    for name, words in re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>([^<]*)<', html):
        fields[name] = words.replace("&quot;", '"').replace("&amp;", "&").replace("&#x27;", "'")
    for name, options in re.findall(r'<select[^>]* name="(\w+)">(.*?)</select>', html, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        fields[name] = chosen[1] if chosen else ""
    return fields


def only(fields, *numbers):
    """Leave out every other effort."""
    return {
        name: value if not name.startswith("measure_") or int(name[8:]) in numbers else ""
        for name, value in fields.items()
    }


def test_the_page_shows_source_and_proposal_side_by_side(client, aoi):
    page = uploaded(client, texts.displaced(EN))
    html = page.content.decode()
    assert page.status_code == 200
    assert 'id="l12"' in html
    assert 'href="#l13"' in html
    fields = filled(page)
    assert fields["measure_7"] == "p17-07"
    chosen = [value for name, value in fields.items() if name.startswith("measure_") and value]
    assert len(chosen) == len(set(chosen)) > 15
    assert fields["unit_7_participants"] == "participants"


def test_what_is_confirmed_becomes_what_was_last_said(client, aoi):
    fields = only(filled(uploaded(client, texts.displaced(EN))), 7, 10)
    answer = client.post(CONFIRM, fields)
    assert answer.status_code == 302
    row = models.Return.objects.get(measure="p17-07")
    assert "{participants}" in row.last_text_en
    asked = {each["key"]: each for each in row.obligations.get(order=1).asked}
    assert asked["participants"]["last"]["value"] == "390000"
    assert asked["participants"]["last"]["qualifier"] == "about"
    assert set(asked) == {"meetings", "participants"}
    assert row.cells == {}
    entry = audit.history(f"round:{row.round_id}")[0]
    assert entry.action == "plan: old Outline confirmed"
    assert entry.details["changes"] == 2


def test_the_other_language_speaks_of_the_same_quantities(client, aoi):
    fields = only(filled(uploaded(client, texts.displaced(JA))), 7)
    assert fields["unit_7_count"] == "participants"
    assert client.post(CONFIRM, fields).status_code == 302
    row = models.Return.objects.get(measure="p17-07")
    assert "{participants:number}人" in row.last_text_ja
    assert {each["key"] for each in row.obligations.get(order=1).asked} == {
        "meetings",
        "participants",
    }


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"measure_7": "p17-10"}, "Two efforts have the same measure"),
        ({"measure_7": "p10-07"}, "does not ask about"),
        ({"measure_7": "", "measure_10": ""}, "Choose a measure for one effort"),
        ({"unit_7_participants": ""}, "Choose the unit"),
        ({"text_7": "a" * 601}, "600 signs at most"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_typed_is_lost(client, aoi, change, said):
    fields = {**only(filled(uploaded(client, texts.displaced(EN))), 7, 10), **change}
    before = models.Return.objects.get(measure="p17-07").last_text_en
    fields["text_12"] = "Typed by hand."
    answer = client.post(CONFIRM, fields)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "Typed by hand." in answer.content.decode()
    assert models.Return.objects.get(measure="p17-07").last_text_en == before


def test_a_measure_whose_owner_has_handed_in_is_refused(client, aoi):
    models.Obligation.objects.filter(answer__measure="p17-07").update(state="submitted")
    answer = client.post(CONFIRM, only(filled(uploaded(client, texts.displaced(EN))), 7))
    assert "already been handed in" in answer.content.decode()


def test_a_source_that_was_tampered_with_is_not_read(client, aoi):
    fields = filled(uploaded(client, texts.displaced(EN)))
    answer = client.post(CONFIRM, {**fields, "source": fields["source"][:-2]})
    assert answer.status_code == 422
    assert "choose the file again" in answer.content.decode()


def test_groups_out_of_order_are_shown_with_their_doubts(client, aoi):
    page = uploaded(client, texts.displaced(EN, (1, 2, 4, 3, 5, 6)))
    assert "could not be confirmed" in page.content.decode()
    assert not any(v for name, v in filled(page).items() if name.startswith("measure_"))


def test_a_file_and_a_round_are_needed(client, aoi):
    assert client.post(PAGE, {}).status_code == 422
    assert uploaded(client, "x", key="FY1900").status_code == 422
    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SECRETARIAT])
def test_only_the_secretariat_reads_old_outlines(client, role):
    client.force_login(people.person("ren", role))
    assert client.get(PAGE).status_code == 403
    assert client.post(CONFIRM).status_code == 403


def test_without_a_period_figures_are_not_confirmed(client, aoi):
    text = texts.displaced(EN).replace("18 April 2017 to 31 March 2018", "")
    answer = client.post(CONFIRM, {**filled(uploaded(client, text)), "measure_7": "p17-07"})
    assert "names no period" in answer.content.decode()
