"""The words of a trend in a text, and the claims that could bear each of them.

Policy: docs/policy/statistics.md, §4.12. A sentence whose trend word no holding claim bears is refused.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from mamori.kernel.text import Language, Text
from mamori.statistics.rules.claims import Claim, Kind

RISING = frozenset({Kind.RISING_TREND})
FALLING = frozenset({Kind.FALLING_TREND})
YEARS = frozenset({Kind.RISEN_K_YEARS})
OVER_LAST = YEARS | {Kind.HIGHER_THAN_PREVIOUS}
MORE = OVER_LAST | RISING
HIGH = frozenset({Kind.NEW_HIGH})
LOW = frozenset({Kind.NEW_LOW})
STILL = frozenset({Kind.NO_CLEAR_CHANGE})
BACK = frozenset({Kind.BACK_TO_LEVEL_OF})
APART = frozenset({Kind.NOT_COMPARABLE})
NOTHING: frozenset[Kind] = frozenset()  # §4.12 the vocabulary has no claim for these

_UP_JA = r"(?:増加|増え|増大|上昇|伸び|増勢|拡大し|微増|漸増|跳ね上が)"
_DOWN_JA = r"(?:減少|減っ|減り|減る|低下|下落|微減|漸減|縮小し)"
_ON_JA = r"(?:の|する|し続け)?(?:傾向|基調|一途|続け|が続|を続け)"
_LAST_JA = r"(?:前|昨)年度?(?:（[^）]*）)?(?:の[^、。]{1,16})?"
_THAN_JA = r"(?:より|と比べて?|に比べて?)(?:も|、)?(?:明らかに)?"
_UP = (
    r"(?:increas(?:e|es|ed|ing)|ris(?:e|es|en|ing)|rose|gr[eo]w(?:s|n|ing)?|growth|climb\w*|"
    r"go(?:es|ing|ne)? up|went up|upward)"
)
_DOWN = (
    r"(?:decreas(?:e|es|ed|ing)|declin\w*|fall(?:s|en|ing)?|fell|drop(?:s|ped|ping)?|"
    r"go(?:es|ing|ne)? down|went down|downward)"
)
_GOES_ON = (
    r"(?:continu\w*|keeps?|kept|go(?:es|ing)? on|went on|tend(?:s|ed)?|ongoing|steady|steadily)"
)
_ON = r"(?:goes|went|going|has gone) on"
_LIKE = r"(?:trend|tendency)\w*"
_THAN = r"(?: \w+)? than (?:in )?(?:the )?(?:last|previous|fiscal|year|\d{4})"
_WORSE = r"(?:sharp|steep|dramatic|rapid)"

# At one place of a text the first that fits is taken, so the more telling stands before the plainer.
JAPANESE: tuple[tuple[str, frozenset[Kind]], ...] = (
    (r"急増|激増|倍増|急減|激減|半減|急上昇|急低下|深刻化|悪化|過去最悪|歯止めがかから", NOTHING),
    (r"高止まり|[高低]い水準(?:で推移|にある)|高水準|低水準|下げ止ま|頭打ち", NOTHING),
    (
        r"[0-9０-９一二三四五六七八九十.．]+倍(?:に(?:増|な|達)|とな|を超|の増)",
        NOTHING,
    ),
    (rf"{_LAST_JA}比[^、。]{{0,16}}(?:増|減)|[0-9０-９.．]+[％%]の?(?:増|減)", NOTHING),
    (r"初めて[^、。]{0,16}(?:超え|上回|突破)|突破し", NOTHING),
    (
        r"過去最[多高大]|最多|最高となっ|史上最[多高]|最高値|最も(?:多|高)[いくか]|ピーク|記録を更新",
        HIGH,
    ),
    (r"過去最[少低小]|最少|最低値|最も(?:少な|低)[いくか]", LOW),
    (rf"[0-9０-９一二三四五六七八九十]+年(?:度)?連続(?:で|の|して)?{_DOWN_JA}", NOTHING),
    (rf"[0-9０-９一二三四五六七八九十]+年(?:度)?連続(?:で|の|して)?{_UP_JA}?", YEARS),
    (rf"(?:年々|毎年|連続して){_DOWN_JA}", NOTHING),
    (rf"(?:年々|毎年|連続して){_UP_JA}", YEARS),
    (rf"{_UP_JA}{_ON_JA}|右肩上がり", RISING),
    (rf"{_DOWN_JA}{_ON_JA}|右肩下がり", FALLING),
    (
        rf"{_LAST_JA}(?:を上回[るっりら]|{_THAN_JA}[^、。]{{0,10}}(?:多(?=[いくかけ])|{_UP_JA}))",
        OVER_LAST,
    ),
    (rf"{_LAST_JA}(?:を下回[るっりら]|{_THAN_JA}(?:少な|{_DOWN_JA}))", NOTHING),
    (r"上回[るっりら]", HIGH | OVER_LAST),
    (r"下回[るっりら]", LOW),
    (_UP_JA, MORE),
    (_DOWN_JA, FALLING),
    (
        r"横這い|横ばい(?:で推移し)?|ほぼ同[じ数]|同水準|変化(?:は|が)?(?:ない|見られな|みられな)|変わら[なず]",
        STILL,
    ),
    (r"水準(?:に|まで)戻|元に戻[るっ]", BACK),
    (r"比較(?:は|が)?できない|比べられない", APART),
    (r"[でと]推移し|傾向に(?:ある|あり)", RISING | FALLING | STILL),
)
ENGLISH: tuple[tuple[str, frozenset[Kind]], ...] = (
    (r"surg(?:e|es|ed|ing)|soar\w*|skyrocket\w*|plummet\w*|plung\w+|halved|worsen\w*", NOTHING),
    (
        r"(?:doubl|tripl|quadrupl)(?:e|es|ed|ing)|\w+fold|(?:two|three|four|\d+) times (?:as many|more|the)",
        NOTHING,
    ),
    (
        r"jump(?:s|ed|ing)?|spik(?:e|es|ed|ing)|upticks?|shot up|shoots? up|dip(?:s|ped|ping)?|escalat\w*",
        NOTHING,
    ),
    (
        r"more and more|fewer and fewer|g[eo]t(?:s|ting|ten)? worse|record[- ]breaking|"
        r"(?:biggest|most|worst) ever",
        NOTHING,
    ),
    (
        r"(?:up|down) (?:by )?(?:about )?[\d.,]*\d(?= ?(?:%|per ?cent))",
        NOTHING,
    ),
    (
        r"(?:is|are|was|were|has been|have been) (?:up|down)(?= on| from| since| by| again| sharply|[.,;]|$)",
        NOTHING,
    ),
    (rf"(?:{_UP}|{_DOWN}) {_WORSE}\w*|{_WORSE}\w* (?:{_UP}|{_DOWN})", NOTHING),
    (r"(?:remain|stay)\w* (?:at (?:a )?)?(?:high|low)(?: levels?)?", NOTHING),
    (r"(?:new|record|all-time) highs?|highest|record (?:number|level|figure)s?", HIGH),
    (
        r"(?:largest|greatest|biggest|most)(?: \w+){0,3} (?:since|ever)|since records began",
        HIGH,
    ),
    (r"peak(?:s|ed)?|unprecedented|most (?:ever|on record|so far)", HIGH),
    (r"(?:new|record|all-time) lows?|lowest|fewest", LOW),
    (rf"{_DOWN} (?:for )?\w+ years? in a row", NOTHING),
    (r"(?:\w+ )?(?:consecutive|successive|straight) (?:fiscal )?years?", YEARS),
    (r"years? (?:in a row|after year|on year)", YEARS),
    (rf"(?:{_GOES_ON} (?:to )?)?{_UP} {_LIKE}|{_GOES_ON} (?:to )?{_UP}", RISING),
    (rf"{_UP} (?:that )?{_ON}|{_LIKE} (?:of|to|towards) {_UP}", RISING),
    (rf"(?:{_GOES_ON} (?:to )?)?{_DOWN} {_LIKE}|{_GOES_ON} (?:to )?{_DOWN}", FALLING),
    (rf"{_DOWN} (?:that )?{_ON}|{_LIKE} (?:of|to|towards) {_DOWN}", FALLING),
    (r"exceed\w*|surpass\w*", HIGH | OVER_LAST),
    (rf"(?:more|higher|greater){_THAN}|up from", OVER_LAST),
    (rf"(?:fewer|lower|less){_THAN}|down from", NOTHING),
    (_UP, MORE),
    (_DOWN, FALLING),
    (r"unchanged|(?:remain|stay)\w* (?:stable|steady|flat)|level(?:led)? off", STILL),
    (r"no (?:clear )?change|the same as (?:in|last|the (?:year|fiscal))", STILL),
    (r"(?:back|return\w*) to the levels?", BACK),
    (r"(?:not|cannot be|can’t be) compar(?:able|ed)", APART),
    (r"trends?", RISING | FALLING | STILL),
)
PATTERNS = {Language.JA: JAPANESE, Language.EN: ENGLISH}

# What only sounds like a trend: what is meant to be done, and other senses of the words.
OTHER_SENSES = {
    Language.JA: re.compile(
        r"(?:増加|減少|低下|上昇)(?:させ|を図|を目指|に努|を防|の防止|に向け)|"
        r"(?:増え|減り)(?:ない|すぎ)よう|伸び伸び|"
        r"(?:予算|定員|配置|人員|体制|対象|範囲|窓口)[^、。]{0,6}(?:を|が|の)(?:拡大|増や|増え|増員|縮小)し?"
    ),
    Language.EN: re.compile(
        r"\b(?:efforts?|measures?|order|aim\w*|seek\w*|sought|work\w*|plans?|designed|help\w*|"
        rf"steps|intend\w*|so as) to (?:{_UP}|{_DOWN})\b|"
        r"\bincreas(?:e|es|ed|ing) (?:the|its|their) (?:number of (?:staff|counsellors|officers)|staff|budget|"
        r"funding|support|patrols|cooperation)\b|\bincreas(?:e|es|ed|ing) (?:their|its) patrols\b|"
        r"\brose (?:garden|bush)\w*\b|\bto increase (?:the|its|their)\b|\bincreas\w+ (?:public )?awareness\b|"
        r"\bg(?:i|a)v(?:e|es|en|ing) rise to\b|\bgr[eo]w\w*[ -]ups?\b|\bdrop[ -](?:by|off|down)\b|"
        r"\bf[ae]ll\w* (?:under|within|into|victim|outside|short|due)\b|"
        r"\btrends? (?:in|of|among)\b(?! (?:increas|ris|gr|declin|decreas|fall))",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class TrendWord:
    """One word as it stands in the text, where it begins, and the kinds of claim that could bear it."""

    language: Language
    word: str
    start: int
    kinds: frozenset[Kind]


def needed(text: Text) -> tuple[TrendWord, ...]:
    """Every trend word, Japanese first, in the order of the text; each needs a claim that holds."""
    return tuple(word for language in Language for word in _found(text.in_(language), language))


def unborne(text: Text, claims: Iterable[Claim]) -> tuple[TrendWord, ...]:
    """The trend words no given claim bears. The sentence a claim wrote itself needs no other (§4.11)."""
    given = tuple(claims)
    held = {claim.kind for claim in given if claim.holds}
    rest = _without(text, given)
    return tuple(word for word in needed(rest) if not word.kinds & held)


def _without(text: Text, claims: tuple[Claim, ...]) -> Text:
    """The text with the computed sentences blanked out, every other word at its place."""
    ja, en = text.ja, text.en
    for claim in claims:
        for own in (claim.sentence, claim.reason, claim.evidence):
            ja, en = _blanked(ja, own.ja), _blanked(en, own.en)
    return Text(ja, en)


def _blanked(words: str, own: str) -> str:
    return words.replace(own, " " * len(own)) if own else words


def _compiled(language: Language) -> re.Pattern[str]:
    parts = [f"(?P<k{i}>{pattern})" for i, (pattern, _) in enumerate(PATTERNS[language])]
    edge = r"\b" if language is Language.EN else ""
    return re.compile(f"{edge}(?:{'|'.join(parts)}){edge}", re.IGNORECASE)


COMPILED = {language: _compiled(language) for language in Language}


def _found(words: str, language: Language) -> list[TrendWord]:
    plain = OTHER_SENSES[language].sub(lambda m: " " * len(m[0]), words)
    matches = COMPILED[language].finditer(plain)
    return [TrendWord(language, m[0], m.start(), _kinds(language, m)) for m in matches]


def _kinds(language: Language, match: re.Match[str]) -> frozenset[Kind]:
    return PATTERNS[language][int((match.lastgroup or "").removeprefix("k"))][1]
