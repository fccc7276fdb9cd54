"""Every number in a text is a reference to a quantity, so that no figure is ever retyped.

Policy: docs/policy/plan.md, section 2. A reference stands in braces: ``{participants}`` writes the
whole quantity in the language's own way, ``{children:as_of}`` the day it stands for,
``{participants:number}`` qualifier and digits only, ``{I.key}`` a figure of section I,
``{line:189}`` a telephone number, which is a name and not a count, and ``{claim:series.kind}`` the
sentence a computed claim writes.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from mamori.kernel.quantities import Quantity, as_of_words, parts, written
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Language, Text
from mamori.plan.rules.outline import Piece, Sentence
from mamori.plan.rules.trends import Claims, may_not_stand, no_claims
from mamori.statistics.rules.trend_words import needed

REFERENCE = re.compile(r"\{([^{}]*)\}")
SHAPE = re.compile(
    r"(?:(?P<line>line):(?P<number>[#\d-]+)|claim:(?P<claim>[a-z0-9_]+\.[a-z_]+)|(?P<key>[A-Za-z_][\w.]*)(?::(?P<form>\w+))?)"
)
KANJI_NUMERAL = re.compile("[〇一二三四五六七八九十百千万億兆]{2,}")  # §2.2
NOT_A_NUMBER = ("十分", "万一", "千万", "十二分", "一一", "百万遍")  # §2.2 words that count nothing
NUMERIC = frozenset({"Nd", "Nl", "No"})  # §2.2 Unicode: decimal digits, Ⅲ, ①


class Form(StrEnum):
    """How a reference writes its quantity."""

    WHOLE = "whole"
    NUMBER = "number"
    AS_OF = "as_of"


class NotBound(Refused):
    code = "text_not_bound"

    def __init__(self, problems: tuple["Problem", ...]) -> None:
        super().__init__(
            Text(
                ja="".join(problem.reason.ja for problem in problems),
                en=" ".join(problem.reason.en for problem in problems),
            )
        )
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a text: in which language, at which character (from 0), and the fix."""

    language: Language
    at: int
    reason: Text


def problems(
    text: Text,
    quantities: Mapping[str, Quantity],
    lines: frozenset[str],
    claims: Claims = no_claims,
) -> list[Problem]:
    """Everything that keeps a text somebody wrote from being printed; empty if nothing does."""
    return [*_unbound(text, quantities, lines, claims), *trends(text)]


def _unbound(
    text: Text, quantities: Mapping[str, Quantity], lines: frozenset[str], claims: Claims
) -> list[Problem]:
    found = [
        problem
        for language in Language
        for problem in (
            *_bare_numbers(text.in_(language), language),
            *_bad_references(text.in_(language), language, quantities, lines, claims),
        )
    ]
    return found or _unequal(text, quantities)


def bound(
    text: Text,
    quantities: Mapping[str, Quantity],
    lines: frozenset[str],
    claims: Claims = no_claims,
) -> Sentence:
    """The sentence with its figures in place; refuses what cannot be bound.

    Of what is kept already the words are not judged: an older Outline is printed as it was published.
    """
    wrong = _unbound(text, quantities, lines, claims)
    if wrong:
        raise NotBound(tuple(wrong))
    ja = tuple(_pieces(text.ja, Language.JA, quantities, claims))
    en = tuple(_pieces(text.en, Language.EN, quantities, claims))
    whole = Text(ja="".join(p.words for p in ja), en="".join(p.words for p in en))
    return Sentence(whole, ja, en)


