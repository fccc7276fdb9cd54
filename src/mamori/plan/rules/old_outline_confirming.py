"""What a person confirms of an old Outline, and how it is told to the owners of a round.

Policy: docs/policy/plan.md, section 12. It becomes "what was last said"; drafting stays with the owners.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from mamori.kernel.periods import Period
from mamori.kernel.quantities import Quantity, Unit
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Language, Text
from mamori.plan.rules import figures as figure_rules
from mamori.plan.rules.asking import Asked
from mamori.plan.rules.old_outline_figures import Figure
from mamori.plan.rules.rounds import WITH_OWNER, State


@dataclass(frozen=True, slots=True)
class Confirmed:
    """One effort as a person left it: its measure, its text with references, its figures."""

    measure: str
    language: Language
    text: str
    asked: tuple[Asked, ...]


class NothingChosen(Refused):
    code = "nothing_chosen"


class ChosenTwice(Refused):
    code = "measure_chosen_twice"


class NotAsked(Refused):
    code = "measure_not_asked"


class HandedIn(Refused):
    code = "already_handed_in"


class NoPeriod(Refused):
    code = "no_period"


class FigureLost(Refused):
    code = "figure_without_unit"


def check(efforts: Iterable[Confirmed], round_key: str, measures: Iterable[str]) -> None:
    """Raise unless each effort has a measure of its own that the round asks about (§12.5)."""
    chosen = [effort.measure for effort in efforts]
    if not chosen:
        raise NothingChosen(
            Text(ja="取組に施策を選んでください。", en="Choose a measure for one effort at least.")
        )
    twice = sorted({measure for measure in chosen if chosen.count(measure) > 1})
    if twice:
        raise ChosenTwice(
            Text(
                ja="二つの取組に同じ施策が選ばれています（{0}）。",
                en="Two efforts have the same measure: {0}.",
            ).format(", ".join(twice))
        )
    strange = sorted(set(chosen) - set(measures))
    if strange:
        raise NotAsked(
            Text(
                ja="取りまとめ「{0}」は次の施策を尋ねていません: {1}",
                en="The round “{0}” does not ask about: {1}.",
            ).format(round_key, ", ".join(strange))
        )


def check_open(measure: str, states: Iterable[State]) -> None:
    """Raise if an owner has already handed in what the last words would be compared with."""
    if any(state not in WITH_OWNER for state in states):
        raise HandedIn(
            Text(
                ja="施策「{0}」の回答はもう提出されています。",
                en="The return for “{0}” has already been handed in.",
            ).format(measure)
        )


def asked_from(figure: Figure, unit: Unit, period: Period | None) -> Asked:
    """The quantity to ask for again, with what was last said of it."""
    if period is None:
        raise NoPeriod(
            Text(
                ja="資料に期間が書かれていないため、数量を確認できません。",
                en="The source names no period, so its figures cannot be confirmed.",
            )
        )
    quantity = Quantity(figure.value, unit, period, figure.qualifier, figure.baseline, figure.as_of)
    figure_rules.check(quantity)
    label = Text(_without_digits(unit.ja), _without_digits(unit.other))
    return Asked(figure.key, label, unit, quantity)


def proposed_units(figures: Iterable[Figure], already: Iterable[Asked]) -> dict[str, str]:
    """The unit of each figure by its key: as read, else that of a quantity asked for and written so."""
    free, found = [a.unit for a in already], {}
    for figure in figures:
        fitting = [u for u in free if figure.unit in ("", u.key) and _written_so(figure, u)]
        if fitting:
            free.remove(fitting[0])
        found[figure.key] = figure.unit or (fitting[0].key if fitting else "")
    return found


def _written_so(figure: Figure, unit: Unit) -> bool:
    return figure.unit_words in {_without_digits(f) for f in (unit.ja, unit.one, unit.other)}


def check_figures(number: int, figures: Iterable[Figure], units: Mapping[str, str]) -> None:
    """Raise while a figure of a chosen effort has no unit: its reference would lead nowhere."""
    for figure in figures:
        if not units.get(figure.key):
            raise FigureLost(
                Text(
                    ja="取組{0}の「{1}」の単位を選んでください。",
                    en="Choose the unit of “{1}” in effort {0}.",
                ).format(number, figure.printed)
            )


def met(effort: Confirmed, already: tuple[Asked, ...]) -> Confirmed:
    """The same effort, its figures under the keys already asked for where the unit is the same.

    So the Japanese and the English of one Outline speak of the same quantities.
    """
    free = list(already)
    names: dict[str, str] = {}
    asked = []
    for one in effort.asked:
        fitting = [a for a in free if a.unit == one.unit]
        same = next((a for a in fitting if a.key == one.key), next(iter(fitting), None))
        if same is not None:
            free.remove(same)
            names[one.key] = same.key
            one = replace(same, last=one.last)
        asked.append(one)
    taken = {a.key for a in already}
    for n, one in enumerate(asked):
        if one.key in taken and one.key not in names.values():
            names[one.key] = _other(one.key, taken | {a.key for a in asked})
            asked[n] = replace(one, key=names[one.key])
    return replace(effort, asked=tuple(asked), text=_renamed(effort.text, names))


def _other(key: str, taken: set[str]) -> str:
    return next(f"{key}_{n}" for n in range(2, 99) if f"{key}_{n}" not in taken)


def _renamed(text: str, names: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)((?::\w+)?)\}", lambda m: f"{{{names.get(m[1], m[1])}{m[2]}}}", text)


def _without_digits(form: str) -> str:
    return form.replace("{n}", "").strip()
