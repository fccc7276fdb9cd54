"""The sentence a claim writes where an Outline asks for it, or why it may not stand there.

Policy: docs/policy/statistics.md §5.5. A reference is ``series.kind``: ``csam_offences_child_victims.new_high``.
"""

from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.statistics.rules.claims import Kind, claims
from mamori.statistics.rules.series import Line


class UnknownClaim(Refused):
    code = "unknown_claim"


class DoesNotHold(Refused):
    code = "claim_does_not_hold"


def kind_of(name: str) -> Kind:
    """A word of the closed vocabulary; refuses any other."""
    if name in set(Kind):
        return Kind(name)
    raise UnknownClaim(
        Text(
            ja="「{0}」という主張はありません。あるもの: {1}",
            en="There is no claim “{0}”. There are: {1}.",
        ).format(name, ", ".join(Kind))
    )


def borne(line: Line, name: str, year: int) -> Text:
    """The computed sentence; one that does not hold is refused, with what would hold in its place."""
    kind, every = kind_of(name), claims(line, year)
    asked = [each for each in every if each.kind is kind]
    failed = [each for each in asked if not each.holds]
    if not failed:  # over every window of its own, as a printed statement is judged (§5.1)
        return asked[0].sentence
    others = [each for each in every if each.holds]
    raise DoesNotHold(
        Text(
            ja="「{0}」は成り立ちません。{1}言えること: {2}",
            en="“{0}” does not hold. {1} What holds: {2}",
        ).format(
            name,
            failed[0].reason,
            Text(
                "".join(each.sentence.ja for each in others) or "–",
                " ".join(each.sentence.en for each in others) or "–",
            ),
        )
    )
