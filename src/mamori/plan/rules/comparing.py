"""This year's figure beside last year's, as its owner sees it. Policy: docs/policy/plan.md, section 7."""

from decimal import Decimal

from mamori.kernel.quantities import Qualifier, Quantity, digits, text
from mamori.kernel.text import Language, Text, same
from mamori.plan.rules.returns import is_far

NEAR = Decimal("0.1")  # per cent are told to one place
COMPARED = frozenset({Qualifier.EXACT, Qualifier.ABOUT})  # "at least" leaves no difference to tell
LAST_YEAR = Text("昨年 {0}", "Last year {0}")
NO_CHANGE = Text("増減なし", "no change")
ABOUT = Text("約", "about ")


def against(now: Quantity | None, last: Quantity) -> Text:
    """Last year's figure, and how far this year's is from it where that can be told."""
    before = LAST_YEAR.format(text(last))
    qualifiers = {now.qualifier, last.qualifier} if now else set()
    if now is None or not qualifiers <= COMPARED or is_far(now, last):  # §7.8 most likely a slip
        return before
    moved = _moved(now.value - last.value, last.value, about=Qualifier.ABOUT in qualifiers)
    return Text(f"{before.ja}　{moved.ja}", f"{before.en}, {moved.en}")


def _moved(difference: Decimal, last: Decimal, *, about: bool) -> Text:
    if not difference:
        return NO_CHANGE
    word = ABOUT if about else same("")
    by = Text(*(_signed(difference, digits(abs(difference), each)) for each in Language))
    if not last:
        return Text(word.ja + by.ja, word.en + by.en)
    share = difference * 100 / last
    told = _signed(share, f"{abs(share.quantize(NEAR)):,}")
    return Text(f"{word.ja}{by.ja}（{word.ja}{told}％）", f"{word.en}{by.en} ({word.en}{told}%)")


def _signed(value: Decimal, written: str) -> str:
    return ("+" if value > 0 else "−") + written