def with_prefix(sentence: Sentence, prefix: str) -> Sentence:
    """The same sentence, its figures named within the whole Outline: ``E07.participants``."""

    def named(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
        return tuple(
            Piece(p.words, f"{prefix}.{p.figure}") if p.figure is not None else p for p in pieces
        )

    return Sentence(sentence.text, named(sentence.ja), named(sentence.en))


def references(words: str) -> set[str]:
    """The quantities a text speaks of, telephone numbers left out."""
    found = (SHAPE.fullmatch(inside) for inside in REFERENCE.findall(words))
    return {match["key"] for match in found if match and match["key"]}


def trends(text: Text) -> list[Problem]:
    """§5.3 A trend word stands in a computed sentence only, and that is a reference here."""
    typed = Text(*(REFERENCE.sub(_blank, text.in_(language)) for language in Language))
    return [Problem(w.language, w.start, may_not_stand(w.word)) for w in needed(typed)]


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def _bare_numbers(words: str, language: Language) -> list[Problem]:
    bare = REFERENCE.sub(_blank, words)
    found = [
        (match.start() + at, run)
        for match in re.finditer(r"\d+(?:[.,]\d+)+|[^\W_]+", bare)
        if not match[0].isalpha()  # most words: letters only, and no letter counts
        for at, run in _runs(match[0])
        if any(map(_counts, run))
    ]
    found += [
        (match.start(), sign)
        for match in re.finditer(r"[^\w\s]", bare)
        if unicodedata.category(sign := match[0]) in NUMERIC
    ]
    found += [
        (match.start(), match[0])
        for match in KANJI_NUMERAL.finditer(bare)
        if not any(
            bare.startswith(word, match.start()) and len(match[0]) <= len(word)
            for word in NOT_A_NUMBER
        )
    ]
    return [Problem(language, at, _bare(at, what)) for at, what in sorted(set(found))]


def _runs(word: str) -> Iterator[tuple[int, str]]:
    """Japanese parts no words: in a run of it the number is named, not the run."""
    plain = groupby(enumerate(word), lambda at: at[1].isascii() or _counts(at[1]))
    for named, signs in plain:
        run = list(signs)
        if named:
            yield run[0][0], "".join(sign for _, sign in run)


def _counts(sign: str) -> bool:
    return unicodedata.category(sign) in NUMERIC


def _bare(at: int, what: str) -> Text:
    return Text(
        ja="{at}文字目の「{what}」は直接書かれた数です。数量として登録し、{{名前}} の形で参照してください。",
        en="“{what}” at character {at} is a bare number. Record it as a quantity and refer to it as "
        "{{its_key}}.",
    ).format(at=at + 1, what=what)


def _bad_references(
    words: str,
    language: Language,
    quantities: Mapping[str, Quantity],
    lines: frozenset[str],
    claims: Claims,
) -> list[Problem]:
    found = []
    for match in REFERENCE.finditer(words):
        reason = _wrong_with(match[1], quantities, lines, claims)
        if reason:
            found.append(Problem(language, match.start(), reason))
    stray = re.search(r"[{}]", REFERENCE.sub(_blank, words))
    if stray:
        reason = Text(
            ja="{at}文字目の波括弧が対になっていません。参照は {{名前}} と書きます。",
            en="The brace at character {at} has no partner. A reference is written {{its_key}}.",
        ).format(at=stray.start() + 1)
        found.append(Problem(language, stray.start(), reason))
    return found


def _wrong_with(
    inside: str, quantities: Mapping[str, Quantity], lines: frozenset[str], claims: Claims
) -> Text | None:
    match = SHAPE.fullmatch(inside)
    if match is None or (match["form"] and match["form"] not in set(Form)):
        return Text(
            ja="「{{{0}}}」は参照として読めません。例: {{participants}}、{{children:as_of}}、{{line:189}}",
            en="“{{{0}}}” is not a reference. Write {{participants}}, {{children:as_of}} or {{line:189}}.",
        ).format(inside)
    if match["line"]:
        return None if match["number"] in lines else _unknown(match["number"], sorted(lines))
    if match["claim"]:
        try:
            claims(match["claim"])
        except Refused as refusal:
            return refusal.message
        return None
    if match["key"] not in quantities:
        return _unknown(match["key"], sorted(quantities))
    if match["form"] == Form.AS_OF and quantities[match["key"]].as_of is None:
        return Text(
            ja="数量「{0}」には時点（as_of）がありません。",
            en="The quantity “{0}” has no as-of date to write.",
        ).format(match["key"])
    return None


def _unknown(what: str, known: list[str]) -> Text:
    return Text(
        ja="「{0}」という数量はありません。あるもの: {1}",
        en="There is no quantity “{0}” here. There are: {1}.",
    ).format(what, ", ".join(known) or "–")


def _unequal(text: Text, quantities: Mapping[str, Quantity]) -> list[Problem]:
    """§2.3 and §2.4: both languages speak of the same quantities, and none goes unsaid."""
    own = {key for key in quantities if "." not in key}  # a dotted key belongs to section I
    said = {language: references(text.in_(language)) for language in Language}
    everything = own | said[Language.JA] | said[Language.EN]
    return [
        Problem(language, 0, _unsaid(key, language))
        for language in Language
        for key in sorted(everything - said[language])
    ]


def _unsaid(key: str, language: Language) -> Text:
    name = {Language.JA: Text("日本語", "Japanese"), Language.EN: Text("英語", "English")}[language]
    return Text(
        ja="{name}の文が数量「{key}」に触れていません。{{{key}}} を入れるか、数量を消してください。",
        en="The {name} text does not say the quantity “{key}”. Put {{{key}}} in it, or remove the quantity.",
    ).format(name=name, key=key)


def _pieces(
    words: str, language: Language, quantities: Mapping[str, Quantity], claims: Claims
) -> list[Piece]:
    pieces, end = [], 0
    for match in REFERENCE.finditer(words):
        if words[end : match.start()]:
            pieces.append(Piece(words[end : match.start()]))
        shape = SHAPE.fullmatch(match[1])
        assert shape is not None  # noqa: S101 - `problems` has refused any other
        if shape["line"]:
            pieces.append(Piece(shape["number"]))
        elif shape["claim"]:
            pieces.append(Piece(claims(shape["claim"]).in_(language)))
        else:
            form = Form(shape["form"] or Form.WHOLE)
            pieces.append(Piece(say(quantities[shape["key"]], form, language), shape["key"]))
        end = match.end()
    if words[end:]:
        pieces.append(Piece(words[end:]))
    return pieces


def say(quantity: Quantity, form: Form, language: Language) -> str:
    """The words a reference of that form stands for."""
    if form is Form.AS_OF:
        return as_of_words(quantity, language)
    if form is Form.NUMBER:
        p = parts(quantity, language)
        return f"{p.qualifier}{' ' if p.qualifier and language is Language.EN else ''}{p.digits}"
    return written(quantity, language)
