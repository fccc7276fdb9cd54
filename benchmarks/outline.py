"""The whole Outline in two languages as PDF, Word and HTML: ours beside the bare libraries."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from html import unescape
from itertools import count

from django.db import transaction
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from benchmarks import bare, caches, world
from benchmarks.measure import Progress, Taken, Work, in_turns, once, ratio, taken
from mamori.helplines import queries as helplines
from mamori.helplines.queries import Number
from mamori.kernel.text import Language, Text
from mamori.plan import files, queries
from mamori.plan.actions import editions
from mamori.plan.rules.outline import Outline, Piece, Sentence

PROMISED_SECONDS, PROMISED_RATIO = 0.8, 1.5
FREEZE_SECONDS = 1.5
MEASURES = 88
SIZES = (26, 88, 260, 880)
PLAN = "2017"

_unseen = count(1)


@dataclass(frozen=True, slots=True)
class Beside:
    """``bare`` is empty where no library does that part alone."""

    name: str
    ours: Taken
    bare: Taken | None = None

    @property
    def ratio(self) -> float | None:
        return None if self.bare is None else ratio(self.ours, self.bare)


@dataclass(frozen=True, slots=True)
class Size:
    efforts: int
    read: Taken
    written: Taken


def filled() -> None:
    """An Outline of each size, in a plan of 88 measures."""
    world.promised(PLAN, MEASURES)
    for size in SIZES:
        world.outline(_key(size), PLAN, date(2018, 4, 1), efforts=size)


def beside(runs: int, progress: Progress) -> list[Beside]:
    """The whole first, then its parts."""
    value = queries.outline(_key(MEASURES))
    _same_pages(value)
    whole = ("PDF + Word + HTML, two languages", _all_ours, _all_bare)
    parts = (
        whole,
        ("  PDF", _ours("pdf"), lambda ready: [bare.pdf(r) for r in ready]),
        ("  Word", _ours("docx"), lambda ready: [bare.docx(r) for r in ready]),
        ("  HTML", _ours("html"), lambda ready: [bare.page(r) for r in ready]),
    )
    found = []
    for name, ours, theirs in parts:
        progress.say(f"the Outline, {MEASURES} efforts: {name.strip()}")
        rounds = [_round(value, ours, theirs) for _ in range(runs)]
        found.append(Beside(name, *in_turns(rounds)))
    found.append(Beside("all of it again, remembered", taken(lambda: _all_ours(value), runs)))
    found.append(Beside("reading it", taken(lambda: queries.outline(_key(MEASURES)), runs)))
    return found


def frozen(runs: int, progress: Progress) -> Taken:
    """The bundle, its digest and every file in both languages, kept in the database."""
    progress.say(f"an edition of {MEASURES} efforts is frozen")
    value = queries.outline(_key(MEASURES))
    return Taken(tuple(once(_cold(_kept, _unlike(value))) for _ in range(runs)))


def _kept(value: Outline) -> None:
    with transaction.atomic():
        editions._kept(value, world.AT, world.AT, round_=None)
        transaction.set_rollback(True)


def growth(progress: Progress) -> list[Size]:
    """From one size to ten times as much."""
    sizes = []
    for size in SIZES:
        progress.say(f"the Outline grows: {size} efforts")
        read_it = partial(queries.outline, _key(size))
        value, runs = read_it(), 3 if size < SIZES[-1] else 1
        written = [once(_cold(_all_ours, _unlike(value))) for _ in range(runs)]
        sizes.append(Size(size, taken(read_it, 5), Taken(tuple(written))))
    return sizes


def _round(
    value: Outline,
    ours: Callable[[Outline], object],
    theirs: Callable[[list[bare.Prepared]], object],
) -> tuple[Work, Work]:
    ready = [bare.prepared(_unlike(value), language, _lines(value)) for language in Language]
    return _cold(ours, _unlike(value)), lambda: theirs(ready)


def _cold(ours: Callable[[Outline], object], value: Outline) -> Work:
    def work() -> object:
        caches.forget()
        return ours(value)

    return work


def _all_ours(value: Outline) -> None:
    for form in ("pdf", "docx", "html"):
        _ours(form)(value)


def _all_bare(ready: list[bare.Prepared]) -> None:
    for one in ready:
        bare.pdf(one)
        bare.docx(one)
        bare.page(one)


def _ours(form: str) -> Callable[[Outline], object]:
    def made(value: Outline) -> list[object]:
        if form == "html":
            return [_page(value, language) for language in Language]
        return [files.outline_file(value, form, language) for language in Language]

    return made


def _page(value: Outline, language: Language) -> str:
    with translation.override(language.value):
        request = RequestFactory().get(f"/{language}/outline/{value.key}/")
        return render_to_string("plan/outline.html", files.page(value), request)


def _lines(value: Outline) -> tuple[Number, ...]:
    return tuple(n for n in helplines.numbers_at(value.issued_on) if n.urgent)


def _unlike(value: Outline) -> Outline:
    """The same Outline with texts never set before: Typst remembers what it has laid out once."""
    mark = "".join(chr(0x3042 + int(digit) * 2) for digit in f"{next(_unseen):05}")

    def marked(s: Sentence) -> Sentence:
        return Sentence(
            Text(s.text.ja + mark, f"{s.text.en} {mark}"),
            (*s.ja, Piece(mark)),
            (*s.en, Piece(f" {mark}")),
        )

    pillars = (
        replace(p, efforts=tuple(replace(e, sentence=marked(e.sentence)) for e in p.efforts))
        for p in value.pillars
    )
    return replace(value, pillars=tuple(pillars))


def _same_pages(value: Outline) -> None:
    """The peer is honest: byte for byte the same PDF, and every effort on its page."""
    for language in Language:
        ready = bare.prepared(value, language, _lines(value))
        assert bare.pdf(ready) == files.outline_file(value, "pdf", language)
        shown = unescape(bare.page(ready))
        assert all(e.sentence.text.in_(language) in shown for e in value.efforts)


def _key(size: int) -> str:
    return f"BENCH-{size}"
