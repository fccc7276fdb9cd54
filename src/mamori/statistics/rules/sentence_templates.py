"""The wording of claims: what each says where it holds, where it does not, and why not.

Policy: docs/policy/statistics.md, §4.11. The names in braces are filled by ``sentences``.
"""

from mamori.kernel.text import Text
from mamori.statistics.rules.claiming import Kind, Test, Why
from mamori.statistics.rules.series import Basis

PREVIOUS = {
    Basis.CALENDAR: Text("前年", "the year before"),
    Basis.FISCAL: Text("前年度", "the fiscal year before"),
    Basis.SPAN: Text("前期", "the span before"),
}
TESTS = {
    Test.NONE: Text("検定なし", "No test"),
    Test.POISSON: Text(
        "条件付きポアソン正確検定（両側）", "Exact conditional Poisson test, two-sided"
    ),
    Test.MANN_KENDALL: Text(
        "マン・ケンドール正確検定（両側）", "Exact Mann–Kendall test, two-sided"
    ),
}
STOOD = Text("{title}は、{year}に{value}", "{title} stood at {value} in {year}")
HOLDING = {
    Kind.NEW_HIGH: Text(
        "{stood}となり、{then}の{that}を上回って、{among}最も多かった。",
        "{stood}, above the {that} of {then} and the highest {among}.",
    ),
    Kind.NEW_LOW: Text(
        "{stood}となり、{then}の{that}を下回って、{among}最も少なかった。",
        "{stood}, below the {that} of {then} and the lowest {among}.",
    ),
    Kind.RISEN_K_YEARS: Text(
        "{title}は、{first}の{start}から{year}の{value}まで、{steps}年連続で増加した。",
        "{title} rose {steps} years in a row, from {start} in {first} to {value} in {year}.",
    ),
    Kind.RISING_TREND: Text(
        "{title}は、{first}の{start}から{year}の{value}まで、{known}でみて増加傾向にある{turned}。",
        "{title} showed a rising trend over {known}, from {start} in {first} to {value} in {year}{turned}.",
    ),
    Kind.FALLING_TREND: Text(
        "{title}は、{first}の{start}から{year}の{value}まで、{known}でみて減少傾向にある{turned}。",
        "{title} showed a falling trend over {known}, from {start} in {first} to {value} in {year}{turned}.",
    ),
    Kind.HIGHER_THAN_PREVIOUS: Text(
        "{stood}で、{previous}（{then}）の{that}より明らかに多い{change}。",
        "{stood}, clearly higher than {previous} ({that} in {then}{change}).",
    ),
    Kind.NO_CLEAR_CHANGE: Text(
        "{stood}で、{previous}（{then}）の{that}{side}、明らかな変化があるとはいえない{change}。",
        "{stood}, {side} {previous} ({that} in {then}{change}), with no clear change.",
    ),
    Kind.BACK_TO_LEVEL_OF: Text(
        "{stood}となり、明らかに{away}年を経て、{then}（{that}）の水準に戻った。",
        "{stood}, back to the level of {then} ({that}) after years clearly {away} it.",
    ),
    Kind.NOT_COMPARABLE: Text(
        "{stood}であるが、{broken}に数え方が変わったため、それより前の値とは比較できない。{what}{carried}",
        "{stood} and is not comparable with values before {broken}, when the count changed. {what}{carried}",
    ),
}
NOT_HOLDING = {
    Kind.NEW_HIGH: Text(
        "{stood}で、{among}最も多いとはいえない。",
        "{stood}; it cannot be called the highest {among}.",
    ),
    Kind.NEW_LOW: Text(
        "{stood}で、{among}最も少ないとはいえない。",
        "{stood}; it cannot be called the lowest {among}.",
    ),
    Kind.RISEN_K_YEARS: Text(
        "{stood}で、{over}連続して増加したとはいえない。",
        "{stood}; it cannot be said to have risen year after year{over}.",
    ),
    Kind.RISING_TREND: Text(
        "{stood}で、{over}増加傾向にあるとはいえない。",
        "{stood}; no rising trend can be stated{over}.",
    ),
    Kind.FALLING_TREND: Text(
        "{stood}で、{over}減少傾向にあるとはいえない。",
        "{stood}; no falling trend can be stated{over}.",
    ),
    Kind.HIGHER_THAN_PREVIOUS: Text(
        "{stood}で、{previous}{compared}より明らかに多いとはいえない{change}。",
        "{stood}; it cannot be called clearly higher than {previous}{compared}.",
    ),
    Kind.NO_CLEAR_CHANGE: Text(
        "{stood}で、{previous}{compared}と変わらないとはいえない{change}。",
        "{stood}; it cannot be called unchanged from {previous}{compared}.",
    ),
    Kind.BACK_TO_LEVEL_OF: Text(
        "{stood}で、{level}の水準に戻ったとはいえない。",
        "{stood}; it cannot be called back to the level of {level}.",
    ),
    Kind.NOT_COMPARABLE: Text(
        "{stood}で、{since}との間に数え方の変わり目はない。",
        "{stood}; no break in the count separates it from {since}.",
    ),
}
REASONS = {
    Why.AFTER_BREAK: Text(
        "{broken}に数え方が変わり、それより前の値とは比べられない。",
        "The count changed in {broken}, and nothing is compared with values before it.",
    ),
    Why.ALONE: Text("比べられる前の年の値がない。", "No earlier value is known to compare with."),
    Why.BEFORE_UNKNOWN: Text(
        "{previous}（{expected}）の値が分かっていない。",
        "The value for {previous}, {expected}, is not known.",
    ),
    Why.PASSED: Text("{then}の値は{that}であった。", "The value for {then} was {that}."),
    Why.EQUALLED: Text("{then}の値も{that}であった。", "The value for {then} was {that} too."),
    Why.FEW: Text(
        "比べられる値は{count}年分で、傾向をいうには{least}年分が要る。",
        "Comparable values are known for {count} {years}, and a trend needs {least}.",
    ),
    Why.CHANCE: Text(
        "偶然でも起こりうる違いである（{result}）。",
        "The difference may well be chance ({result}).",
    ),
    Why.OTHER_WAY: Text(
        "値はその向きに動いていない（{result}）。", "The values do not move that way ({result})."
    ),
    Why.LOWER: Text(
        "{then}の{that}より少ないが、明らかな減少でもない（{result}）。",
        "It was lower than the {that} of {then}, though not clearly so ({result}).",
    ),
    Why.CLEARLY_LOWER: Text(
        "{then}の{that}より明らかに少ない（{result}）。",
        "It was clearly lower than the {that} of {then} ({result}).",
    ),
    Why.CLEARLY_HIGHER: Text(
        "{then}の{that}より明らかに多い（{result}）。",
        "It was clearly higher than the {that} of {then} ({result}).",
    ),
    Why.SAME: Text("{then}と同じ{that}である。", "It was the same as in {then}, {that}."),
    Why.ONE_RISE: Text(
        "増えたのは{then}の{that}からの一年だけである。",
        "It rose in one year only, from {that} in {then}.",
    ),
    Why.NO_RISE: Text(
        "{then}の{that}から次の年へは増えていない。",
        "It did not rise from {that} in {then} to the year after.",
    ),
    Why.GAP: Text(
        "値の分かっていない年がある（{gaps}）。", "Values are not known for every year ({gaps})."
    ),
    Why.NO_LEVEL: Text(
        "明らかに離れたのちに、その水準へ戻ったといえる前の年がない。",
        "There is no earlier year whose level was clearly left and reached again.",
    ),
    Why.OTHER_LEVEL: Text(
        "{then}の{that}とは明らかに違う（{result}）。",
        "It was clearly different from the {that} of {then} ({result}).",
    ),
    Why.NEVER_AWAY: Text(
        "{then}から後の年が、どれもその水準から同じ向きに明らかに離れていたわけではない。",
        "The years after {then} were not all clearly away from that level on one side.",
    ),
    Why.NO_BREAK: Text(
        "その前の年との間に、数え方の変わり目がない。", "No change in the count lies before it."
    ),
}
PROVISIONAL = Text("（暫定値を含む。）", " Provisional values are included.")
