from pathlib import Path

from django.core.management import call_command

from mamori.accounts.management.commands.permissions_page import page

ROOT = Path(__file__).parents[4]


def test_the_page_in_the_documentation_is_the_one_that_would_be_written():
    assert (ROOT / "docs/permissions.md").read_text(encoding="utf-8") == page()


def test_the_page_shows_both_what_is_granted_and_what_is_denied():
    [line] = [line for line in page().splitlines() if line.startswith("| Edit measures")]
    assert line.split("|")[3:10] == [" yes ", *[" – "] * 6]


def test_the_command_writes_the_page(tmp_path, capsys):
    output = tmp_path / "permissions.md"
    call_command("permissions_page", output=output)
    assert output.read_text(encoding="utf-8") == page()
    assert str(output) in capsys.readouterr().out
