"""Old Outlines to read: the efforts of FY2017 in our own words, in the shapes that extraction leaves."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import yaml

from mamori.kernel.periods import Period
from mamori.kernel.quantities import Qualifier, Quantity, Unit
from mamori.kernel.text import Language, Text
from mamori.plan.rules import binding
from mamori.plan.rules.old_outline_order import Evidence
from mamori.plan.rules.old_outlines import Known
from mamori.plan.tests.build import JAPAN

PERIOD = Period(date(2017, 4, 18), date(2018, 3, 31))
COUNTS = {1: 5, 2: 5, 3: 3, 4: 5, 5: 5, 6: 3}
TAGS = (  # as printed, in the order printed; + is the open list
    "NPA+", "CAO", "NPA MEXT", "MOFA NPA", "NPA",
    "CAO NPA MIC MEXT METI+", "MIC MEXT", "MEXT", "NPA", "MHLW",
    "MIC", "MIC+", "NPA",
    "NPA MOJ", "NPA", "MHLW", "NPA", "CAO",
    "NPA", "NPA", "MOJ", "MOJ NPA MHLW", "MOJ",
    "MEXT", "NPA", "MHLW",
)  # fmt: skip
NAMES = {
    "NPA": Text("警察庁", "National Police Agency"),
    "CAO": Text("内閣府", "Cabinet Office"),
    "MIC": Text("総務省", "Ministry of Internal Affairs and Communications"),
    "MOJ": Text("法務省", "Ministry of Justice"),
    "MOFA": Text("外務省", "Ministry of Foreign Affairs"),
    "MEXT": Text("文部科学省", "Ministry of Education, Culture, Sports, Science and Technology"),
    "MHLW": Text("厚生労働省", "Ministry of Health, Labour and Welfare"),
    "METI": Text("経済産業省", "Ministry of Economy, Trade and Industry"),
}
PARTS = {
    Language.EN: ("I State of affairs in 2017", "II Efforts by pillar", "III Current issues"),
    Language.JA: ("Ⅰ 平成29年の情勢", "Ⅱ 柱ごとの取組", "Ⅲ 当面の課題"),
}
ABOVE = {
    Language.EN: "Outline of Efforts\n18 April 2017 to 31 March 2018\nLiaison Conference\n\n{0}\n\n"
    "1,703 people were cleared and 1,216 children were found to be victims.\n"
    "* Cleared includes people referred to prosecutors without detention.\n\n{1}\n",
    Language.JA: "取組概要\n平成29年4月18日から平成30年3月31日まで\n連絡会議\n\n{0}\n\n"
    "検挙人員は１，７０３人、被害児童は１，２１６人であった。\n"
    "※ 検挙には身柄を拘束しない送致を含む。\n\n{1}\n",
}
BELOW = {
    Language.EN: "\n{2}\n\nThe state and private bodies need to go on working together.\n\n"
    "Abbreviations: NPA: National Police Agency; CAO: Cabinet Office; MIC: Ministry of Internal\n"
    "Affairs and Communications; MOJ: Ministry of Justice; MOFA: Ministry of Foreign Affairs;\n"
    "MHLW: Ministry of Health, Labour and Welfare\n",
    Language.JA: "\n{2}\n\n国と民間が力を合わせて取り組む必要がある。\n",
}


@dataclass(frozen=True)
class Told:
    """One effort as an old Outline prints it."""

    pillar: int
    words: str
    tag: str


@cache
def _pack(file: str) -> Any:
    return yaml.safe_load((JAPAN / file).read_text())


def units() -> tuple[Unit, ...]:
    return tuple(Unit(u["key"], u["ja"], u["one"], u["other"]) for u in _pack("units.yaml"))


def titles() -> dict[int, Text]:
    plan = next(plan for plan in _pack("plans.yaml") if plan["key"] == "2017")
    return {p["number"]: Text(p["title"]["ja"], p["title"]["en"]) for p in plan["pillars"]}


def known(*, plan: bool = True) -> Known:
    """The country; without the plan only its bodies, units and numbers."""
    measures = [m for m in _pack("measures.yaml") if m["plan"] == "2017"]
    evidence = tuple(
        Evidence(m["pillar"], Text(m["title"]["ja"], m["title"]["en"])) for m in measures
    )
    lines = frozenset({"189", "#8103"})
    bare = Known(NAMES, units(), lines)
    return replace(bare, pillars=titles(), evidence=evidence) if plan else bare


def _recorded(name: str) -> dict[str, Any]:
    """The number of the one record behind a count of the pack, as an effort would write it."""
    indicators = _pack("activities/indicators.yaml")
    own = next(i for i in indicators if f"activities.{i['key']}" == name)
    records = _pack("activities/records/FY2017.yaml")
    kept: dict[str, Any] = next(r for r in records if r["kind"] == own["kind"])
    return {"qualifier": Qualifier.EXACT, **kept["figures"][own["number"]]}


def _quantity(kept: dict[str, Any]) -> Quantity:
    if "counted" in kept:
        kept = {**kept, **_recorded(kept["counted"])}
    return Quantity(
        Decimal(kept["value"]),
        next(unit for unit in units() if unit.key == kept["unit"]),
        PERIOD,
        Qualifier(kept["qualifier"]),
        Decimal(kept["baseline"]) if "baseline" in kept else None,
        kept.get("as_of"),
    )


def tag(owners: str, language: Language) -> str:
    bodies, etc = owners.rstrip("+").split(), owners.endswith("+")
    if language is Language.EN:
        return f"[{', '.join([*bodies, *(['etc.'] if etc else [])])}]"
    return f"〔{'、'.join(NAMES[body].ja for body in bodies)}{'等' if etc else ''}〕"


def told(language: Language) -> list[Told]:
    """The 26 efforts of FY2017."""
    found = []
    efforts = _pack("efforts/FY2017.yaml")["efforts"]
    for effort, owners in zip(efforts, TAGS, strict=True):
        quantities = {q["key"]: _quantity(q) for q in effort.get("quantities", ())}
        text = Text(effort["text"]["ja"], effort["text"]["en"])
        sentence = binding.bound(text, quantities, frozenset({"189", "#8103"}))
        words = sentence.text.in_(language)
        found.append(Told(effort["pillar"], words, tag(owners, language)))
    return found


def wrapped(words: str, language: Language, width: int = 90) -> str:
    """Broken into lines as a page breaks them; Japanese anywhere, English between words."""
    if language is Language.JA:
        width //= 2
        return "\n".join(words[at : at + width] for at in range(0, len(words), width))
    lines = [""]
    for word in words.split():
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def groups(language: Language, *, spaced: bool = True) -> list[str]:
    """The six groups; each but the first begins with the extra blank of its displaced box."""
    found = []
    for pillar in COUNTS:
        efforts = [e for e in told(language) if e.pillar == pillar]
        lines = [wrapped(f"{e.words} {e.tag}", language) for e in efforts]
        lead = " " if spaced and pillar > 1 else ""
        found.append(lead + "\n".join(lines) + "\n")
    return found


def heads(language: Language) -> list[str]:
    return [
        wrapped(f"{number} {title.in_(language)}", language, 60) + "\n"
        for number, title in titles().items()
    ]


def around(body: str, language: Language) -> str:
    """The efforts with parts I and III, the title and the key of abbreviations about them."""
    parts = PARTS[language]
    return ABOVE[language].format(*parts) + body + BELOW[language].format(*parts)


def plain(language: Language) -> str:
    """Every heading in its place."""
    pairs = zip(heads(language), groups(language, spaced=False), strict=True)
    return around("\n".join(head + group for head, group in pairs), language)


def displaced(
    language: Language,
    order: tuple[int, ...] = (1, 2, 3, 4, 5, 6),
    boxes: tuple[int, ...] = (1, 2, 3, 4, 5, 6),
    cut: int = 3,
) -> str:
    """Heading 1 after the first group, 2 to 4 at the foot of page 1, 5 and 6 at that of page 2.

    The page ends after ``cut`` lines of the fourth group, be it within an effort.
    ``order`` is that of the groups, ``boxes`` that of the headings (0: one that is missing).
    """
    by_number, box = groups(language), ["", *heads(language)]
    g = [by_number[number - 1] for number in order]
    b = [box[number] for number in boxes]
    *first, rest = g[3].split("\n", cut)
    page_1 = f"{g[0]}{b[0]}\n{g[1]}\n{g[2]}\n" + "\n".join(first) + f"\n{b[1]}{b[2]}{b[3]}1\n"
    page_2 = f"{rest}\n{g[4]}\n{g[5]}"
    return around(f"{page_1}\f{page_2}", language) + f"{b[4]}{b[5]}2\n"
