from pathlib import Path

from django.core.management import call_command

from mamori.plan.management.commands.states_page import ACTS, page
from mamori.plan.rules.rounds import STATES, STEPS, Act

ROOT = Path(__file__).parents[4]


def test_the_page_in_the_documentation_is_the_one_that_would_be_written():
    assert (ROOT / "docs/return-states.md").read_text(encoding="utf-8") == page()


def test_every_step_of_the_table_is_an_arrow_and_a_row():
    lines = page().splitlines()
    arrows = [line for line in lines if " --> " in line and "[*]" not in line]
    rows = [line for line in lines if line.startswith("|")]
    assert len(arrows) == len(STEPS)
    assert len(rows) == len(STEPS) + 2
    for (state, act), step in STEPS.items():
        assert f"    {state} --> {step.to}: {ACTS[act].en}" in arrows


def test_every_state_and_every_act_has_its_words():
    assert set(ACTS) == set(Act)
    assert all(f'"{name.en} {name.ja}"' in page() for name in STATES.values())


def test_sending_back_is_said_to_need_a_reason():  # 7.4
    rows = [line for line in page().splitlines() if "| send back |" in line]
    assert len(rows) == 4
    assert all(row.endswith("| the secretariat | yes |") for row in rows)


def test_the_command_writes_the_page(tmp_path, capsys):
    output = tmp_path / "return-states.md"
    call_command("states_page", output=output)
    assert output.read_text(encoding="utf-8") == page()
    assert str(output) in capsys.readouterr().out
