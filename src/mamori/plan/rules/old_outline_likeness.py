"""Which of several known texts a text is most like: a proposal for a person, or a warning; never proof."""

import re
from collections import Counter
from typing import Generic, TypeVar

from mamori.kernel.text import Language

_LEAD = 1.25  # times the likeness of the next, before one is clearly the most like
Key = TypeVar("Key", int, str)


class Likeness(Generic[Key]):
    """Which of several texts a text is most like, by the words they share and nobody else has."""

    def __init__(self, known: tuple[tuple[Key, str], ...], language: Language) -> None:
        self.language = language
        self.known: list[tuple[Key, frozenset[str]]] = [
            (key, terms(words, language)) for key, words in known
        ]
        spread: Counter[str] = Counter()
        for _, shared in self.known:
            spread.update(shared)
        self.weight = {term: 1 / count for term, count in spread.items()}

    def scores(self, words: str) -> dict[Key, float]:
        """The best likeness of each key's texts."""
        said = terms(words, self.language)
        found: dict[Key, float] = {}
        for key, shared in self.known:
            score = sum(self.weight[term] for term in shared & said)
            found[key] = max(score, found.get(key, 0.0))
        return found

    def key_of(self, words: str) -> Key | None:
        """The one it is clearly most like, or None."""
        ranked = sorted(self.scores(words).items(), key=lambda each: -each[1])
        if not ranked or not ranked[0][1]:
            return None
        second = ranked[1][1] if len(ranked) > 1 else 0.0
        return ranked[0][0] if ranked[0][1] >= second * _LEAD else None


def terms(words: str, language: Language) -> frozenset[str]:
    """What a text is about: stems in English, pairs of kanji and katakana in Japanese."""
    if language is Language.EN:
        return frozenset(word[:6] for word in re.findall(r"[a-z]{4,}", words.lower()))
    runs = re.findall(r"[\u4e00-\u9fff\u30a1-\u30ff]+|[A-Za-z]{2,}", words)
    return frozenset(run[n : n + 2] for run in runs for n in range(len(run) - 1))
