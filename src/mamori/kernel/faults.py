"""A JSON Schema error in plain words of both languages."""

from collections.abc import Iterable, Mapping
from typing import cast

from jsonschema.exceptions import ValidationError, best_match

from mamori.kernel.text import Text


def reason(error: ValidationError) -> Text:
    """What does not fit the schema, where in the record, and what would."""
    inner = best_match(error.context) if error.context else None
    where = "/".join(str(part) for part in error.absolute_path)
    what = (inner or error).message
    where_ja, where_en = (f"「{where}」: ", f"{where}: ") if where else ("", "")
    return Text(
        ja=f"{where_ja}形が合いません（{short(what)}）。{_expected(error).ja}",
        en=f"{where_en}{short(what)}. {_expected(error).en}",
    )


def _expected(error: ValidationError) -> Text:
    match error.validator:
        case "required" | "additionalProperties":
            schema = error.schema if isinstance(error.schema, Mapping) else {}
            keys = ", ".join(schema.get("properties", {}))
            return Text(ja=f"使えるキー: {keys}", en=f"The keys here are: {keys}.")
        case "enum":
            values = cast(Iterable[object], error.validator_value)
            allowed = ", ".join(map(str, values))
            return Text(ja=f"使える値: {allowed}", en=f"Allowed are: {allowed}.")
        case "type":
            return Text(
                ja=f"必要な型: {error.validator_value}", en=f"It takes: {error.validator_value}."
            )
        case "pattern":
            return Text(
                ja=f"必要な形: {error.validator_value}", en=f"Its form is: {error.validator_value}"
            )
    return Text(ja="", en="")


def short(words: str) -> str:
    """Enough of it to recognise."""
    return words if len(words) <= 160 else words[:157] + "…"
