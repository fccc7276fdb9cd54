"""Trends in a text: computed sentences, and the words nobody writes by hand. Policy: docs/policy/plan.md §5.3."""

from collections.abc import Callable

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text

Claims = Callable[[str], Text]  # §5.3 the sentence of a claim, or its refusal


class NoClaimHere(Refused):
    code = "no_claim_here"


def no_claims(reference: str) -> Text:
    raise NoClaimHere(
        Text(
            ja="計算した文（{{claim:…}}）は第III部にだけ書けます。",
            en="A computed sentence ({{claim:…}}) stands in section III only.",
        ).format()
    )


def may_not_stand(word: str) -> Text:
    """Why a trend word is refused, and what to write."""
    return Text(
        ja="「{0}」は、計算して確かめた動きがなければ書けません。数だけを書くか、第III部で"
        "{{claim:系列.主張}} と書いて計算した文を入れてください。",
        en="“{0}” may stand only with a trend that was computed and tested. Print the figures alone, "
        "or in section III write {{claim:series.kind}} for the computed sentence.",
    ).format(word)
