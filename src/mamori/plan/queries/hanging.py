"""What hangs on passages: figures, notes, measures and their owners, each read once for all of them.

Grouped by hand: Django's prefetching makes a query set for each row and relation, which for an Outline
of a hundred efforts takes longer than all of its queries together.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from mamori.plan import models
from mamori.plan.queries import values
from mamori.plan.rules.outline import Definition
from mamori.plan.rules.owners import Ownership

K = TypeVar("K")
R = TypeVar("R")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Hanging:
    """By the passage's number; ``ownerships`` by the measure's key. What has none is not in it."""

    quantities: Mapping[int, list[models.Quantity]]
    definitions: Mapping[int, tuple[Definition, ...]]  # by the quantity's number
    notes: Mapping[int, tuple[Definition, ...]]
    measures: Mapping[int, list[models.Measure]]
    ownerships: Mapping[str, list[Ownership]]


def on(passages: Iterable[models.Passage]) -> Hanging:
    ids = [passage.pk for passage in passages]
    quantities = models.Quantity.objects.filter(passage__in=ids).order_by("order")
    quantities = quantities.select_related("unit", "source")
    notes = models.Passage.notes.through.objects.filter(passage__in=ids)
    notes = notes.select_related("definition")
    links = models.Passage.measures.through.objects.filter(passage__in=ids)
    links = links.select_related("measure").order_by("measure_id")
    keys = {link.measure_id for link in links}
    owners = models.Ownership.objects.filter(measure__in=keys)
    return Hanging(
        quantities=_grouped(quantities, lambda q: q.passage_id or 0, lambda q: q),
        definitions=definitions_of(quantities),
        notes=_sorted(_grouped(notes, lambda link: link.passage_id, lambda link: link.definition)),
        measures=_grouped(links, lambda link: link.passage_id, lambda link: link.measure),
        ownerships=_grouped(owners, lambda o: o.measure_id, values.ownership),
    )


def definitions_of(quantities: Iterable[models.Quantity]) -> Mapping[int, tuple[Definition, ...]]:
    """By the quantity's number."""
    ids = [quantity.pk for quantity in quantities]
    links = models.Quantity.definitions.through.objects.filter(quantity__in=ids)
    links = links.select_related("definition")
    return _sorted(_grouped(links, lambda link: link.quantity_id, lambda link: link.definition))


def _sorted(
    groups: Mapping[int, list[models.Definition]],
) -> Mapping[int, tuple[Definition, ...]]:
    return {key: values.definitions(rows) for key, rows in groups.items()}


def _grouped(
    rows: Iterable[R], key: Callable[[R], K], value: Callable[[R], V]
) -> Mapping[K, list[V]]:
    groups: dict[K, list[V]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(value(row))
    return groups
