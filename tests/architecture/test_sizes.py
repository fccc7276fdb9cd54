"""Rooms a newcomer can take in: short files, short functions, no folder for what has no name."""

import ast

import pytest

from tests.architecture.layers import ROOT

LONGEST_FILE, LONGEST_FUNCTION = 300, 40
NAMELESS = {"core", "common", "utils", "helpers"}
CODE = [
    path
    for folder in ("src", "filter", "tests", "benchmarks")
    for path in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in path.parts
]


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_and_its_functions_are_short(path):
    text = path.read_text()
    assert len(text.splitlines()) <= LONGEST_FILE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name


def test_no_folder_is_nameless():
    assert [path for path in CODE if NAMELESS & {*path.parts, path.stem}] == []


def test_every_slice_says_what_it_promises():
    slices = [path for path in (ROOT / "src/mamori").iterdir() if (path / "__init__.py").exists()]
    assert [path.name for path in slices if not (path / "README.md").exists()] == []
