"""The shape of each file of a pack's plan part, as JSON Schema (draft 2020-12).

One place says what a file may hold; ``packs/README.md`` shows an example of each.
"""

from mamori.kernel.shapes import DAY, IN_TWO, NAME, TEXT, Schema, listed, record
from mamori.kernel.text import Text

KEY = {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]*$"}
NUMBER = {"type": "integer", "minimum": 1}
LANGUAGES = {"type": "array", "items": {"enum": ["ja", "en"]}, "uniqueItems": True}


def _or_nothing(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


NOTE = record({"ja": {"type": "string"}, "en": {"type": "string"}}) | IN_TWO
SPAN = record({"first": DAY, "last": DAY}) | {
    "written": Text(
        "期間は {first: 2017-04-18, last: 2018-03-31} と書きます。",
        "A period is written {first: 2017-04-18, last: 2018-03-31}.",
    )
}

UNIT = record(
    {
        "key": KEY,
        "ja": {"type": "string", "pattern": r"^[^{}]*\{n\}[^{}]*$"},
        "one": {"type": "string", "pattern": r"^[^{}]*\{n\}[^{}]*$"},
        "other": {"type": "string", "pattern": r"^[^{}]*\{n\}[^{}]*$"},
    }
)
SOURCE = record(
    {"key": KEY, "title": TEXT, "issuer": TEXT, "published": DAY, "cited": TEXT},
    {"url": {"type": "string", "pattern": r"^https://[^\s]+$"}},
)
DEFINITION = record(
    {"key": KEY, "version": NUMBER, "term": TEXT, "text": TEXT, "footnote": {"type": "boolean"}}
)
TERM = record({"key": KEY, "term": TEXT, "text": TEXT}, {"legal": {"type": "boolean"}})

PILLAR = record(
    {"number": NUMBER, "code": KEY, "title": TEXT, "short_title": TEXT},
    {"provisional": LANGUAGES},
)
PLAN = record(
    {
        "key": KEY,
        "name": TEXT,
        "short": TEXT,
        "adopted": DAY,
        "first": DAY,
        "pillars": listed(PILLAR),
    },
    {
        "last": _or_nothing(DAY),
        "measures_total": _or_nothing(NUMBER),
        "bodies": listed(NAME),
        "name_provisional": LANGUAGES,
        "note": NOTE,
    },
)
OWNER = record(
    {"part": {"enum": ["lead", "joint"]}, "first": DAY},
    {"agency": NAME, "duty": KEY, "last": _or_nothing(DAY)},
) | {
    "oneOf": [{"required": ["agency"]}, {"required": ["duty"]}],
    "written": Text(
        "担当は {agency: NPA, part: lead, …} か {duty: …, part: lead, …} と書きます。",
        "An owner is written {agency: NPA, part: lead, …} or {duty: …, part: lead, …}.",
    ),
}
MEASURE = record(
    {"key": KEY, "plan": KEY, "title": TEXT, "valid_from": DAY, "owners": listed(OWNER)},
    {
        "pillar": _or_nothing(NUMBER),
        "number": _or_nothing(NUMBER),
        "title_provisional": {"type": "boolean"},
        "valid_to": _or_nothing(DAY),
        "forerunners": listed(KEY),
        "open_list": {"type": "boolean"},
        "note": NOTE,
        "source": _or_nothing(KEY),
    },
)
CAPABILITIES = record(
    {
        "key": KEY,
        "name": TEXT,
        "capabilities": listed(record({"key": KEY, "name": TEXT, "measures": listed(KEY)})),
    }
)

FIGURE_KEY = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}
QUANTITY = record(
    {
        "key": FIGURE_KEY,
        "label": TEXT,
        "value": {"type": "number"},
        "unit": KEY,
        "qualifier": {"enum": ["exact", "about", "at_least"]},
    },
    {
        "baseline": _or_nothing({"type": "number"}),
        "as_of": _or_nothing(DAY),
        "definitions": listed(KEY),
        "status": {"enum": ["final", "provisional", "derived", "revised"]},
        "period": SPAN,
        "source": KEY,
        "place": TEXT,
    },
)
COUNT_NAME = {"type": "string", "pattern": r"^[a-z]+\.[a-z][a-z0-9_]*$"}
_GIVEN = ("value", "qualifier")  # by whoever writes the pack, or by the records
COUNTED = QUANTITY | {
    "properties": {**QUANTITY["properties"], "counted": COUNT_NAME},
    "required": [name for name in QUANTITY["required"] if name not in _GIVEN],
    "oneOf": [{"required": list(_GIVEN)}, {"required": ["counted"]}],
    "written": Text(
        "数は value と qualifier に書くか、counted に数える名前を書きます。どちらか一つです。",
        "A figure has value and qualifier, or is counted under counted: one of the two.",
    ),
}
STATE = QUANTITY | {
    "properties": {**QUANTITY["properties"], "series": KEY},
    "required": [name for name in QUANTITY["required"] if name != "value"],
    "oneOf": [{"required": ["value"]}, {"required": ["series"]}],
    "written": Text(
        "値は value に数を書くか、series に統計系列を書きます。どちらか一つです。",
        "A value is a number under value, or comes from a series under series: one of the two.",
    ),
}
EFFORT = record(
    {"key": NAME, "pillar": NUMBER, "measures": listed(KEY) | {"minItems": 1}, "text": TEXT},
    {"quantities": listed(COUNTED), "notes": listed(KEY)},
)
ISSUE = record({"key": NAME, "text": TEXT}, {"notes": listed(KEY)})
OUTLINE_HEAD = record(
    {
        "key": NAME,
        "plan": KEY,
        "period": SPAN,
        "state_period": SPAN,
        "issued_on": DAY,
        "issuer": TEXT,
        "source": KEY,
    },
    {"highlights": listed(NAME)},
)
OUTLINE = record(
    {
        "outline": OUTLINE_HEAD,
        "state": listed(STATE),
        "efforts": listed(EFFORT),
        "issues": listed(ISSUE),
    }
)
