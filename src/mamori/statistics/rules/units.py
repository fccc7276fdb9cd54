"""Whether a table counts what its series counts: cases, persons and victims are three things.

Policy: docs/policy/statistics.md, §3.6 and §3.7. Words are those of headers, titles and unit columns.
"""

import re
from collections.abc import Iterator

from mamori.kernel.text import Text
from mamori.statistics.rules.findings import Finding, Place, finding
from mamori.statistics.rules.series import Series
from mamori.statistics.rules.signs import narrowed

# What ministries and the press call a unit of count, by the key of the unit (§3.6).
WORDS: dict[str, frozenset[str]] = {
    "cases": frozenset({"case", "cases", "件", "事件"}),
    "persons": frozenset({"person", "persons", "people", "人", "名", "人員"}),
    "children": frozenset(
        {"child", "children", "victim", "victims", "child victims", "人", "名", "児童"}
    ),
    "percent": frozenset({"percent", "%", "pct", "パーセント", "割合"}),
}
# What a label may say it counts; a label that says one and none of the series' own is another count.
COUNTED = {
    "cases": re.compile(r"件数|\bcases?\b", re.IGNORECASE),
    "persons": re.compile(r"人員|被疑者|\bpersons?\b|\bsuspects?\b", re.IGNORECASE),
    "children": re.compile(r"被害|児童数|\bvictims?\b", re.IGNORECASE),
}
SAYS = re.compile(
    "|".join(words.pattern for words in COUNTED.values()) + r"|送|refer", re.IGNORECASE
)  # a quick look: whether a label says anything of the kind
SCALES = {"百万": 1_000_000, "十万": 100_000, "万": 10_000, "千": 1_000, "thousand": 1_000}
CLEARED = re.compile(r"検挙|clear", re.IGNORECASE)
REFERRED = re.compile(r"送致|送検|\brefer(?:red|rals?)\b", re.IGNORECASE)
SHARE = "percent"
# Units whose values may be broken or, for a change, negative.
MEASURES = re.compile(r"percent|second|minute|hour|average|\bper\b|\brate\b|ratio", re.IGNORECASE)


def is_count(series: Series) -> bool:
    """Whether values are whole and not negative: no share, no average, no duration."""
    return MEASURES.search(re.sub("[-_]", " ", series.unit.key)) is None


def scaled(told: str) -> tuple[str, int]:
    """``千人`` is 人 in thousands."""
    plain = narrowed(told).strip("()").removeprefix("単位").lstrip(":： ")
    for word, factor in SCALES.items():
        if plain.startswith(word) and len(plain) > len(word):
            return plain[len(word) :].strip(), factor
    return plain, 1


def same_unit(told: str, series: Series) -> bool:
    """Whether a word for the unit is one of the series' own (§3.6)."""
    unit = series.unit
    own = {unit.key, unit.key.replace("_", " ")}
    own.update(form.replace("{n}", "").strip().lower() for form in (unit.ja, unit.one, unit.other))
    return told.lower() in own | WORDS.get(unit.key, frozenset())


def unit_words(series: Series) -> Text:
    """What the series counts and in which unit: 被害児童（人）, "child victims (children)"."""
    unit = series.unit
    counter = unit.ja.replace("{n}", "").strip() or unit.key
    other = unit.other.replace("{n}", "").strip() or unit.key
    return Text(f"{series.counted.ja}（{counter}）", f"{series.counted.en} ({other})")


def unit_finding(told: str, series: Series, place: Place) -> Finding | None:
    """A unit of count that is not the series' own; ``told`` without its scale (§3.6)."""
    if same_unit(told, series):
        return None
    return finding("wrong_unit", place, series=series.title, told=told, right=unit_words(series))


def label_findings(label: str, series: Series, place: Place) -> Iterator[Finding]:
    """What a label or a breakdown says is counted, against what the series counts (§3.6, §3.7)."""
    if not SAYS.search(label):
        return
    referred = referred_finding(label, series, place)
    if referred:
        yield referred
    told = [key for key, words in COUNTED.items() if words.search(label)]
    if series.unit.key in COUNTED and told and series.unit.key not in told:
        right = unit_words(series)
        yield finding("wrong_unit", place, series=series.title, told=label, right=right)


def referred_finding(label: str, series: Series, place: Place) -> Finding | None:
    """送致 where the series counts 検挙; "検挙（書類送致を含む）" is 検挙 (§3.7)."""
    if REFERRED.search(label) and not CLEARED.search(label) and counts_cleared(series):
        return finding("referred_not_cleared", place, series=series.title, told=label)
    return None


def says_unit(label: str, series: Series) -> bool:
    """Whether a label such as 検挙件数 says the series' own unit, so that none need stand beside it."""
    words = COUNTED.get(series.unit.key)
    return words is not None and words.search(label) is not None


def counts_cleared(series: Series) -> bool:
    """Whether the series is of 検挙."""
    return any(
        CLEARED.search(words)
        for words in (series.key, series.title.ja, series.counted.ja, series.counted.en)
    )
