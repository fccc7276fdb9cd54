"""Texts with a life in dates, as anyone may read them; the rule is that of rules/lives."""

from typing import Any

from django.db.models import TextField, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, NullIf

from mamori.activities.queries import values
from mamori.activities.queries.counting import Rows
from mamori.activities.queries.records import Scope, readable
from mamori.activities.rules import lives as rules
from mamori.activities.rules.kinds import Kind, Life
from mamori.activities.rules.lives import TextLife

PUBLIC = Scope()


def lives(
    kind: Kind, *, by: str = "", area: str = "", first: int = 0, most: int
) -> tuple[tuple[TextLife, ...], int]:
    """``most`` of the texts from the ``first`` on, by area and day, and how many there are.

    ``by``: only texts some record of which regulates that; the whole life is told all the same.
    """
    if kind.life is None:
        return (), 0
    rows = _with_origin(readable(PUBLIC).filter(kind=kind.key), kind.life)
    wanted = rows.filter(area=area) if area else rows
    if by:
        wanted = wanted.filter(**{f"fields__{kind.life.by}__regex": f"(^|,){by}(,|$)"})
    texts: Any = wanted.values_list("area", "origin").distinct().order_by("area", "origin")
    total = texts.count()
    page = list(texts[first : first + most])
    found = rows.filter(area__in={a for a, _ in page}, origin__in={day for _, day in page})
    held = [row for row in found.order_by("pk") if (row.area, row.origin) in set(page)]
    return rules.lives(map(values.activity, held), kind), total


def _with_origin(rows: Rows, life: Life) -> Any:
    days = [_day(key) for key in (life.of, life.days[0]) if key]
    origin = Coalesce(*days) if len(days) > 1 else days[0]
    return rows.annotate(origin=origin).exclude(origin=None)


def _day(key: str) -> NullIf:
    written = KeyTextTransform(key, "fields", output_field=TextField())
    return NullIf(written, Value(""), output_field=TextField())
