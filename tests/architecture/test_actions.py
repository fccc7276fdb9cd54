"""What every action promises, and what no test inside a transaction would notice."""

import ast

import pytest

from tests.architecture.layers import ROOT

SHARED = {  # what actions have in common, no action of its own
    "plan/actions/recording.py",
    "plan/actions/asking.py",
    "activities/actions/holding.py",
    "activities/actions/parting.py",
    "activities/actions/following.py",
}
ACTIONS = [
    pytest.param(node, id=f"{path.stem}.{node.name}")
    for path in (*ROOT.glob("src/mamori/*/actions.py"), *ROOT.glob("src/mamori/*/actions/*.py"))
    if "/".join(path.parts[-3:]) not in SHARED
    for node in ast.parse(path.read_text()).body
    if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
]


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_one_transaction(action):
    assert "transaction.atomic" in map(ast.unparse, action.decorator_list)


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_takes_its_arguments_by_name(action):
    assert not action.args.posonlyargs + action.args.args


CHANGES_NO_RECORD = {"send_digests", "tally"}  # they ask for letters, or count ahead
NOBODY_IS_KNOWN = {"come", "reply"}  # at the door of a meeting, where no trace is kept
PROVES_WHO_ACTS = {"accept_invitation"}  # a code does: nobody is signed in yet


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_names_its_actor_and_its_moment(action):
    without = PROVES_WHO_ACTS | CHANGES_NO_RECORD | NOBODY_IS_KNOWN
    needed = {"at"} if action.name in without else {"actor", "at"}
    assert needed <= {argument.arg for argument in action.args.kwonlyargs}
