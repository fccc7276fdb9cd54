"""The locks resolve anywhere: every version has its hash, and no line names a host."""

import ast
import re
import sys
from importlib.metadata import packages_distributions

import pytest

from tests.architecture.layers import PYPROJECT, ROOT

LOCKS = ("requirements.txt", "requirements-dev.txt")
NOT_IMPORTED = {"editables", "hatchling"}  # they build the package itself


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def names(lines):
    found = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines)
    return {normal(match[0]) for match in found if match}


def imported(folder):
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                yield from (alias.name.split(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                yield node.module.split(".")[0]


@pytest.mark.parametrize("lock", LOCKS)
def test_no_host_is_named_and_every_pin_has_a_hash(lock):
    text = (ROOT / lock).read_text()
    assert not re.search(r"https?:|--index-url|--find-links|@ file", text)
    pins = re.findall(r"^[a-z0-9][^\n]*==[^\n]*(?:\n    --hash[^\n]*)*", text, re.MULTILINE)
    assert len(pins) > 20
    assert [pin for pin in pins if "--hash=sha256:" not in pin] == []


def test_what_is_asked_for_is_what_the_package_declares():
    asked = names((ROOT / "requirements.in").read_text().splitlines())
    declared = names(PYPROJECT["project"]["dependencies"])
    assert asked - NOT_IMPORTED == declared


def test_each_dependency_is_imported_or_named_in_settings():
    settings = (ROOT / "src/mamori/site/settings.py").read_text()
    fonts = (ROOT / "src/mamori/press/fonts.py").read_text()
    used = set(imported("src"))
    by_module = packages_distributions()
    known = {normal(d) for module in used for d in by_module.get(module, [])}
    for module, distributions in by_module.items():
        if re.search(rf'"{re.escape(module)}["\.]', settings + fonts):
            known |= {normal(d) for d in distributions}
    known |= {"granian", "argon2-cffi"}  # named on the command line, and as a password hasher
    assert names(PYPROJECT["project"]["dependencies"]) - known == set()


def test_each_import_is_declared():
    by_module = packages_distributions()
    declared = names(PYPROJECT["project"]["dependencies"])
    foreign = {m for m in imported("src") if m not in sys.stdlib_module_names and m != "mamori"}
    testing = {
        "aiosmtpd",
        "pytest",
        "hypothesis",
        "docx",
        "pypdf",
        "pdfua",
        "outloud",
        "python_calamine",
        "openpyxl",
        "numpy",
        "pymannkendall",
        "pysdmx",
        "scipy",
    }
    missing = {
        m for m in foreign - testing if not declared & {normal(d) for d in by_module.get(m, [m])}
    }
    assert missing == set()
