"""What the audit trail records can be read in both languages."""

import ast

from mamori.site.deeds import ACTIONS, SLICES
from tests.architecture.layers import ROOT


def recorded():
    """Every action that some slice records: ``"plan: measure added"``."""
    for path in ROOT.glob("src/mamori/*/**/*.py"):
        owner = path.relative_to(ROOT / "src/mamori").parts[0]
        if owner == "site" or "tests" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("_record", "record"):
                yield from (f"{owner}: {word}" for word in words(node.args[0]))
            elif isinstance(node, ast.keyword) and node.arg == "action":
                yield from words(node.value)


def words(node):
    """The texts an argument may be; none where it is put together from another."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    return [*words(node.body), *words(node.orelse)] if isinstance(node, ast.IfExp) else []


def test_every_recorded_action_has_its_words():
    found = set(recorded())
    assert len(found) > 10
    assert found == set(ACTIONS)


def test_every_slice_that_records_has_its_name():
    assert {action.split(":")[0] for action in ACTIONS} == set(SLICES)
