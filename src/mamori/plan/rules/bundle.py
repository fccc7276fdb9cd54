"""An Outline as one line of JSON and back: what is frozen, and what its digest is taken of.

Policy: docs/policy/plan.md §10.1. The same Outline gives the same line; a line gives the same Outline.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from hashlib import sha256
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from mamori.plan.rules.outline import Effort, Outline


def frozen(outline: Outline) -> str:
    """Canonical: keys sorted, no blanks, no sign escaped."""
    return json.dumps(
        _plain(outline), sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def thawed(bundle: str) -> Outline:
    outline: Outline = _value(Outline, json.loads(bundle))
    return outline


def effort(bundle: str, key: str) -> Effort | None:
    """One effort of a bundle, without reading the rest into values."""
    for pillar in json.loads(bundle)["pillars"]:
        for entry in pillar["efforts"]:
            if entry["key"] == key:
                found: Effort = _value(Effort, entry)
                return found
    return None


def digest(bundle: str) -> str:
    return sha256(bundle.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, frozenset):
        return sorted(_plain(inner) for inner in value)
    if isinstance(value, tuple | list):
        return [_plain(inner) for inner in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def _value(kind: Any, plain: Any) -> Any:
    if plain is None:
        return None
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        [inner] = [each for each in get_args(kind) if each is not type(None)]
        return _value(inner, plain)
    if origin in (tuple, frozenset):
        inner = get_args(kind)[0]
        return origin(_value(inner, each) for each in plain)
    if is_dataclass(kind):
        return _record(kind, plain)
    if kind is date:
        return date.fromisoformat(plain)
    return kind(plain) if kind is Decimal or issubclass(kind, Enum) else plain


def _record(kind: Any, plain: Mapping[str, Any]) -> Any:
    """A field that an older bundle does not know takes its default."""
    hints = _hints(kind)
    return kind(**{name: _value(hints[name], inner) for name, inner in plain.items()})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
