"""What is asked at a counter, one question after the other. Policy: docs/policy/activities.md §2.13."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from mamori.activities.rules.kinds import Choice, Condition, Counter, Field, Kind, Shape
from mamori.activities.rules.wording import YES_NO
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

CHOSEN = (Shape.YES_NO, Shape.CHOICE)  # §2.13 nothing is typed
YES_OR_NO = tuple(Choice(key, words) for key, words in YES_NO.items())
Answers = Mapping[str, str]


class NoCounter(Refused):
    code = "no_counter"
    status = 404

    def __init__(self, kind: Kind) -> None:
        words = Text("「{0}」に窓口の用紙はありません。", "“{0}” has no form for a counter.")
        super().__init__(words.format(kind.title))


@dataclass(frozen=True, slots=True)
class Question:
    """``step`` counts from one."""

    own: Field
    step: int

    @property
    def choices(self) -> tuple[Choice, ...]:
        return choices(self.own)


def counter_of(kind: Kind) -> Counter:
    if kind.counter is None:
        raise NoCounter(kind)
    return kind.counter


def questions(kind: Kind) -> tuple[Field, ...]:
    """In the order they are asked; whether one is asked depends on the answers before."""
    return tuple(own for own in kind.fields if own.shape in CHOSEN)


def choices(own: Field) -> tuple[Choice, ...]:
    return YES_OR_NO if own.shape is Shape.YES_NO else own.choices


def answered(kind: Kind, given: Answers) -> dict[str, str]:
    """Of what was sent the answers to questions that are asked, in their order, up to the first gap."""
    found: dict[str, str] = {}
    for own in _asked(kind, found):
        value = given.get(own.key, "")
        if value not in {choice.key for choice in choices(own)}:
            break
        found[own.key] = value
    return found


def next_question(kind: Kind, found: Answers) -> Question | None:
    """None once everything is answered."""
    for own in _asked(kind, found):
        if own.key not in found:
            return Question(own, len(found) + 1)
    return None


def one_back(found: Answers) -> dict[str, str]:
    """Without the last answer."""
    return dict(list(found.items())[:-1])


def depends_on(kind: Kind, own: Field) -> tuple[Text, Text] | None:
    """On paper: the question and the answer under which this one is asked."""
    condition = own.only_when or own.needed_when
    before = kind.field(condition.field) if condition else None
    if condition is None or before is None:
        return None
    words = [c.words for c in choices(before) if c.key in condition.values]
    either = Text("・".join(w.ja for w in words), " / ".join(w.en for w in words))
    return before.label, either


def _asked(kind: Kind, found: Answers) -> Iterable[Field]:
    """Looks at ``found`` as it grows."""
    for own in questions(kind):
        if _holds(own.only_when or own.needed_when, found):
            yield own


def _holds(condition: Condition | None, found: Answers) -> bool:
    return condition is None or found.get(condition.field, "") in condition.values
