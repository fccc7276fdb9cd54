"""A test's own parameter never takes the name of a fixture it may rest on: the fixture would not run."""

import ast
from pathlib import Path

import pytest

from tests.architecture.layers import ROOT

TESTS = sorted(path for path in ROOT.glob("*/**/test_*.py") if ".venv" not in path.parts)


def decorated(tree, with_what):
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                called = decorator.func if isinstance(decorator, ast.Call) else decorator
                if ast.unparse(called) == with_what:
                    yield node.name, decorator


def shared(path: Path) -> set[str]:
    """The fixtures of every ``conftest.py`` above a test."""
    above = [folder / "conftest.py" for folder in path.parents if folder.is_relative_to(ROOT)]
    trees = [ast.parse(found.read_text()) for found in above if found.exists()]
    return {name for tree in trees for name, _ in decorated(tree, "pytest.fixture")}


def parameters(path: Path) -> set[str]:
    tree = ast.parse(path.read_text())
    named = (ast.literal_eval(to.args[0]) for _, to in decorated(tree, "pytest.mark.parametrize"))
    return {name for names in named for name in ([names] if isinstance(names, str) else names)}


def test_there_are_shared_fixtures_to_hide():
    assert "shown" in shared(ROOT / "src/mamori/plan/tests/test_views_public.py")


@pytest.mark.parametrize("path", TESTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_parameter_hides_a_fixture(path):
    assert parameters(path) & shared(path) == set()
