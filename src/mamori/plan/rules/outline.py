"""The Outline of Efforts as a value: everything a page, a PDF, a Word file or a program needs of it.

Policy: docs/policy/plan.md. Built by ``queries.outline``; the writers only read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mamori.kernel.counts import Stamp
from mamori.kernel.periods import Period
from mamori.kernel.quantities import Quantity
from mamori.kernel.text import Text

UNKNOWN = Text("", "")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a figure was published. ``cited`` is the whole reference as one line; ``url`` may be empty."""

    key: str
    title: Text
    issuer: Text
    published: date
    cited: Text
    url: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """What a word or a count means. ``footnote`` is printed once a section that uses it (§5.2)."""

    key: str
    version: int
    term: Text
    text: Text
    footnote: bool


def is_count(name: str) -> bool:
    """Whether a value comes from records: slice and count (§13.1). The key of a series has no dot."""
    return "." in name


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity bound to its meaning. ``key`` is unique in its Outline, like ``E07.participants``.

    ``place`` is where in its source it stands, as far as that is known; ``series`` the official series,
    or the count (``activities.safety_classes``), its value was taken from, or empty; ``stamp`` which
    records those were (§13.5).
    """

    key: str
    label: Text
    quantity: Quantity
    definitions: tuple[Definition, ...]
    source: Source
    place: Text = UNKNOWN
    series: str = ""
    stamp: Stamp | None = None

    @property
    def counted(self) -> bool:
        return is_count(self.series)


@dataclass(frozen=True, slots=True)
class Owner:
    abbreviation: str
    name: Text


@dataclass(frozen=True, slots=True)
class Owners:
    """Who answers, in the order the plan prints; ``open_list`` is the printed "etc."."""

    bodies: tuple[Owner, ...]
    open_list: bool

    @property
    def tag(self) -> Text:
        """``[NPA, etc.]`` and 〔警察庁等〕 (§4.2)."""
        ja = "、".join(body.name.ja for body in self.bodies) + ("等" if self.open_list else "")
        names = [body.abbreviation for body in self.bodies] + (["etc."] if self.open_list else [])
        return Text(ja=f"〔{ja}〕", en=f"[{', '.join(names)}]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence. ``figure`` names the figure these words come from, if any."""

    words: str
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text with its figures in place: whole for reading, in pieces for marking up."""

    text: Text
    ja: tuple[Piece, ...]
    en: tuple[Piece, ...]

    def in_(self, language: str) -> tuple[Piece, ...]:
        return self.ja if language == "ja" else self.en


@dataclass(frozen=True, slots=True)
class MeasureName:
    key: str
    title: Text
    provisional: bool


@dataclass(frozen=True, slots=True)
class Effort:
    """What was done. ``number`` runs through the whole Outline, from 1."""

    key: str
    number: int
    sentence: Sentence
    owners: Owners
    figures: tuple[Figure, ...]
    measures: tuple[MeasureName, ...] = ()


@dataclass(frozen=True, slots=True)
class Pillar:
    """A chapter. ``provisional`` tells in which languages the title is not the official one."""

    number: int
    code: str
    title: Text
    short_title: Text
    provisional: frozenset[str]
    efforts: tuple[Effort, ...]
    notes: tuple[Definition, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of section III."""

    key: str
    sentence: Sentence
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """What a correction changed: the key of the effort, statement or figure, before and after."""

    key: str
    before: Text
    after: Text


@dataclass(frozen=True, slots=True)
class Revision:
    """One correction: which revision it made, when and why, and what it changed (§10.3)."""

    number: int
    published_on: date
    reason: Text
    changes: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """One Outline of Efforts. Section I covers ``state_period``, section II ``period`` (§5.1)."""

    key: str  # FY2017
    plan_key: str  # 2017
    plan_name: Text
    period: Period
    state_period: Period
    issuer: Text
    issued_on: date
    state: tuple[Figure, ...]
    state_notes: tuple[Definition, ...]
    pillars: tuple[Pillar, ...]
    issues: tuple[Statement, ...]
    issue_notes: tuple[Definition, ...]
    abbreviations: tuple[Owner, ...]
    sources: tuple[Source, ...] = field(default=())
    highlights: tuple[str, ...] = ()
    revisions: tuple[Revision, ...] = ()

    @property
    def revision(self) -> int:
        """1 as first published; each correction adds one."""
        return 1 + len(self.revisions)

    @property
    def revised_in(self) -> Mapping[str, int]:
        """By the key of an effort, statement or figure: the newest revision that changed it.

        A changed figure marks its effort too.
        """
        changed = ((c.key, r.number) for r in self.revisions for c in r.changes)
        return {name: n for key, n in changed for name in (key.split(".")[0], key)}

    @property
    def efforts(self) -> tuple[Effort, ...]:
        return tuple(effort for pillar in self.pillars for effort in pillar.efforts)

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure once, in the order of the page."""
        of_efforts = (figure for effort in self.efforts for figure in effort.figures)
        of_issues = (figure for issue in self.issues for figure in issue.figures)
        return (*self.state, *of_efforts, *of_issues)

    @property
    def highlighted(self) -> tuple[Figure, ...]:
        """The year in a few figures: those the country's data name, else the first four."""
        by_key = {figure.key: figure for figure in self.figures}
        return tuple(by_key[key] for key in self.highlights if key in by_key) or self.figures[:4]
