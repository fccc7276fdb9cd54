"""The notes of a series, numbered: what is counted, how not to read it, footnotes, definitions and breaks."""

from collections.abc import Iterator
from dataclasses import dataclass

from mamori.kernel.quantities import digits
from mamori.kernel.text import Text
from mamori.statistics.print import wording
from mamori.statistics.print.records import whole_year
from mamori.statistics.rules.series import Break, Definition, Series


@dataclass(frozen=True, slots=True)
class Note:
    """``about``: the break or the definition it tells of; none where it is a note to every value."""

    number: int
    kind: Text
    words: Text
    about: Break | Definition | None = None

    def mark(self, language: str) -> str:
        """``[note 2]`` or ``[注2]``: brackets, never a raised digit or a colour."""
        return wording.MARK.format(self.number).in_(language)


def notes(series: Series) -> tuple[Note, ...]:
    return tuple(Note(number, *told) for number, told in enumerate(_told(series), start=1))


def travelling(series: Series) -> tuple[Text, ...]:
    """The footnotes that go with every figure (§1.4), and how not to read it."""
    return series.footnotes + ((series.care,) if series.care is not None else ())


def _told(series: Series) -> Iterator[tuple[Text, Text, Break | Definition | None]]:
    for footnote in series.footnotes:
        yield wording.FOOTNOTE, footnote, None
    if series.care is not None:
        yield wording.CARE, series.care, None
    for definition in series.definitions:
        yield _definition_kind(series, definition), definition.text, definition
    for found in series.breaks:
        kind = wording.BREAK.format(whole_year(series, found.year))
        yield kind, _break_words(found), found


def _definition_kind(series: Series, definition: Definition) -> Text:
    if definition.first is None:
        return wording.DEFINITION.format(definition.version)
    year = whole_year(series, definition.first)
    return wording.DEFINITION_FROM.format(definition.version, year)


def _break_words(found: Break) -> Text:
    end = Text("。", ".")
    words = [Text(f"{found.what.ja}{end.ja}", f"{found.what.en}{end.en}"), wording.NOT_COMPARED]
    if found.before is not None:
        before = found.before
        words.append(
            Text(
                wording.COUNTED_OLD.ja.format(digits(before, "ja")),
                wording.COUNTED_OLD.en.format(digits(before, "en")),
            )
        )
    return Text("".join(w.ja for w in words), " ".join(w.en for w in words))
