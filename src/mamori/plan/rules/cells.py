"""The fields of a return: what each is called, who fills it, and what may stand in it.

One definition of each field serves the web form, the workbook's cells and the import. Policy:
docs/policy/plan.md, sections 7 and 8. A field's name is the key of a merge: ``text.ja``,
``q.participants.value``.
"""

from dataclasses import dataclass
from enum import StrEnum

from mamori.kernel.quantities import QUALIFIERS, Qualifier
from mamori.kernel.text import Text

KIND, REASON, PART = "kind", "reason", "part"
TEXT_JA, TEXT_EN = "text.ja", "text.en"
SHARED = frozenset({TEXT_JA, TEXT_EN})  # §7.5 of the effort; every other field is one owner's
LONGEST_TEXT = 600  # signs of a published sentence
LONGEST_NOTE = 2000


class Kind(StrEnum):
    """Of an answer."""

    DONE = "done"
    NOTHING = "nothing"


KINDS = {
    Kind.DONE: Text("取組あり", "Something was done"),
    Kind.NOTHING: Text("報告なし", "Nothing to report"),
}
WORDINGS = {
    Qualifier.EXACT: Text("ちょうど", "exactly"),
    Qualifier.ABOUT: QUALIFIERS[Qualifier.ABOUT],
    Qualifier.AT_LEAST: QUALIFIERS[Qualifier.AT_LEAST],
}


class Shape(StrEnum):
    """What a field takes."""

    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Field:
    """``help`` says what would be right; ``choices`` are code and words; ``longest`` in signs."""

    name: str
    label: Text
    help: Text
    shape: Shape = Shape.TEXT
    longest: int = LONGEST_NOTE
    choices: tuple[tuple[str, Text], ...] = ()


MEASURE_FIELDS = (
    Field(
        KIND,
        Text("回答の種類", "Kind of answer"),
        Text("取組があったか、報告なしか。", "Whether something was done, or nothing to report."),
        Shape.CHOICE,
        20,
        tuple((kind.value, words) for kind, words in KINDS.items()),
    ),
    Field(
        TEXT_JA,
        Text("公表する文（日本語）", "Sentence to publish, in Japanese"),
        Text(
            "数は打ち込まず、{名前} の形で数量を差し込む。",
            "Type no digits: refer to a quantity by its {key}.",
        ),
        longest=LONGEST_TEXT,
    ),
    Field(
        TEXT_EN,
        Text("公表する文（英語）", "Sentence to publish, in English"),
        Text(
            "日本語と同じ数量を差し込む。",
            "Refer to the same quantities as the Japanese.",
        ),
        longest=LONGEST_TEXT,
    ),
    Field(
        REASON,
        Text("報告なしの理由", "Why there is nothing to report"),
        Text("報告なしのときは必ず書く。", "Needed when there is nothing to report."),
    ),
    Field(
        PART,
        Text("自府省庁が担った部分", "This owner’s part"),
        Text(
            "共同の施策で、自府省庁が行ったこと。公表はしない。",
            "In a joint measure, what this body did. It is not published.",
        ),
    ),
)


class Part(StrEnum):
    """The fields of one quantity."""

    VALUE = "value"
    QUALIFIER = "qualifier"
    BASELINE = "baseline"
    AS_OF = "as_of"
    SURE = "sure"


QUANTITY_FIELDS = {
    Part.VALUE: Field(
        Part.VALUE,
        Text("数", "Number"),
        Text("2529、2,529、39万 のように。", "Like 2529, 2,529 or 39万."),
        Shape.NUMBER,
        40,
    ),
    Part.QUALIFIER: Field(
        Part.QUALIFIER,
        Text("言い方", "Wording"),
        Text("概数なら「約」を選ぶ。", "Choose “about” for an estimate."),
        Shape.CHOICE,
        20,
        tuple((qualifier.value, words) for qualifier, words in WORDINGS.items()),
    ),
    Part.BASELINE: Field(
        Part.BASELINE,
        Text("変更前の数", "Number before the change"),
        Text("変わったことを示すときだけ。", "Only where a change is to be shown."),
        Shape.NUMBER,
        40,
    ),
    Part.AS_OF: Field(
        Part.AS_OF,
        Text("時点", "As of"),
        Text(
            "期間全体でないときだけ。2018-12-31 のように。",
            "Only where it is not the whole period. Like 2018-12-31.",
        ),
        Shape.DAY,
        20,
    ),
    Part.SURE: Field(
        Part.SURE,
        Text("この数で正しい理由", "Why this number is right"),
        Text(
            "昨年と大きく違うときに書く。",
            "Needed where it is far from last year’s.",
        ),
        longest=LONGEST_NOTE,
    ),
}


PARTS = {part.value: part for part in Part}


def of_quantity(key: str, part: Part) -> str:
    """``q.participants.value``."""
    return f"q.{key}.{part}"


def parted(name: str) -> tuple[str, Part] | None:
    """The quantity and the part that a field's name speaks of; None for a field of the measure."""
    pieces = name.split(".")
    if len(pieces) != 3 or pieces[0] != "q" or pieces[2] not in PARTS:
        return None
    return pieces[1], PARTS[pieces[2]]


# No field is so short that this many signs do not fit.
ALWAYS_FITS = min(known.longest for known in (*MEASURE_FIELDS, *QUANTITY_FIELDS.values()))


def field(name: str) -> Field | None:
    """The definition behind a field's name, or None if a return has no such field."""
    parts = parted(name)
    if parts is not None:
        return QUANTITY_FIELDS[parts[1]]
    return next((known for known in MEASURE_FIELDS if known.name == name), None)
