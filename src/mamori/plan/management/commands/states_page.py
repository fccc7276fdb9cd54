"""mamori states_page: write docs/return-states.md from the table of steps."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from mamori.kernel.text import Text
from mamori.plan.rules.rounds import STATES, STEPS, Act, State, Who

ACTS = {
    Act.SAVE: Text("下書きを保存", "save a draft"),
    Act.SUBMIT: Text("提出", "submit"),
    Act.WITHDRAW: Text("取り下げ", "take back"),
    Act.SEND_BACK: Text("差し戻し", "send back"),
    Act.ACCEPT: Text("受理", "accept"),
    Act.CLEAR_JA: Text("日本語を確認", "clear the Japanese"),
    Act.CLEAR_EN: Text("英語を確認", "clear the English"),
    Act.FREEZE: Text("確定", "freeze"),
    Act.THAW: Text("確定を解除", "thaw"),
    Act.PUBLISH: Text("公表", "publish"),
    Act.REVISE: Text("訂正", "revise"),
}
WHO: dict[Who, Text] = {
    Who.OWNER: Text("担当", "the owner"),
    Who.SECRETARIAT: Text("事務局", "the secretariat"),
    Who.CLOCK: Text("予告の時刻", "the announced minute"),
}


def page() -> str:
    """The documentation of how a return advances, generated and never edited by hand."""
    return "\n".join([*_head(), *_diagram(), *_table()]) + "\n"


def _head() -> list[str]:
    return [
        "# How a return advances",
        "",
        "Generated from `plan/rules/rounds.py` by `mamori states_page`; what is not here cannot happen"
        " (docs/policy/plan.md §7.2).",
        "",
    ]


def _diagram() -> list[str]:
    names = [f'    state "{name.en} {name.ja}" as {state}' for state, name in STATES.items()]
    arrows = [f"    {state} --> {step.to}: {ACTS[act].en}" for (state, act), step in STEPS.items()]
    first = f"    [*] --> {State.ASSIGNED}: a round opens"
    return ["```mermaid", "stateDiagram-v2", *names, first, *arrows, "```", ""]


def _table() -> list[str]:
    heads = [
        "| From | Step | 手続 | To | Taken by | With a reason |",
        "|---|---|---|---|---|---|",
    ]
    return heads + [
        f"| {STATES[state].en} | {ACTS[act].en} | {ACTS[act].ja} | {STATES[step.to].en} "
        f"| {WHO[step.who].en} | {'yes' if step.reason else '–'} |"
        for (state, act), step in STEPS.items()
    ]


class Command(BaseCommand):
    help = "Write the page of states."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--output", type=Path, default=Path("docs/return-states.md"))

    def handle(self, *, output: Path, **options: Any) -> None:
        output.write_text(page(), encoding="utf-8")
        self.stdout.write(f"wrote {output}")
