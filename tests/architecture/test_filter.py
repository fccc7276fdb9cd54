"""The provider's filter stands alone: on what it declares, without Django, without the platform."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions

from tests.architecture.layers import ROOT
from tests.architecture.test_locks import imported, names, normal

FILTER = ROOT / "filter"
PROJECT = tomllib.loads((FILTER / "pyproject.toml").read_text())["project"]
TESTING = {"pytest", "hypothesis", "atheris", "dns", "h11", "playwright"}
CODE = sorted(
    path for path in (FILTER / "src").rglob("*") if path.suffix in {".py", ".h", ".cpp"}
)
POLICIES = ("address-list-format", "filter")


def declared():
    optional = [name for group in PROJECT["optional-dependencies"].values() for name in group]
    return names([*PROJECT["dependencies"], *optional])


def test_each_import_is_declared():
    by_module = packages_distributions()
    foreign = {
        module
        for module in imported("filter/src")
        if module not in sys.stdlib_module_names and module != "mamori_filter"
    }
    missing = {
        module
        for module in foreign - TESTING
        if not declared() & {normal(name) for name in by_module.get(module, [module])}
    }
    assert missing == set()


def test_every_dependency_is_imported():
    by_module = packages_distributions()
    known = {
        normal(name) for module in imported("filter/src") for name in by_module.get(module, [])
    }
    assert declared() - known == set()


def written(policy):
    text = (ROOT / f"docs/policy/{policy}.md").read_text()
    return set(re.findall(r"^(\d+\.\d+) ", text, re.MULTILINE))


def cited(path, policy):
    """`§n.n` is a paragraph of the format; `filter §n.n` one of the filter's policy."""
    before = r"filter " if policy == "filter" else r"(?<!filter )"
    return set(re.findall(before + r"§(\d+\.\d+)", path.read_text()))


def test_every_cited_paragraph_exists():
    missing = {
        (path.name, policy, number)
        for path in CODE
        for policy in POLICIES
        for number in cited(path, policy) - written(policy)
    }
    assert missing == set()


def test_something_of_each_policy_is_cited():
    for policy in POLICIES:
        assert len({number for path in CODE for number in cited(path, policy)}) > 5, policy
