"""The shape of each file below ``statistics/`` in a country pack."""

from typing import Any

from mamori.kernel.text import Text
from mamori.statistics.rules.series import Basis, Status

Schema = dict[str, Any]
KEY = {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]*$"}
BREAKDOWN = {"type": "string", "pattern": "^[a-z0-9_]+(=[a-z0-9_]+)?$"}
YEAR = {"type": "integer", "minimum": 1900, "maximum": 2200}
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


def _record(required: Schema, optional: Schema | None = None) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


UNIT = _record({"key": KEY, "ja": _FORM, "one": _FORM, "other": _FORM})
SERIES = _record(
    {
        "key": KEY,
        "topic": KEY,
        "title": TEXT,
        "counted": TEXT,
        "population": TEXT,
        "unit": KEY,
        "basis": {"enum": [basis.value for basis in Basis]},
        "agency": {"type": "string"},
        "definitions": _list(
            _record({"version": YEAR | {"minimum": 1}, "text": TEXT}, {"first": YEAR})
        ),
    },
    {
        "laws": _list(TEXT),
        "breaks": _list(_record({"year": YEAR, "what": TEXT}, {"before": {"type": "number"}})),
        "footnotes": _list(TEXT),
        "care": TEXT,
        "breakdowns": _list(_record({"key": BREAKDOWN, "ja": _SIDE, "en": _SIDE})),
    },
)
SOURCE_COLUMNS = ("key", "published", "ja", "en", "url")
_VINTAGE = {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"}
SOURCE: Schema = {
    "type": "object",
    "required": ["key", "published", "ja", "en"],
    "properties": {
        "key": KEY,
        "published": _VINTAGE,
        "url": {"type": "string", "pattern": r"^https://[^\s]+$"},
    },
}
OBSERVATION_COLUMNS = (
    *("series", "breakdown", "period", "value", "unit", "status", "approximate", "vintage"),
    *("source", "derivation", "note_ja", "note_en"),
)
OBSERVATION: Schema = {
    "type": "object",
    "required": ["series", "breakdown", "period", "value", "unit", "status", "vintage", "source"],
    "properties": {
        "breakdown": BREAKDOWN,
        "value": {"type": "string", "pattern": r"^\d+(\.\d+)?$"},
        "status": {"enum": [status.value for status in Status]},
        "approximate": {"enum": ["yes", "no"]},
        "vintage": _VINTAGE,
    },
}
STATEMENT = _record(
    {
        "key": {"type": "string", "minLength": 1},
        "outline": {"type": "string"},
        "section": {"enum": ["I", "II", "III"]},
        "series": KEY,
        "year": YEAR,
        "kind": KEY,
        "printed": TEXT,
    }
)
