"""Code and policy are two sides of one thing: whatever the code cites must be written down."""

import re

import pytest

from tests.architecture.layers import ROOT

POLICIES = sorted((ROOT / "docs/policy").glob("*.md"))


def cited(slice_name):
    code = (ROOT / "src/mamori" / slice_name).rglob("*.py")
    return {number for file in code for number in re.findall(r"§(\d+\.\d+)", file.read_text())}


@pytest.mark.parametrize("policy", POLICIES, ids=lambda path: path.stem)
def test_every_cited_paragraph_exists(policy):
    written = set(re.findall(r"^(\d+\.\d+) ", policy.read_text(), re.MULTILINE))
    assert cited(policy.stem) - written == set()


def test_every_slice_that_cites_has_a_policy():
    slices = {path.name for path in (ROOT / "src/mamori").iterdir() if path.is_dir()}
    assert {name for name in slices if cited(name)} <= {policy.stem for policy in POLICIES}


def test_something_is_cited():
    assert len(cited("plan")) > 5
