"""One record as a sentence in both languages, by the pattern of its kind.

A pattern refers to ``{agency}``, ``{area}``, a field or a number; ``{children:as_of}`` is the day of a number,
``{languages:name}`` a choice with its capital kept. What stands in [brackets] is left out where one of its
references has no value; a sentence with a gap is never written. Words typed by a person stand in both
languages as they were typed. Policy: docs/policy/activities.md, section 1.
"""

import re
from collections.abc import Iterable
from datetime import date

from mamori.activities.rules.kinds import Field, Kind, Place, Shape
from mamori.activities.rules.records import Activity, Status
from mamori.kernel.periods import day_text
from mamori.kernel.quantities import Quantity, as_of_words, written
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Language, Text, same

REFERENCE = re.compile(r"\{([a-z][a-z0-9_]*)(?::(name|as_of))?\}")
OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
PART = re.compile(rf"{OPTIONAL.pattern}|([^\[\]]+)")
EVERYWHERE = Text("全国", "the whole country")
ALWAYS = ("agency", "area")


class NoSentence(Refused):
    """What was not held is not told as done, and nothing is told with a gap (§2.1)."""

    code = "no_sentence"


class _Gap(Exception):
    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def sentence(activity: Activity, kind: Kind, area_name: Text, agency_name: Text) -> Text:
    """What was done. ``area_name`` is empty for the whole country."""
    if activity.status is not Status.HELD:
        raise NoSentence(
            Text(
                "「{0}」はまだ実施済みではないため、文にできません。",
                "“{0}” was not held, so there is no sentence about it.",
            ).format(kind.title)
        )
    own = _Told(activity, kind, area_name if area_name.ja else EVERYWHERE, agency_name)
    return Text(own.in_(Language.JA), own.in_(Language.EN))


def problems(kind: Kind) -> Iterable[Text]:
    """What keeps the pattern of a kind from always giving a sentence."""
    sides = [kind.sentence.in_(language) for language in Language]
    for side in sides:
        yield from _unknown(kind, side)
        bare = REFERENCE.sub("", OPTIONAL.sub(r"\1", side))
        if re.search(r"[{}\[\]]", bare):
            yield Text(
                "括弧が合いません。{{area}} のような参照と、省ける部分の [ ] だけを使います。",
                "The brackets do not match. Only references like {{area}} and [ ] around what may "
                "be left out are used.",
            ).format()
        yield from _gaps(kind, OPTIONAL.sub("", side))
    ja, en = (sorted(set(REFERENCE.findall(s.replace(":name", "")))) for s in sides)
    if ja != en:
        yield Text(
            "日本語と英語の文が参照する項目が違います。",
            "The Japanese and the English sentence do not refer to the same values.",
        )


def _unknown(kind: Kind, side: str) -> Iterable[Text]:
    for key, form in REFERENCE.findall(side):
        field, number = kind.field(key), kind.number(key)
        if key not in ALWAYS and field is None and number is None:
            words = Text("「{0}」は「{1}」にありません。", "“{0}” is not part of “{1}”.")
            yield words.format(key, kind.key)
        elif field is not None and field.shape is Shape.YES_NO:
            words = Text(
                "「{0}」は「はい」か「いいえ」で、文には入りません。",
                "“{0}” is yes or no; that fits in no sentence.",
            )
            yield words.format(key)
        elif form == "as_of" and number is None:
            words = Text("「{0}」は数ではありません。", "“{0}” is not a number.")
            yield words.format(key)


def _gaps(kind: Kind, side: str) -> Iterable[Text]:
    """References outside brackets that may have no value."""
    for key, form in REFERENCE.findall(side):
        field, number = kind.field(key), kind.number(key)
        free = (
            (field is not None and not field.needed)
            or (number is not None and not number.needed)
            or (key == "area" and kind.place is Place.NONE)
            or form == "as_of"
        )
        if free:
            yield Text(
                "「{0}」は空のことがあるので、[ ] で囲んでください。",
                "“{0}” may be empty: put what depends on it in [ ].",
            ).format(key)


class _Told:
    def __init__(self, activity: Activity, kind: Kind, area: Text, agency: Text) -> None:
        self.activity, self.kind = activity, kind
        self.named = {"area": area, "agency": agency}

    def in_(self, language: Language) -> str:
        told = ""
        for part in PART.finditer(self.kind.sentence.in_(language)):
            try:
                told += self._filled(part[1] or part[2] or "", language)
            except _Gap as gap:
                if part[1] is None:
                    words = Text(
                        "「{0}」が空なので、文にできません。",
                        "“{0}” is empty, so there is no sentence about it.",
                    )
                    raise NoSentence(words.format(self._label(gap.key))) from gap
        return told[:1].upper() + told[1:]

    def _filled(self, part: str, language: Language) -> str:
        return REFERENCE.sub(lambda m: self._value(m[1], m[2] or "", language), part)

    def _value(self, key: str, form: str, language: Language) -> str:
        if key in self.named:
            return self.named[key].in_(language)
        field = self.kind.field(key)
        if field is None:
            return self._number(key, form, language)
        value = self.activity.fields.get(key, "")
        if not value:
            raise _Gap(key)
        return _words(field, value, language, kept=form == "name")

    def _number(self, key: str, form: str, language: Language) -> str:
        own, figure = self.kind.number(key), self.activity.figures.get(key)
        unit = (
            next((u for u in own.units if figure and u.key == figure.unit), None) if own else None
        )
        if figure is None or unit is None or (form == "as_of" and figure.as_of is None):
            raise _Gap(key)
        quantity = Quantity(
            figure.value,
            unit,
            self.activity.days,
            figure.qualifier,
            figure.baseline,
            figure.as_of,
        )
        return (as_of_words if form == "as_of" else written)(quantity, language)

    def _label(self, key: str) -> Text:
        own = self.kind.field(key) or self.kind.number(key)
        return own.label if own else same(key)


def _words(field: Field, value: str, language: Language, *, kept: bool) -> str:
    """Choices in the middle of an English sentence lose their capital, unless it is a name's."""
    if field.shape is Shape.DAY:
        return day_text(date.fromisoformat(value)).in_(language)
    if field.shape not in (Shape.CHOICE, Shape.CHOICES):
        return value
    found = [field.words_of(one).in_(language) for one in value.split(",")]
    if language is Language.JA:
        return "、".join(found)
    found = [words if kept else words[:1].lower() + words[1:] for words in found]
    return " and ".join(part for part in (", ".join(found[:-1]), found[-1]) if part)
