import getpass
import json
import re
import shutil
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from mamori.accounts import queries as accounts
from mamori.accounts.rules import NeedsAgency
from mamori.accounts.tests.build import NOON
from mamori.kernel import areas, audit
from mamori.kernel.packs import PackRefused
from mamori.kernel.refusals import Refused
from mamori.plan import queries as plan
from mamori.site.tests.build import ROOT, url_of

pytestmark = pytest.mark.whole


def said(command, *words, **options):
    out = StringIO()
    call_command(command, *words, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def copy(tmp_path):
    """The Japan pack, where it may be changed."""
    return shutil.copytree(ROOT / "packs/japan", tmp_path / "japan")


def change(folder, file, before, after):
    path = folder / file
    words = path.read_text(encoding="utf-8").replace(before, after)
    path.write_text(words, encoding="utf-8")


def test_existing_records_change_only_where_told_to(db, copy):  # kernel 4.2
    [line] = said("load_pack", copy).splitlines()
    assert line.startswith("Japan: ")
    assert len(areas.areas()) == 47

    change(copy, "agencies.csv", "National Police Agency", "Police Agency")
    told = "change agency NPA: name_en=National Police Agency → name_en=Police Agency"
    for options, words in (
        ({}, "1 existing records would change. Nothing was loaded"),
        ({"check": True}, "1 differences, 0 loaded."),
        ({"check": True, "yes": True}, "1 differences, 0 loaded."),
    ):
        answer = said("load_pack", copy, **options)
        first, *rest = answer.splitlines()
        assert words in first
        assert rest == [f"  {told}"]
        assert accounts.agency("NPA").name.en == "National Police Agency"

    assert json.loads(said("load_pack", copy, check=True, json=True)) == {
        "pack": "Japan",
        "changes": [{"kind": "change", "what": "agency", "key": "NPA"}],
        "loaded": 0,
    }
    assert "1 differences, 1 loaded." in said("load_pack", copy, yes=True)
    assert accounts.agency("NPA").name.en == "Police Agency"


def test_every_difference_is_named_when_asked_for(db, copy):
    [line] = said("load_pack", copy, check=True).splitlines()
    first, *named = said("load_pack", copy, check=True, verbose=True).splitlines()
    assert first == line
    assert line == f"Japan: {len(named)} differences, 0 loaded."
    assert any(name.startswith("  add agency NPA") for name in named)


def test_a_program_reads_why_a_pack_is_refused(db, copy):
    change(copy, "numbers.csv", ",CFA,", ",GHOST,")
    out = StringIO()
    with pytest.raises(PackRefused):
        call_command("load_pack", copy, json=True, stdout=out)
    [fault] = json.loads(out.getvalue())["refused"]
    assert (fault["file"], fault["line"]) == ("numbers.csv", 2)
    assert "GHOST" in fault["reason"]
    assert "GHOST" in fault["reason_ja"]


def test_a_person_reads_why_a_pack_is_refused(db, copy):
    (copy / "numbers.csv").unlink()
    err = StringIO()
    with pytest.raises(PackRefused):
        call_command("load_pack", copy, stderr=err)
    assert err.getvalue() == "pack.yaml:10 The file “numbers.csv” is missing.\n"


def test_an_outline_is_written_in_each_form(japan, tmp_path, capsysbinary):
    begins = {"html": b"<!doctype html>", "json": b"{", "pdf": b"%PDF-", "docx": b"PK"}
    for form, first in begins.items():
        output = tmp_path / f"outline.{form}"
        assert str(output) in said("outline", "FY2017", language="en", format=form, output=output)
        assert output.read_bytes().startswith(first)

    call_command("outline", "FY2017", language="ja", format="html")
    page = capsysbinary.readouterr().out.decode()
    assert '<html lang="ja">' in page
    assert "約39万人" in page


@pytest.mark.parametrize(
    ("language", "words"), [("ja", "約39万人"), ("en", "about 390,000 participants")]
)
def test_an_outline_s_page_stands_alone(japan, tmp_path, language, words):
    output = tmp_path / "outline.html"
    said("outline", "FY2017", language=language, format="html", output=output)
    page = output.read_text()
    hrefs = set(re.findall(r'\shref="([^"]*)"', page))
    ids = set(re.findall(r'\sid="([^"]*)"', page))
    assert words in page
    assert {"tel:189", "tel:%238103", "#E07"} <= hrefs
    assert [h for h in hrefs if not h.startswith("tel:") and h.removeprefix("#") not in ids] == []
    assert not re.search(r"\ssrc=|<link|<script|url\(", page)
    assert page.count("<style>") == 1
    assert "--help: #115a36" in page
    assert '<svg width="36" height="36"' in page
    assert 'class="nav"' not in page
    assert 'class="demo"' not in page


def test_an_unknown_outline_is_refused(db):
    with pytest.raises(Refused, match="FY1999"):
        call_command("outline", "FY1999")


@pytest.fixture
def trail(db):
    """Two chains with two records each."""
    for name in ("garden", "kitchen") * 2:
        audit.record(
            slice=name, actor=audit.job("test"), action=f"{name}: tidied", subject="x", at=NOON
        )


def test_the_audit_trail_is_walked(trail):
    assert said("audit_verify").splitlines() == [
        f"{name}: 2 entries, whole, head {audit.head(name)}" for name in ("garden", "kitchen")
    ]


def test_a_broken_chain_is_told_and_refused(trail):  # kernel 1.3
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_auditentry DISABLE TRIGGER kernel_audit_append_only")
        cursor.execute("UPDATE kernel_auditentry SET actor = 'x' WHERE slice = 'kitchen'")
    out = StringIO()
    with pytest.raises(CommandError, match="the chain of kitchen does not hold"):
        call_command("audit_verify", json=True, stdout=out)
    garden, kitchen = json.loads(out.getvalue())
    assert garden["broken_at"] is None
    assert kitchen["broken_at"] is not None


def test_doctor_says_what_runs(db, monkeypatch, tmp_path):
    monkeypatch.setenv("MAMORI_DATA", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", url_of())
    found = json.loads(said("doctor", json=True))
    assert found["data folder"] == str(tmp_path)
    assert found["tables"] == "up to date"
    assert found["print fonts"] == "in place"
    assert found["database"].startswith("PostgreSQL ")
    assert all(name in said("doctor") for name in found)


def test_doctor_says_when_tables_wait(db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'plan'")
    assert "migrations wait; run mamori migrate" in said("doctor")


@contextmanager
def connected_to(database):
    """The same connection, to another database for a while."""
    own = connection.settings_dict["NAME"]
    try:
        connection.close()
        connection.settings_dict["NAME"] = database
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


@pytest.mark.django_db(transaction=True)
def test_a_backup_is_read_back_into_an_empty_database(japan, fresh_database, tmp_path, monkeypatch):
    file = tmp_path / "mamori.dump"
    monkeypatch.setenv("DATABASE_URL", url_of())
    assert str(file) in said("backup", file)
    before = plan.outline("FY2017"), accounts.duties(), audit.verify()

    monkeypatch.setenv("DATABASE_URL", url_of(fresh_database))
    with connected_to(fresh_database):
        assert "restored" in said("restore", file)
        assert (plan.outline("FY2017"), accounts.duties(), audit.verify()) == before
        with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
            cursor.execute("DELETE FROM kernel_auditentry")

        with pytest.raises(CommandError, match="say --replace"):
            call_command("restore", file)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM helplines_number")
        said("restore", file, replace=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM helplines_number")
            assert cursor.fetchone()[0] > 10

    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", file)


def test_a_backup_that_fails_leaves_no_file(db, tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", url_of("no_such_database"))
    file = tmp_path / "mamori.dump"
    with pytest.raises(CommandError, match="nothing was written"):
        call_command("backup", file)
    assert not file.exists()


def add_person(monkeypatch, password, **options):
    monkeypatch.setattr(getpass, "getpass", lambda: password)  # a terminal is asked, not a pipe
    return said("add_person", "mio@staff.example", name="Mio", **options)


def test_the_first_person_is_registered_from_the_command_line(db, monkeypatch):
    add_person(monkeypatch, "seven brown owls at noon")
    [mio] = accounts.people()
    assert [role.role for role in mio.roles] == ["administrator"]


@pytest.mark.parametrize(
    ("password", "options", "refusal"),
    [
        ("short", {}, CommandError),
        ("password123456", {}, CommandError),
        ("seven brown owls at noon", {"role": "secretariat"}, NeedsAgency),
    ],
)
def test_who_cannot_be_registered_leaves_nothing_behind(
    db, monkeypatch, password, options, refusal
):
    with pytest.raises(refusal):
        add_person(monkeypatch, password, **options)
    assert accounts.people() == []
