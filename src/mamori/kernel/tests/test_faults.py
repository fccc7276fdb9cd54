import pytest
from jsonschema import Draft202012Validator

from mamori.kernel.faults import reason, short, unknown
from mamori.kernel.text import Text

SCHEMA = {
    "type": "object",
    "required": ["key"],
    "additionalProperties": False,
    "properties": {
        "key": {"type": "string", "pattern": "^[a-z]+$"},
        "size": {"type": "integer", "minimum": 1},
        "kind": {"enum": ["a", "b"]},
        "parts": {"type": "array", "items": {"type": "object", "required": ["name"]}},
        "either": {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^x"}]},
        "day": {"type": "string", "format": "date"},
        "place": {"type": "object", "properties": {"north": {}}},
        "owner": {
            "type": "object",
            "written": Text("担当は {name: …}。", "An owner is {name: …}."),
        },
    },
}


def said(record):
    checker = Draft202012Validator.FORMAT_CHECKER
    [error] = Draft202012Validator(SCHEMA, format_checker=checker).iter_errors(record)
    return reason(error)


@pytest.mark.parametrize(
    ("record", "where", "right"),
    [
        (
            {},
            "'key' is a required property",
            "The keys here are: key, size, kind, parts, either, day, place, owner.",
        ),
        (
            {"key": "a", "colour": 1},
            "colour",
            "The keys here are: key, size, kind, parts, either, day, place, owner.",
        ),
        ({"key": "A"}, "key: ", "Its form is: ^[a-z]+$"),
        ({"key": "a", "size": "big"}, "size: ", "“big” stands here; it takes a whole number."),
        ({"key": "a", "size": 0}, "size: ", "less than the minimum of 1"),
        ({"key": "a", "kind": "c"}, "kind: ", "Allowed are: a, b."),
        ({"key": "a", "parts": [{"name": 1}, {}]}, "parts/1: ", "'name' is a required property"),
        ({"key": "a", "either": "y"}, "either: ", "Its form is: ^x"),
        ({"key": "a", "either": []}, "either: ", "it takes a whole number or text."),
        ({"key": "a", "day": "2017-02-30"}, "day: ", "“2017-02-30” is not a day."),
        ({"key": "a", "day": 7}, "day: ", "“7” stands here; it takes a day like 2017-04-18."),
        ({"key": "a", "place": "x"}, "place: ", "it takes keys with values (north)."),
        ({"key": "a", "owner": "x"}, "owner: ", "An owner is {name: …}."),
    ],
)
def test_a_fault_says_where_it_is_and_what_would_be_right(record, where, right):  # §4.1
    text = said(record)
    assert where in text.en
    assert right in text.en
    assert text.ja != text.en
    assert "is not of type" not in text.ja


def test_a_long_value_is_cut():
    assert short("x" * 160) == "x" * 160
    assert short("x" * 161) == "x" * 157 + "…"


def test_what_there_is_is_named_if_there_is_any():
    assert unknown("庁", "agency", "X", ["B", "A"]).en == "There is no agency “X”. There are: A, B."
    assert unknown("庁", "agency", "X", []) == Text(
        "庁「X」はありません。", "There is no agency “X”."
    )
