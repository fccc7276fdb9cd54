"""Figures in the prose of an old Outline: value, wording, change, day and unit, as printed.

Policy: docs/policy/plan.md, sections 2 and 12. A figure becomes a reference; a number that is none
(a year, a day, a law's number) stays and is named.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from mamori.kernel import typed
from mamori.kernel.periods import Period
from mamori.kernel.quantities import QUALIFIERS, Qualifier, Quantity, Unit, as_of_words, written
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Language
from mamori.plan.rules.old_outline_days import DATE, Day, days_in

_D = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"
_ABOUT_EN = r"(?P<about>about|approximately|around|roughly|at least)\s+"
_LOOSE_EN = re.compile(
    r"\b(?:over|more than|nearly|almost|some|up to|fewer than|less than)\s+$", re.I
)
_NUMBER = {
    Language.EN: re.compile(
        rf"(?<![\w#.,-])(?:{_ABOUT_EN})?(?:(?:from\s+)?(?P<base>{_D})\s+to\s+)?"
        rf"(?P<value>{_D})(?P<scale>\s+million)?(?![\d,]*\d)(?=(?P<unit>(?:\s+[a-z][a-z-]*){{0,4}}))",
        re.I,
    ),
    Language.JA: re.compile(
        rf"(?P<about>約|およそ|少なくとも)?(?P<front>年)?(?:(?P<base>{_D})(?P<unit1>[^\W\d_]{{1,4}}?)から年?)?"
        rf"(?P<value>(?:(?:{_D})億)?(?:(?:{_D})万)?(?:{_D})?)(?P<unit>"
        r"都道府県|府県|市区町村|市町村|自治体|団体|事業者|か所|カ所|ヶ所|箇所|か国|カ国|種類|"
        r"[人名回件校社部冊台組級局署]|)(?P<more>以上)?"
    ),
}
_PHONE = re.compile(r"#\d{4}")
_DIALLED = {
    Language.EN: re.compile(r"\b(?:number|dial|call|line|hotline)s?\s+[“\"‘(]?$", re.I),
    Language.JA: re.compile(r"(?:ダイヤル|番号|電話|ライン)[「『（(]?$"),
}
_STOP = frozenset(
    [
        "and",
        "or",
        "of",
        "in",
        "at",
        "to",
        "by",
        "for",
        "from",
        "with",
        "were",
        "was",
        "had",
        "have",
        "has",
        "who",
        "which",
        "that",
        "as",
        "on",
        "the",
        "over",
        "also",
        "during",
        "took",
        "attended",
        "received",
        "drew",
        "joined",
        "met",
    ]
)


@dataclass(frozen=True, slots=True)
class Figure:
    """``unit_words`` as printed; ``unit`` the key of a known unit that is written so, or empty."""

    key: str
    printed: str
    value: Decimal
    qualifier: Qualifier
    baseline: Decimal | None
    unit_words: str
    unit: str
    as_of: date | None
    page: int = 0
    line: int = 0


@dataclass(frozen=True, slots=True)
class Found:
    """``text`` with references; ``left`` the numbers that stay in it as they were printed."""

    text: str
    figures: tuple[Figure, ...]
    left: tuple[str, ...]


def figures_in(
    words: str,
    language: Language,
    period: Period | None,
    units: tuple[Unit, ...],
    lines: frozenset[str],
) -> Found:
    """The figures of one effort, and its text with references to them."""
    return _Finder(unicodedata.normalize("NFKC", words), language, period, units, lines).found()


class _Finder:
    def __init__(
        self,
        words: str,
        language: Language,
        period: Period | None,
        units: tuple[Unit, ...],
        lines: frozenset[str],
    ) -> None:
        self.words, self.language, self.period = words, language, period
        self.units, self.lines = units, lines
        self.taken: list[tuple[int, int, str]] = []
        self.figures: list[tuple[int, int, Figure]] = []
        self.left: list[str] = []

    def found(self) -> Found:
        days = days_in(self.words, self.language, self.period)
        self._dates(days)
        for match in self._numbers():
            self._number(match)
        self._set_days(days)
        edits = self.taken + [(a, b, self._said(a, b, f)) for a, b, f in self.figures]
        text = self.words
        for begin, end, said in sorted(edits, reverse=True):
            text = text[:begin] + said + text[end:]
        return Found(text, tuple(f for _, _, f in self.figures), tuple(self.left))

    def _free(self, begin: int, end: int) -> bool:
        return all(end <= a or b <= begin for a, b, _ in self.taken)

    def _dates(self, days: list[Day]) -> None:
        self.taken += [(a, b, self.words[a:b]) for a, b, _ in days]
        for match in _PHONE.finditer(self.words):
            self.taken.append((match.start(), match.end(), f"{{line:{match[0]}}}"))
        for match in DATE[self.language].finditer(self.words):
            if self._free(*match.span()):
                self.taken.append((*match.span(), match[0]))
                self.left.append(match[0])

    def _numbers(self) -> Iterator[re.Match[str]]:
        for match in _NUMBER[self.language].finditer(self.words):
            if match["value"] and self._free(match.start("value"), match.end("value")):
                yield match

    def _number(self, match: re.Match[str]) -> None:
        before = self.words[: match.start("value")]
        if match["value"] in self.lines or _DIALLED[self.language].search(before):
            self.taken.append((*match.span("value"), f"{{line:{match['value']}}}"))
            return
        unit_words, end = self._unit_words(match)
        begin = match.start()
        english = self.language is Language.EN
        loose = english and _LOOSE_EN.search(self.words[:begin]) is not None
        try:
            value = typed.number(match["value"]).value * (10**6 if self._scaled(match) else 1)
            base = typed.number(match["base"]).value if match["base"] else None
        except Refused:
            loose = True
        if loose or not unit_words:
            self.left.append(match[0].strip() if not loose else self.words[begin:end].strip())
            self.taken.append((begin, end, self.words[begin:end]))
            return
        unit = self._unit(unit_words)
        figure = Figure(
            key=self._key(unit or unit_words),
            printed=self.words[begin:end],
            value=value,
            qualifier=_qualifier(match),
            baseline=base,
            unit_words=unit_words,
            unit=unit,
            as_of=None,
        )
        self.figures.append((begin, end, figure))

    def _scaled(self, match: re.Match[str]) -> bool:
        return self.language is Language.EN and match["scale"] is not None

    def _unit_words(self, match: re.Match[str]) -> tuple[str, int]:
        """What was counted, in the words printed, and where they end."""
        if self.language is Language.JA:
            return (match["front"] or "") + match["unit"], match.end()
        after, known = match["unit"], self._longest(match["unit"])
        if known:
            return known, match.start("unit") + after.index(known) + len(known)
        kept: list[str] = []
        for word in after.split():
            if word in _STOP and not (word == "a" and kept):
                break
            kept.append(word)
            if word.endswith("s") and "a year" not in after:
                break
        said = " ".join(kept)
        return said, match.start("unit") + (after.index(said) + len(said) if said else 0)

    def _longest(self, after: str) -> str:
        forms = {f.replace("{n}", "").strip() for u in self.units for f in (u.one, u.other)}
        said = " ".join(after.split())
        fitting = [f for f in forms if f and re.match(re.escape(f) + r"(?![\w-])", said)]
        return max(fitting, key=len) if fitting and " ".join(after.split()) in after.strip() else ""

    def _unit(self, unit_words: str) -> str:
        """The one known unit written with these words; several or none is for a person to choose."""
        fitting = [
            unit.key
            for unit in self.units
            if unit_words
            in {
                form.replace("{n}", "").strip()
                for form in ((unit.ja,) if self.language is Language.JA else (unit.one, unit.other))
            }
        ]
        return fitting[0] if len(fitting) == 1 else ""

    def _key(self, unit_words: str) -> str:
        used = {figure.key for _, _, figure in self.figures}
        stem = re.sub(r"\W+", "_", unit_words.lower()).strip("_") if unit_words.isascii() else ""
        stem = stem[:20].strip("_") or "count"
        number = next(n for n in range(1, 99) if (stem if n == 1 else f"{stem}_{n}") not in used)
        return stem if number == 1 else f"{stem}_{number}"

    def _set_days(self, days: list[Day]) -> None:
        for begin, end, day in days:
            said = self.words[begin:end]
            nearest = min(
                range(len(self.figures)),
                key=lambda n: min(abs(self.figures[n][0] - end), abs(begin - self.figures[n][1])),
                default=None,
            )
            if nearest is None or day is None:
                self.left.append(said)
                continue
            a, b, figure = self.figures[nearest]
            dated = replace(figure, as_of=day)
            self.figures[nearest] = (a, b, dated)
            quantity = self._quantity(dated)
            if quantity and as_of_words(quantity, self.language) == said:
                self.taken.remove((begin, end, said))
                self.taken.append((begin, end, f"{{{figure.key}:as_of}}"))
            elif any(sign.isdigit() for sign in said):
                self.left.append(said)

    def _quantity(self, figure: Figure) -> Quantity | None:
        unit = next((u for u in self.units if u.key == figure.unit), None)
        plain = Unit("", "{n}", "{n}", "{n}")
        if self.period is None:
            return None
        return Quantity(
            figure.value,
            unit or plain,
            self.period,
            figure.qualifier,
            figure.baseline,
            figure.as_of,
        )

    def _said(self, begin: int, end: int, figure: Figure) -> str:
        """The whole quantity where it would print the same words, else its number and the words."""
        quantity = self._quantity(figure)
        if quantity and figure.unit and written(quantity, self.language) == figure.printed:
            return f"{{{figure.key}}}"
        if figure.baseline is not None:
            return f"{{{figure.key}}}"
        tail = figure.printed.rfind(figure.unit_words)
        front = "年" if figure.unit_words.startswith("年") else ""
        if front:
            return f"{front}{{{figure.key}:number}}{figure.unit_words[1:]}"
        return f"{{{figure.key}:number}}" + (
            figure.printed[tail - 1 :] if self._gap(figure, tail) else figure.printed[tail:]
        )

    def _gap(self, figure: Figure, tail: int) -> bool:
        return self.language is Language.EN and figure.printed[tail - 1 : tail] == " "


def _qualifier(match: re.Match[str]) -> Qualifier:
    said = (match["about"] or "").lower()
    if said in ("at least", QUALIFIERS[Qualifier.AT_LEAST].ja) or match.groupdict().get("more"):
        return Qualifier.AT_LEAST
    return Qualifier.ABOUT if said else Qualifier.EXACT
