"""Policy: docs/policy/kernel.md, §4.3: YAML is plain."""

from datetime import date

import pytest
import yaml

from mamori.kernel.yamllines import read_yaml

NESTED = """# a comment
plan:
  title: {ja: 計画, en: Plan}
  days:
    - 2017-04-18

    - 2018-03-31
"""


def test_the_content_comes_with_the_line_of_each_part():
    content, lines = read_yaml(NESTED)
    assert content["plan"]["title"] == {"ja": "計画", "en": "Plan"}
    assert content["plan"]["days"] == [date(2017, 4, 18), date(2018, 3, 31)]
    assert [lines[path] for path in ((), ("plan",), ("plan", "title", "en"))] == [2, 2, 3]
    assert [lines["plan", "days", n] for n in (0, 1)] == [5, 7]


def test_nothing_written_is_nothing_read():
    assert read_yaml("# only a comment\n") == (None, {})


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("one: &a 1\ntwo: *a\n", 2),
        ("one: 1\none: 2\n", 2),
        ("one: {a: 1, a: 2}\n", 1),
        ("one: 1\n? [a]\n: 2\n", 2),
        ("one: !!python/object/apply:os.getcwd []\n", 1),
        ("one: 1\n two: 2\n", 2),
        ("one: 2017-04-30\ntwo: 2017-04-31\n", 2),
    ],
)
def test_what_a_person_did_not_mean_to_write_is_refused_at_its_line(words, line):
    with pytest.raises(yaml.MarkedYAMLError) as refused:
        read_yaml(words)
    mark = refused.value.problem_mark
    assert mark is not None
    assert mark.line + 1 == line


@pytest.mark.parametrize("words", ["day: 2017-02-30\n", "[" * 5000])
def test_no_text_crashes_the_reader(words):
    with pytest.raises(yaml.YAMLError):
        read_yaml(words)
