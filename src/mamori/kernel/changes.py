"""What a pack would change in what is already there, record by record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mamori.kernel.faults import short
from mamori.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Change:
    """What loading would do to one record: ``add``, ``change`` or ``remove``; values as text."""

    kind: str
    what: Text
    key: str
    before: str
    after: str

    @property
    def text(self) -> Text:
        kind = {"add": Text("追加", "add"), "change": Text("変更", "change")}.get(
            self.kind, Text("削除", "remove")
        )
        shown = f"{short(self.before)} → {short(self.after)}" if self.before else short(self.after)
        return Text(
            ja=f"{kind.ja} {self.what.ja} {self.key}: {shown}",
            en=f"{kind.en} {self.what.en} {self.key}: {shown}",
        )


def compared(
    what: Text,
    held: Mapping[str, Mapping[str, Any]],
    new: Mapping[str, Mapping[str, Any]],
    *,
    removes: bool = False,
) -> list[Change]:
    """The differences between what is held and what a pack says, record by record, field by field."""
    changes = []
    for key, record in new.items():
        old = held.get(key)
        if old is None:
            changes.append(Change("add", what, key, "", _told(record, record)))
        elif any(old.get(name) != value for name, value in record.items()):
            was, becomes = _flat({name: old.get(name) for name in record}), _flat(record)
            differing = [n for n in {**was, **becomes} if was.get(n) != becomes.get(n)]
            changes.append(
                Change("change", what, key, _told(was, differing), _told(becomes, differing))
            )
    if removes:
        gone = (key for key in held if key not in new)
        changes += [Change("remove", what, key, _told(held[key], held[key]), "") for key in gone]
    return changes


def _flat(value: Any, name: str = "") -> dict[str, Any]:
    """One entry for each value however deep, so that a change in a long record shows as itself."""
    if isinstance(value, Mapping):
        parts = [(str(key), inner) for key, inner in value.items()]
    elif isinstance(value, list) and any(isinstance(inner, Mapping) for inner in value):
        parts = [(str(inner.get("key", n)), inner) for n, inner in enumerate(value)]
    else:
        return {name: value}
    found: dict[str, Any] = {}
    for key, inner in parts:
        found |= _flat(inner, f"{name}.{key}" if name else key)
    return found


def _told(record: Mapping[str, Any], names: Iterable[str]) -> str:
    return "; ".join(f"{name}={record.get(name)}" for name in names)
