"""The pieces the schemas of a country pack are made of (JSON Schema, draft 2020-12)."""

from typing import Any

from mamori.kernel.text import Text

Schema = dict[str, Any]

NAME: Schema = {"type": "string", "minLength": 1}
DAY: Schema = {"type": "string", "format": "date"}
FORM: Schema = {"type": "string", "pattern": r"^[^{}]*\{n\}[^{}]*$"}  # of a unit: ``{n} people``
IN_TWO: Schema = {
    "written": Text(
        "文は {ja: 日本語, en: 英語} と書きます。", "A text is written {ja: Japanese, en: English}."
    )
}


def record(required: Schema, optional: Schema | None = None) -> Schema:
    """An object that has all of the one, may have the other, and nothing else."""
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        "additionalProperties": False,
    }


def listed(of: Schema) -> Schema:
    return {"type": "array", "items": of}


TEXT = record({"ja": NAME, "en": NAME}) | IN_TWO
