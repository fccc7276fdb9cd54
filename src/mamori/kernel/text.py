"""Words in two languages, side by side, so that one can never be changed and the other forgotten."""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """The languages every page, document and refusal speaks."""

    JA = "ja"
    EN = "en"

    @property
    def other(self) -> "Language":
        return Language.EN if self is Language.JA else Language.JA


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in Japanese and English."""

    ja: str
    en: str

    def in_(self, language: str) -> str:
        """The words in that language; another language than ``ja`` or ``en`` is a bug."""
        return self.ja if Language(language) is Language.JA else self.en

    def format(self, *values: object, **named: object) -> "Text":
        """Both languages with the same values; a ``Text`` among them is taken language by language."""

        def each(language: Language) -> str:
            def own(value: object) -> object:
                return value.in_(language) if isinstance(value, Text) else value

            template = self.in_(language)
            return template.format(*map(own, values), **{k: own(v) for k, v in named.items()})

        return Text(ja=each(Language.JA), en=each(Language.EN))

    def __str__(self) -> str:
        return self.en


def same(words: str) -> Text:
    """Words that are the same in both languages: a name, a code, a path."""
    return Text(ja=words, en=words)
