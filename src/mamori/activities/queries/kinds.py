"""The kinds of activities the country records."""

from mamori.activities import models
from mamori.activities.queries import values
from mamori.activities.rules.kinds import Kind
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text


class UnknownKind(Refused):
    code = "unknown_kind"
    status = 404

    def __init__(self, key: str) -> None:
        words = Text("「{0}」という種類の活動はありません。", "There is no kind of activity “{0}”.")
        super().__init__(words.format(key))


def kinds() -> dict[str, Kind]:
    """All of them by key, group by group."""
    return {row.pk: values.kind(row) for row in models.Kind.objects.order_by("order")}


def kind(key: str) -> Kind:
    row = models.Kind.objects.filter(pk=key).first()
    if row is None:
        raise UnknownKind(key)
    return values.kind(row)
