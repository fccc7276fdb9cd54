"""Short ways to say "a plan with these measures" in this slice's tests, and in no other's."""

import json
import shutil
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command

from mamori.kernel import audit
from mamori.kernel.packs import Finding, PackRefused
from mamori.kernel.text import Text
from mamori.plan import actions
from mamori.plan.rules.owners import Part

JAPAN = Path(__file__).parents[4] / "packs/japan"
NOON = datetime(2018, 6, 1, 3, tzinfo=UTC)
ADOPTED = date(2017, 4, 18)
MOVED = date(2023, 4, 1)  # 189 and child guidance centres: MHLW to CFA
AOI = audit.person(1)
WHO: dict[str, Any] = {"actor": AOI, "at": NOON}


def load(folder: Path, *options: str) -> str:
    """What the command says of loading this pack."""
    said = StringIO()
    call_command("load_pack", str(folder), *options, stdout=said, stderr=StringIO())
    return said.getvalue()


def altered(pack: Path, file: str, old: str, new: str) -> int:
    """Change the first such place of a file; the line (from 1) on which it begins."""
    words = (pack / file).read_text()
    before, found, after = words.partition(old)
    assert found, f"{file} no longer says {old!r}"
    (pack / file).write_text(before + new + after)
    return before.count("\n") + 1


def findings(pack: Path) -> tuple[Finding, ...]:
    """Why this pack is refused."""
    try:
        load(pack)
    except PackRefused as refusal:
        return refusal.findings
    raise AssertionError("the pack was loaded")


def small_pack(folder: Path, *, measures: int = 1, year: int = 2017) -> Path:
    """Japan's bodies, and a plan of measures m-1, m-2 … with one effort and one figure each; nothing else.

    Whoever holds the duty of child guidance answers for each of them, with others not named.
    """
    pack = Path(shutil.copytree(JAPAN, folder / f"small-{measures}-{year}"))
    for empty in ("areas.csv", "terms.yaml", "capabilities.yaml"):
        path = pack / empty
        path.write_text("[]" if empty.endswith("yaml") else path.read_text().splitlines()[0])
    for folder_of_another in ("statistics", "activities"):
        shutil.rmtree(pack / folder_of_another)
    manifest = (pack / "pack.yaml").read_text().splitlines(keepends=True)
    kept = (
        line for line in manifest if not line.startswith(("  - statistics/", "  - activities/"))
    )
    (pack / "pack.yaml").write_text("".join(kept))
    numbers = range(1, measures + 1)
    (pack / "measures.yaml").write_text(json.dumps([_measure(n) for n in numbers]))
    (pack / "efforts/FY2017.yaml").write_text(json.dumps(_outline(numbers, year)))
    return pack


def _measure(n: int) -> dict[str, Any]:
    owner = {"duty": "child_guidance", "part": "lead", "first": "2017-04-18"}
    return {
        "key": f"m-{n}",
        "plan": "2017",
        "pillar": 1,
        "number": n,
        "title": {"ja": f"施策{n}", "en": f"Measure {n}"},
        "valid_from": "2017-04-18",
        "owners": [owner],
        "open_list": True,
        "source": "outline-2018",
    }


def _outline(numbers: range, year: int) -> dict[str, Any]:
    span = {"first": f"{year}-04-01", "last": f"{year + 1}-03-31"}
    figure = {"unit": "persons", "qualifier": "exact", "definitions": ["arrest"]}
    named = {"label": {"ja": "人員", "en": "People"}, **figure}
    return {
        "outline": {
            "key": f"FY{year}",
            "plan": "2017",
            "period": span,
            "state_period": span,
            "issued_on": f"{year + 1}-05-25",
            "issuer": {"ja": "会議", "en": "Conference"},
            "source": "outline-2018",
        },
        "state": [{"key": f"s{n}", "value": n, **named} for n in numbers],
        "efforts": [
            {
                "key": f"E{n}",
                "pillar": 1,
                "measures": [f"m-{n}"],
                "text": {"ja": "{people}を検挙した。", "en": "{people} were cleared."},
                "quantities": [{"key": "people", "value": n, **named}],
            }
            for n in numbers
        ],
        "issues": [
            {"key": f"III{n}", "text": {"ja": f"{{I.s{n}}}に上る。", "en": f"{{I.s{n}}} in all."}}
            for n in numbers
        ],
    }


def add(key: str = "m-2", **more: Any) -> None:
    """A new measure of the plan of 2017."""
    said: dict[str, Any] = {
        "plan": "2017",
        "pillar": 2,
        "number": None,
        "title": Text("新しい施策", "A new measure"),
        "provisional": True,
        "first": ADOPTED,
        "forerunners": (),
    }
    actions.add_measure(key=key, **{**said, **WHO, **more})


def own(key: str = "m-1", **more: Any) -> int:
    """The police own the measure from the first day on."""
    said: dict[str, Any] = {
        "agency": "NPA",
        "duty": None,
        "part": Part.JOINT,
        "first": ADOPTED,
        "last": None,
    }
    return actions.add_owner(key=key, **{**said, **WHO, **more})
