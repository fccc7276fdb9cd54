"""The shape of each file below ``activities/`` in a country pack."""

from mamori.activities.rules.counting import How
from mamori.activities.rules.kinds import Place, Readers, Shape
from mamori.activities.rules.records import Status
from mamori.kernel.quantities import Qualifier
from mamori.kernel.shapes import DAY, FORM, NAME, TEXT, Schema, listed, record

KEY = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}
MEASURE = {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$"}
_WHOLE = {"type": "integer", "minimum": 0}


_YES = {"type": "boolean"}
_CONDITION = record({"field": KEY, "values": listed({"type": "string"})})
_CHOICE = record({"key": KEY, "ja": NAME, "en": NAME})
UNIT = record(
    {"key": {"type": "string", "pattern": "^[a-z][a-z0-9-]*$"}}
    | {"ja": FORM, "one": FORM, "other": FORM}
)
FIELD = record(
    {"key": KEY, "label": TEXT},
    {
        "shape": {"enum": [s.value for s in Shape]},
        "help": TEXT,
        "choices": listed(_CHOICE),
        "needed": _YES,
        "needed_when": _CONDITION,
        "only_when": _CONDITION,
    },
)
NUMBER = record(
    {"key": KEY, "label": TEXT, "units": listed({"type": "string"}) | {"minItems": 1}},
    {
        "help": TEXT,
        "needed": _YES,
        "most": _WHOLE,
        "within": KEY,
        "change": _YES,
        "default": _WHOLE,
    },
)
FIGURE = record(
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
    "serves": listed(MEASURE),
    "fields": {"type": "object", "additionalProperties": {"type": "string"}},
    "figures": {"type": "object", "additionalProperties": FIGURE},
    "source": {"type": "string"},
    "total": _YES,
}
ACTIVITY = record(_IN_PACK | _DEED, _MORE | {"invented": _YES})
EXAMPLE = record(_DEED | {"invented": {"enum": [True]}}, _MORE)  # §6.5
COUNTER = record(
    {"title": TEXT, "lead": TEXT, "keep": TEXT, "signatures": listed(TEXT) | {"minItems": 1}}
)
RATE = record(
    {"title": TEXT, "by": KEY, "field": KEY, "used": listed({"type": "string"}) | {"minItems": 1}}
)
KIND = record(
    {"key": KEY, "group": KEY, "title": TEXT, "about": TEXT, "sentence": TEXT},
    {
        "measures": listed(MEASURE),
        "place": {"enum": [p.value for p in Place]},
        "readers": {"enum": [r.value for r in Readers]},
        "fields": listed(FIELD),
        "numbers": listed(NUMBER),
        "totals": _YES,
        "children": _YES,
        "keep_years": {"type": "integer", "minimum": 1},
        "life": record({"days": listed(KEY) | {"minItems": 1}}, {"of": KEY, "by": KEY}),
        "counter": COUNTER,
        "rate": RATE,
        "example": EXAMPLE,
    },
)
_VALUES = listed({"type": "string"}) | {"minItems": 1}
INDICATOR = record(
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
        "measures": listed(MEASURE),
        "where": {"type": "object", "additionalProperties": _VALUES},
    },
)
