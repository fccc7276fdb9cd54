"""An old Outline line by line: parts, headings, keys, notes, page numbers, and the rest."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from mamori.kernel.text import Text
from mamori.plan.rules.old_outline_tags import BULLET, TAG

_ROMAN = {"I": 1, "II": 2, "III": 3, "1": 1, "2": 2, "3": 3}
_PART = re.compile(r"\s*(?:第\s?([1-3])|(I{1,3}))(?:\s*[.:、)]\s*|\s+)(?=[A-Z\u3040-\u9fff])")
_HEAD = re.compile(r"\s*(?:柱\s?)?([1-9])(?:\s*[.:、)]\s*|\s+)(?=([^\W\d_]))")
_COUNTED = re.compile(
    r"人|名|回|件|都|道|府県|県|年|月|日|か|ヶ|カ|箇|の|つ|歳|万|億|割|校|社|団体|市"
)
_DIGITS = re.compile(r"\s*(\d{1,3})\s*")
_PAGE = re.compile(
    r"\s*(?:[-–—]\s*\d{1,3}\s*[-–—]|(?:page|p\.)\s*\d{1,3}|\d{1,3}\s*(?:/|of)\s*\d{1,3}"
    r"|\d{1,3}\s*(?:頁|ページ))\s*",
    re.IGNORECASE,
)
_PAIR = re.compile(r"\b[A-Z]{2,8}\s*[:=]\s*[A-Z\u3040-\u9fff]")
_KEY = re.compile(r"\W*(?:abbreviations?\b|key (?:to|of) |略称|凡例|略語)", re.IGNORECASE)
_NOTE = re.compile(r"\s*(?:[*※†]|[(（]?注|\(?notes?\b\s*[\d:.)])", re.IGNORECASE)
_NOUN = re.compile(
    "(?:推進|強化|支援|更生|整備|充実|展開|対策|促進|連携|向上|防止|取組)$"
)  # ends a title
_SENTENCE = re.compile(r"。|\.(?:\s|$)|[\[［〔【]")
_LONGEST_HEAD = 4  # lines
_LONGEST_TAIL = 60  # signs


class Place(StrEnum):
    """Where a line of the source went."""

    BLANK = "blank"
    FURNITURE = "furniture"  # page numbers and running heads
    TITLE = "title"
    PART = "part"
    STATE = "state"
    HEADING = "heading"
    EFFORT = "effort"
    ISSUES = "issues"
    ABBREVIATIONS = "abbreviations"
    NOTE = "note"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    page: int
    words: str
    place: Place

    @property
    def plain(self) -> str:
        return unicodedata.normalize("NFKC", self.words)


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a pillar. ``at`` is its first line's place among all lines, from 0."""

    number: int
    title: str
    page: int
    lines: tuple[int, ...]
    at: int


def split(text: str) -> Iterator[Line]:
    """Numbered as an editor numbers them; a form feed begins a page."""
    number = 0
    pages = text.split("\f")
    for page, words in enumerate(pages, start=1):
        lines = re.split(r"\r\n|\r|\n", words)
        if page < len(pages) and len(lines) > 1 and not lines[-1]:
            lines.pop()  # what stands between the end of a line and the form feed is no line
        for line in lines:
            number += 1
            place = Place.EFFORT if line.strip() else Place.BLANK
            yield Line(number, page, line, place)


