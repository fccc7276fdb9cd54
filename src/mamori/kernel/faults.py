"""What is wrong in a pack's file, in plain words of both languages.

A schema may say under ``written``, as a ``Text``, how its record is written; that is then said.
"""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from jsonschema.exceptions import ValidationError, best_match

from mamori.kernel.text import Text

MOST = 12  # of the names that could have been meant
TYPES = {
    "object": Text("キーと値の組", "keys with values"),
    "array": Text("一覧", "a list"),
    "string": Text("文字列", "text"),
    "integer": Text("整数", "a whole number"),
    "number": Text("数", "a number"),
    "boolean": Text("true か false", "true or false"),
    "null": Text("空", "nothing"),
}


def reason(error: ValidationError) -> Text:
    """What does not fit the schema, where in the record, and what would."""
    where = "/".join(str(part) for part in error.absolute_path)
    what = _plain(error)
    return Text(f"「{where}」: {what.ja}", f"{where}: {what.en}") if where else what


def _plain(error: ValidationError) -> Text:
    schema = cast(Mapping[str, Any], error.schema)
    match error.validator:
        case "type" | "oneOf" | "anyOf" if "written" in schema:
            return cast(Text, schema["written"])
        case "type":
            return _instead(error.instance, [schema])
        case "oneOf" | "anyOf":
            inner = [e for e in error.context or () if e.validator != "type"]
            nearest = best_match(inner)
            return _plain(nearest) if nearest else _instead(error.instance, schema[error.validator])
        case "format":
            return no_day(error.instance)
    expected, what = _expected(error), short(error.message)
    return Text(f"形が合いません（{what}）。{expected.ja}", f"{what}. {expected.en}".strip())


def _instead(instance: object, schemas: Iterable[Mapping[str, Any]]) -> Text:
    names = [_shape(schema) for schema in schemas]
    return Text(
        ja="「{0}」ではなく、{1}が必要です。", en="“{0}” stands here; it takes {2}."
    ).format(
        short(str(instance)),
        "、または".join(name.ja for name in names),
        " or ".join(name.en for name in names),
    )


def _shape(schema: Mapping[str, Any]) -> Text:
    if "enum" in schema:
        allowed = ", ".join(map(str, schema["enum"]))
        return Text(f"{allowed}のどれか", f"one of {allowed}")
    if schema.get("format") == "date":
        return Text("2017-04-18 のような日付", "a day like 2017-04-18")
    name = TYPES[schema["type"]]
    keys = ", ".join(schema.get("properties", {}))
    return Text(f"{name.ja}（{keys}）", f"{name.en} ({keys})") if keys else name


def _expected(error: ValidationError) -> Text:
    match error.validator:
        case "required" | "additionalProperties":
            schema = cast(Mapping[str, Any], error.schema)
            keys = ", ".join(schema.get("properties", {}))
            return Text(ja=f"使えるキー: {keys}", en=f"The keys here are: {keys}.")
        case "enum":
            values = cast(Iterable[object], error.validator_value)
            allowed = ", ".join(map(str, values))
            return Text(ja=f"使える値: {allowed}", en=f"Allowed are: {allowed}.")
        case "pattern":
            return Text(
                ja=f"必要な形: {error.validator_value}", en=f"Its form is: {error.validator_value}"
            )
    return Text(ja="", en="")


def no_day(written: object) -> Text:
    return Text(
        ja="「{0}」は日付ではありません。例: 2017-04-18",
        en="“{0}” is not a day. Write it like 2017-04-18.",
    ).format(written)


def unreadable(problem: str) -> Text:
    return Text(ja=f"読めません: {problem}", en=f"This cannot be read: {problem}")


def must_be(ja: str, en: str) -> Text:
    return Text(ja=f"ここには{ja}が必要です。", en=f"There should be {en} here.")


def duplicate(name: tuple[Any, ...], line: int) -> Text:
    key = " ".join(map(str, name))
    return Text(
        ja=f"「{key}」は{line}行目にもあります。識別子は一度しか使えません。",
        en=f"“{key}” stands on line {line} already. An id is given once.",
    )


def unknown(ja: str, en: str, key: object, known: Iterable[object]) -> Text:
    """There is no such thing, and which there are, if any."""
    names = sorted(map(str, known))
    some = ", ".join(names[:MOST]) + (", …" if len(names) > MOST else "")
    tail = Text(f"あるもの: {some}", f" There are: {some}.") if names else Text("", "")
    return Text(
        ja=f"{ja}「{key}」はありません。{tail.ja}", en=f"There is no {en} “{key}”.{tail.en}"
    )


def short(words: str) -> str:
    """Enough of it to recognise."""
    return words if len(words) <= 160 else words[:157] + "…"
