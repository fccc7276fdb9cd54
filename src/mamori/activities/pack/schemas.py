"""The shape of each file below ``activities/`` in a country pack."""

from typing import Any

from mamori.activities.rules.counting import How
from mamori.activities.rules.kinds import Place, Readers, Shape
from mamori.activities.rules.records import Status
from mamori.kernel.quantities import Qualifier
from mamori.kernel.text import Text

Schema = dict[str, Any]
KEY = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}
MEASURE = {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$"}
DAY = {"type": "string", "format": "date"}
_SIDE = {"type": "string", "minLength": 1}
TEXT: Schema = {
    "type": "object",
    "required": ["ja", "en"],
    "additionalProperties": False,
    "properties": {"ja": _SIDE, "en": _SIDE},
    "written": Text(
        "{ja: 日本語, en: English} の形で書きます。", "It is written {ja: 日本語, en: English}."
    ),
}
_FORM = {"type": "string", "pattern": r"^[^{}]*\{n\}[^{}]*$"}
_WHOLE = {"type": "integer", "minimum": 0}


def _record(required: Schema, optional: Schema | None = None) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


_YES = {"type": "boolean"}
_CONDITION = _record({"field": KEY, "values": _list({"type": "string"})})
_CHOICE = _record({"key": KEY, "ja": _SIDE, "en": _SIDE})
UNIT = _record(
    {"key": {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"}}
    | {"ja": _FORM, "one": _FORM, "other": _FORM}
)
FIELD = _record(
    {"key": KEY, "label": TEXT},
    {
        "shape": {"enum": [s.value for s in Shape]},
        "help": TEXT,
        "choices": _list(_CHOICE),
        "needed": _YES,
        "needed_when": _CONDITION,
        "only_when": _CONDITION,
    },
)
NUMBER = _record(
    {"key": KEY, "label": TEXT, "units": _list({"type": "string"}) | {"minItems": 1}},
    {
        "help": TEXT,
        "needed": _YES,
        "most": _WHOLE,
        "within": KEY,
        "change": _YES,
        "default": _WHOLE,
    },
)
FIGURE = _record(
    {"value": {"type": "number"}},
    {
        "unit": {"type": "string"},
        "qualifier": {"enum": [q.value for q in Qualifier]},
        "baseline": {"type": "number"},
        "as_of": DAY,
    },
)
_IN_PACK: Schema = {
    "key": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$"},
    "kind": KEY,
}
_DEED: Schema = {"agency": {"type": "string"}, "first": DAY}
_MORE: Schema = {
    "last": DAY,
    "area": {"type": "string", "pattern": r"^\d{2}$"},
    "title": TEXT,
    "status": {"enum": [s.value for s in Status]},
    "serves": _list(MEASURE),
    "fields": {"type": "object", "additionalProperties": {"type": "string"}},
    "figures": {"type": "object", "additionalProperties": FIGURE},
    "source": {"type": "string"},
    "total": _YES,
}
ACTIVITY = _record(_IN_PACK | _DEED, _MORE | {"invented": _YES})
EXAMPLE = _record(_DEED | {"invented": {"enum": [True]}}, _MORE)  # §6.5
KIND = _record(
    {"key": KEY, "group": KEY, "title": TEXT, "about": TEXT, "sentence": TEXT},
    {
        "measures": _list(MEASURE),
        "place": {"enum": [p.value for p in Place]},
        "readers": {"enum": [r.value for r in Readers]},
        "fields": _list(FIELD),
        "numbers": _list(NUMBER),
        "totals": _YES,
        "children": _YES,
        "keep_years": {"type": "integer", "minimum": 1},
        "example": EXAMPLE,
    },
)
_VALUES = _list({"type": "string"}) | {"minItems": 1}
INDICATOR = _record(
    {
        "key": KEY,
        "title": TEXT,
        "kind": KEY,
        "how": {"enum": [h.value for h in How]},
        "unit": {"type": "string"},
        "definition": TEXT,
    },
    {
        "number": KEY,
        "field": KEY,
        "day": KEY,
        "until": KEY,
        "where": {"type": "object", "additionalProperties": _VALUES},
    },
)
