"""Cuts what stands between the headings into efforts, each ending in its owner tag."""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from mamori.kernel.text import Language
from mamori.plan.rules.old_outline_lines import Line, Place, Sheet
from mamori.plan.rules.old_outline_tags import BROKEN, BULLET, TAG, Tag, tag_of

_STOPS = ".。!?！？”」』)）"
_GOES_ON = "のとがはをにでもへや及並又、，,;；:"
_STOPPED_BRACKET = re.compile(r"[.。]\s*[\[［〔【]|[\]］〕】]\s*[.。]\s*\S")
_BROKEN_WORD = re.compile(r"\w+[-‐]\s*\n\s*\w+")
_WORD = r"[A-Za-zÀ-ÿ]+"


class Break(StrEnum):
    """What stands before a piece."""

    NONE = "none"
    BLANK = "blank"  # a blank line, be it with a heading on the same page
    PERHAPS = "perhaps"  # a heading, a page's end or another part, which may or may not part groups


@dataclass(frozen=True, slots=True)
class Span:
    """From one sign of a line to another; ``at`` is the line's place among all lines."""

    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """An effort, or words that should have been one. ``spaced``: the extra blank of a displaced box.

    ``heading_before``: whether a heading stands between it and what came before. ``run_together``:
    it may be two.
    """

    words: str
    tag: Tag | None
    broken: bool
    bullet: bool
    spaced: bool
    parted: Break
    heading_before: bool
    run_together: bool
    spans: tuple[Span, ...]
    page: int

    def lines(self, sheet: Sheet) -> tuple[int, ...]:
        return tuple(dict.fromkeys(sheet.lines[span.at].number for span in self.spans))


@dataclass(frozen=True, slots=True)
class _Start:
    """A line among the joined signs: where it begins there, and what stood before it."""

    sign: int
    at: int
    gap: frozenset[str]


class _Block:
    """Lines that no bare blank line parts, joined into one text that remembers where each sign stood."""

    def __init__(self, language: Language, whole: str, indent: int) -> None:
        self.language, self.whole, self.indent = language, whole, indent
        self.words = ""
        self.stood: list[tuple[int, int]] = []
        self.starts: list[_Start] = []
        self.lines: list[Line] = []

    def add(self, at: int, line: Line, gap: frozenset[str]) -> None:
        body = line.words.strip()
        lead = len(line.words) - len(line.words.lstrip())
        glue = self._glue(body) if self.words else ""
        self.words += glue
        self.stood += [self.stood[-1]] * len(glue) if glue else []
        self.starts.append(_Start(len(self.words), at, gap))
        self.lines.append(line)
        self.words += body
        self.stood += [(at, lead + n) for n in range(len(body))]

    def _glue(self, body: str) -> str:
        """What joins a line to the next: nothing after a hyphen that only broke a word."""
        last, first = self.words[-1], body[0]
        in_word = self.words[-2:-1].isalpha() and len(self.words) - 1 > self.starts[-1].sign
        if last == "\u00ad" and in_word:
            self._drop()
            return ""
        if last in "-‐" and first.islower() and in_word:
            if not self._keeps_hyphen(body):
                self._drop()
            return ""
        both_latin = last.isascii() and first.isascii()
        return " " if both_latin or self.language is Language.EN else ""

    def _drop(self) -> None:
        self.words = self.words[:-1]
        self.stood.pop()

    def _keeps_hyphen(self, body: str) -> bool:
        """A compound like "child-rearing" keeps it: where it stands so elsewhere, or both are words."""
        before, after = re.search(_WORD + r"$", self.words[:-1]), re.match(_WORD, body)
        if before is None or after is None:
            return True
        one, two = before[0].lower(), after[0].lower()
        unbroken = _BROKEN_WORD.sub(" ", self.whole.lower())
        said = set(re.findall(r"[a-zà-ÿ]+(?:-[a-zà-ÿ]+)*", unbroken))
        if one + two in said:
            return False
        return f"{one}-{two}" in said or (one in said and two in said)

    def start_at(self, sign: int) -> _Start | None:
        return next((start for start in self.starts if start.sign == sign), None)

    def spans(self, begin: int, end: int) -> tuple[Span, ...]:
        by_line: dict[int, tuple[int, int]] = {}
        for at, column in self.stood[begin:end]:
            low, high = by_line.get(at, (column, column))
            by_line[at] = (min(low, column), max(high, column))
        last = max(by_line, default=-1)
        ends = {start.at: line for start, line in zip(self.starts, self.lines, strict=True)}
        return tuple(
            Span(at, low, high + 1 if at == last else len(ends[at].words.rstrip()))
            for at, (low, high) in by_line.items()
        )


def pieces_of(sheet: Sheet, language: Language) -> tuple[Piece, ...]:
    """Every piece in the order of the text."""
    whole = "\n".join(line.words for line in sheet.lines)
    bullets = sum(
        line.place is Place.EFFORT and BULLET.match(line.words) is not None for line in sheet.lines
    )
    cut = _Cut(bulleted=bullets > 2)
    found: list[Piece] = []
    for gap, block in _blocks(sheet, language, whole):
        found += cut.pieces(block, gap)
    return tuple(found)


