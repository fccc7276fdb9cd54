import pytest
from jsonschema import Draft202012Validator

from mamori.kernel.faults import reason, short

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
    },
}


def said(record):
    [error] = Draft202012Validator(SCHEMA).iter_errors(record)
    return reason(error)


@pytest.mark.parametrize(
    ("record", "where", "right"),
    [
        ({}, "'key' is a required property", "The keys here are: key, size, kind, parts, either."),
        ({"key": "a", "colour": 1}, "colour", "The keys here are: key, size, kind, parts, either."),
        ({"key": "A"}, "key: ", "Its form is: ^[a-z]+$"),
        ({"key": "a", "size": "big"}, "size: ", "It takes: integer."),
        ({"key": "a", "size": 0}, "size: ", "less than the minimum of 1"),
        ({"key": "a", "kind": "c"}, "kind: ", "Allowed are: a, b."),
        ({"key": "a", "parts": [{"name": 1}, {}]}, "parts/1: ", "'name' is a required property"),
        ({"key": "a", "either": "y"}, "either: ", "is not of type 'integer'"),
    ],
)
def test_a_fault_says_where_it_is_and_what_would_be_right(record, where, right):  # §4.1
    text = said(record)
    assert where in text.en
    assert right in text.en
    assert "形が合いません" in text.ja


def test_a_long_value_is_cut():
    assert short("x" * 160) == "x" * 160
    assert short("x" * 161) == "x" * 157 + "…"