class Sheet:
    """All lines with their places; what is left as ``EFFORT`` is for ``pieces_of`` to cut."""

    def __init__(self, lines: list[Line], titles: Mapping[int, str]) -> None:
        self._lines, self._titles = lines, titles
        self.doubts: list[Text] = []
        self._heads: list[Head] = []

    @classmethod
    def of(cls, text: str, titles: Mapping[int, str]) -> "Sheet":
        sheet = cls(list(split(text)), titles)
        sheet._furniture()
        begins, ends = sheet._parts()
        sheet._keys_and_notes()
        sheet._headings(begins, ends)
        sheet._regions(begins, ends)
        return sheet

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(self._lines)

    @property
    def heads(self) -> tuple[Head, ...]:
        return tuple(self._heads)

    def _put(self, at: int, place: Place) -> None:
        self._lines[at] = replace(self._lines[at], place=place)

    def _free(self, at: int) -> bool:
        return at < len(self._lines) and self._lines[at].place is Place.EFFORT

    def _furniture(self) -> None:
        edges: dict[int, list[int]] = {}
        for at, line in enumerate(self._lines):
            if line.place is not Place.BLANK:
                edges.setdefault(line.page, []).append(at)
        outer = {at for ats in edges.values() for at in (ats[0], ats[-1])}
        shapes = Counter(re.sub(r"\d+", "#", self._lines[at].plain).strip() for at in outer)
        offsets = Counter(self._offset(at) for at in outer)
        for at in outer:
            plain = self._lines[at].plain
            repeated = shapes[re.sub(r"\d+", "#", plain).strip()] > 1 and not TAG.search(plain)
            offset = self._offset(at)
            numbered = offset is not None and (offset == 0 or offsets[offset] > 1)
            is_number = _DIGITS.fullmatch(plain) is not None
            if numbered or _PAGE.fullmatch(plain) or (repeated and not is_number):
                self._put(at, Place.FURNITURE)

    def _offset(self, at: int) -> int | None:
        found = _DIGITS.fullmatch(self._lines[at].plain)
        return int(found[1]) - self._lines[at].page if found else None

    def _parts(self) -> tuple[int, int]:
        """Where the efforts begin and end, as places among the lines."""
        marks: dict[int, int] = {}
        for at, line in enumerate(self._lines):
            found = _PART.match(line.plain) if self._free(at) else None
            ended = line.plain.rstrip().endswith((".", "。", "]", "〕"))
            if found and not ended:
                part = _ROMAN[found[1] or found[2]]
                if part in marks or any(earlier > part for earlier in marks):
                    self.doubts.append(_part_again(part, line.number))
                    continue
                marks[part] = at
                self._put(at, Place.PART)
        if 2 not in marks:
            self.doubts.append(
                Text(
                    ja="取組の部（Ⅱ）の見出しがありません。全体を取組として読みました。",
                    en="There is no heading of part II, so the whole text was read as efforts.",
                )
            )
        return marks.get(2, -1), marks.get(3, len(self._lines))

    def _keys_and_notes(self) -> None:
        at = 0
        while at < len(self._lines):
            run = self._run(at) if self._free(at) else []
            plain = self._lines[at].plain
            kept: list[int] = []
            if run and (_KEY.match(plain) or _PAIR.match(plain.lstrip(" (*※"))):
                kept, place = self._key(run), Place.ABBREVIATIONS
            elif run and _NOTE.match(plain) and not any(map(self._has_tag, run)):
                kept, place = run, Place.NOTE
            for each in kept:
                self._put(each, place)
            at += max(len(kept), 1)

    def _run(self, at: int) -> list[int]:
        """The lines from here to the next blank, bullet, heading or end of page."""
        run, page = [at], self._lines[at].page
        while self._free(run[-1] + 1) and self._lines[run[-1] + 1].page == page:
            line = self._lines[run[-1] + 1]
            if BULLET.match(line.words) or self._number(run[-1] + 1) or _NOTE.match(line.plain):
                break
            run.append(run[-1] + 1)
        return run

    def _key(self, run: list[int]) -> list[int]:
        paired = [n for n, at in enumerate(run) if _PAIR.search(self._lines[at].plain)]
        kept = run[: (paired[-1] if paired else 0) + 1]
        tail = run[len(kept) :]
        short = len(tail) == 1 and len(self._lines[tail[0]].words) <= _LONGEST_TAIL
        return run if short and not self._has_tag(tail[0]) else kept

    def _has_tag(self, at: int) -> bool:
        return TAG.search(self._lines[at].words) is not None

    def _number(self, at: int) -> int | None:
        """The number of the heading that begins on this line, if one does."""
        plain = self._lines[at].plain
        found = _HEAD.match(plain)
        if not found or "。" in plain or plain.rstrip().endswith(".") or self._has_tag(at):
            return None
        starts_well = found[2].isupper() or not found[2].isascii()
        return int(found[1]) if starts_well and not _COUNTED.match(plain[found.end() :]) else None

    def _headings(self, begins: int, ends: int) -> None:
        at = begins + 1
        while at < len(self._lines):
            number = self._number(at) if self._free(at) else None
            again = at > ends and number in {head.number for head in self._heads}
            if number is None or again:  # part III may count its own statements
                at += 1
                continue
            block = self._block(at, number)
            for each in block:
                self._put(each, Place.HEADING)
            lines = [self._lines[each] for each in block]
            found = _HEAD.match(lines[0].plain)
            words = " ".join(line.words.strip() for line in lines)
            first = lines[0].plain[found.end() :].strip() if found else ""
            glue = "" if words and not words.isascii() else " "
            title = glue.join([first, *(line.words.strip() for line in lines[1:])])
            numbers = tuple(line.number for line in lines)
            self._heads.append(Head(number, title, lines[0].page, numbers, at))
            at = block[-1] + 1

    def _block(self, at: int, number: int) -> list[int]:
        """The lines of one heading: to the end of the known title, else as far as it goes on."""
        run = [each for each in self._run(at) if each == at or not self._indented(each)]
        run = run[: next((n for n in range(1, len(run)) if run[n] != run[n - 1] + 1), len(run))]
        title = _squeezed(self._titles.get(number, ""))
        found = _HEAD.match(self._lines[at].plain)
        said = _squeezed(self._lines[at].plain[found.end() :]) if found else ""
        if title and title.startswith(said):
            block = [at]
            for each in run[1:]:
                said += _squeezed(self._lines[each].plain)
                if not title.startswith(said):
                    break
                block.append(each)
            return block
        ends = _SENTENCE.search(" ".join(self._lines[each].plain for each in run))
        if not ends and len(run) <= _LONGEST_HEAD:
            return run
        return run[: self._goes_on(run)]

    def _goes_on(self, run: list[int]) -> int:
        """How many lines a heading fills whose title is not known and below which efforts begin at once."""
        lines = [self._lines[at].plain.strip() for at in run[:_LONGEST_HEAD]]
        if not lines[0].isascii():
            stopped = next((n for n, line in enumerate(lines) if _stops(line)), len(lines))
            return next((n + 1 for n in range(stopped) if _NOUN.search(lines[n])), 1)
        return 1 + next((n for n, line in enumerate(lines[1:]) if not line[:1].islower()), 0)

    def _indented(self, at: int) -> bool:
        words = self._lines[at].words
        return len(words) - len(words.lstrip()) > self.indent

    @property
    def indent(self) -> int:
        """How far most lines stand from the edge; one more marks a group's first effort."""
        leads = Counter(
            len(line.words) - len(line.words.lstrip())
            for line in self._lines
            if line.place is not Place.BLANK
        )
        return min(leads, key=lambda lead: (-leads[lead], lead)) if leads else 0

    def _regions(self, begins: int, ends: int) -> None:
        marks = [at for at, line in enumerate(self._lines) if line.place is Place.PART]
        for at in range(len(self._lines)):
            if not self._free(at):
                continue
            if at < begins:
                first = marks[0] if marks else begins
                self._put(at, Place.TITLE if at < first else Place.STATE)
            elif at > ends:
                self._put(at, Place.ISSUES)


def _part_again(part: int, line: int) -> Text:
    return Text(
        ja="{1}行目に、部の見出し{0}がまた、または順序と違う所に現れます。",
        en="On line {1} the heading of part {0} comes again, or out of order.",
    ).format("I" * part, line)


def _stops(plain: str) -> bool:
    return "。" in plain or plain.rstrip().endswith(".")


def _squeezed(words: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", words)).lower()