def _blocks(sheet: Sheet, language: Language, whole: str) -> list[tuple[frozenset[str], _Block]]:
    blocks: list[tuple[frozenset[str], _Block]] = []
    gap: set[str] = {"start"}
    page = 1
    for at, line in enumerate(sheet.lines):
        if line.page != page:
            gap.add("page")
            page = line.page
        if line.place is not Place.EFFORT:
            gap.add(line.place.value)
            continue
        if not blocks or _break(frozenset(gap)) is Break.BLANK:
            blocks.append((frozenset(gap), _Block(language, whole, sheet.indent)))
        blocks[-1][1].add(at, line, frozenset(gap))
        gap = set()
    return blocks


class _Cut:
    def __init__(self, *, bulleted: bool) -> None:
        self.bulleted = bulleted

    def pieces(self, block: _Block, gap: frozenset[str]) -> list[Piece]:
        ends: dict[int, tuple[Tag | None, bool]] = {}
        begins = {0} | {
            start.sign
            for start, line in zip(block.starts, block.lines, strict=True)
            if BULLET.match(line.words)
        }
        for tag in TAG.finditer(block.words):
            end = self._past(block.words, tag.end())
            if self._is_end(block, tag.start(), end):
                ends[end] = (tag_of(tag), False)
        for broken in BROKEN.finditer(block.words):
            end = self._past(block.words, broken.end())
            if block.start_at(self._next(block.words, end)) or end == len(block.words):
                ends.setdefault(end, (None, True))
        cuts = sorted({0, *begins, *(self._next(block.words, end) for end in ends)})
        cuts = [cut for cut in cuts if cut < len(block.words)] + [len(block.words)]
        return [self._piece(block, begin, end, ends) for begin, end in pairwise(cuts)]

    def _is_end(self, block: _Block, start: int, end: int) -> bool:
        """Whether the bracket ends an effort, or only stands in the running text."""
        words, following = block.words, self._next(block.words, end)
        if following >= len(words):
            return True
        line, stopped = block.start_at(following), _stopped(words, start, end)
        crosses = line is not None and bool(line.gap - {Place.BLANK.value})
        heading = line is not None and Place.HEADING.value in line.gap
        if BULLET.match(words[following:]) or heading or (crosses and stopped):
            return True
        if self.bulleted:
            return crosses
        if words[following].islower() or words[following] in _GOES_ON:
            return False
        return stopped or line is not None

    @staticmethod
    def _past(words: str, end: int) -> int:
        return end + 1 if words[end : end + 1] in (".", "。") else end

    @staticmethod
    def _next(words: str, end: int) -> int:
        return end + len(words[end:]) - len(words[end:].lstrip())

    def _piece(
        self, block: _Block, begin: int, end: int, ends: dict[int, tuple[Tag | None, bool]]
    ) -> Piece:
        stop = begin + len(block.words[begin:end].rstrip())
        tag, broken = ends.get(stop, (None, False))
        whole = block.words[begin:stop]
        bullet = BULLET.match(whole)
        words = whole[bullet.end() :] if bullet else whole
        line = block.start_at(begin)
        spans = block.spans(begin, stop)
        source = next(
            each
            for start, each in zip(block.starts, block.lines, strict=True)
            if start.at == spans[0].at
        )
        lead = len(source.words) - len(source.words.lstrip())
        gap = line.gap if line else frozenset()
        said = _without_tag(words) if tag else words.strip()
        return Piece(
            words=said,
            tag=tag,
            broken=broken,
            bullet=bullet is not None,
            spaced=line is not None and lead > block.indent,
            parted=_break(gap),
            heading_before=Place.HEADING.value in gap,
            run_together=_run_together(said),
            spans=spans,
            page=source.page,
        )


def _stopped(words: str, start: int, end: int) -> bool:
    """Whether a sentence ends just before the bracket, or just behind it."""
    return words[:start].rstrip()[-1:] in _STOPS or words[end - 1] in ".。"


def _run_together(words: str) -> bool:
    """Whether a sentence ends before a bracket inside, so that this may be two efforts."""
    inner = any(_stopped(words, tag.start(), tag.end()) for tag in TAG.finditer(words))
    return inner or _STOPPED_BRACKET.search(words) is not None


def _break(gap: frozenset[str]) -> Break:
    if not gap:
        return Break.NONE
    if gap == {Place.BLANK.value}:
        return Break.BLANK
    if "page" not in gap and {Place.BLANK.value, Place.HEADING.value} <= gap:
        return Break.BLANK
    return Break.BLANK if "start" in gap or Place.PART.value in gap else Break.PERHAPS


def _without_tag(words: str) -> str:
    last = [*TAG.finditer(words)][-1]
    before, after = words[: last.start()].rstrip(), words[last.end() :].strip()
    return before if before[-1:] in ".。" else before + after
