"""The shape of each file below ``statistics/`` in a country pack."""

from mamori.kernel.shapes import FORM, NAME, TEXT, Schema, listed, record
from mamori.statistics.rules.series import Basis, Status

KEY = {"type": "string", "pattern": "^[a-z0-9][a-z0-9_-]*$"}
BREAKDOWN = {"type": "string", "pattern": "^[a-z0-9_]+(=[a-z0-9_]+)?$"}
YEAR = {"type": "integer", "minimum": 1900, "maximum": 2200}


UNIT = record({"key": KEY, "ja": FORM, "one": FORM, "other": FORM})
SERIES = record(
    {
        "key": KEY,
        "topic": KEY,
        "title": TEXT,
        "counted": TEXT,
        "population": TEXT,
        "unit": KEY,
        "basis": {"enum": [basis.value for basis in Basis]},
        "agency": {"type": "string"},
        "definitions": listed(
            record({"version": YEAR | {"minimum": 1}, "text": TEXT}, {"first": YEAR})
        ),
    },
    {
        "laws": listed(TEXT),
        "breaks": listed(record({"year": YEAR, "what": TEXT}, {"before": {"type": "number"}})),
        "footnotes": listed(TEXT),
        "care": TEXT,
        "breakdowns": listed(record({"key": BREAKDOWN, "ja": NAME, "en": NAME})),
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
STATEMENT = record(
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
