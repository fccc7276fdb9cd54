"""The worked examples of the methodology page come out as the policy says."""

import pytest

from mamori.statistics.rules.examples import EXAMPLES, examples


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.paragraph} {e.given.en}")
def test_an_example_comes_out_as_stated(example):
    assert example.result == example.expected


def test_an_example_stands_under_its_paragraph():
    assert {e.paragraph for e in examples("4.3")} == {"4.3"}
    assert examples("9.9") == []
