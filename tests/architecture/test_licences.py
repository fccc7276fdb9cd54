"""Nothing of the GPL family is shipped; the two libraries under the LGPL are decided on, by name."""

import re
from importlib.metadata import PackageNotFoundError, metadata

from tests.architecture.layers import ROOT
from tests.architecture.test_locks import names

DECIDED = {"psycopg", "psycopg-binary", "psycopg-pool", "docxtpl"}  # docs/decisions/0002


def licence(name):
    try:
        about = metadata(name)
    except PackageNotFoundError:  # for another platform
        return ""
    classifiers = [c for c in about.get_all("Classifier") or [] if c.startswith("License")]
    expressions = about.get_all("License-Expression") or []
    short = "".join(about.get_all("License") or []).splitlines()[:1]
    return " ".join([*expressions, *classifiers, *short])


def test_no_dependency_is_under_the_gpl():
    locked = names((ROOT / "requirements.txt").read_text().splitlines())
    copyleft = re.compile(r"\b[AL]?GPL|General Public|Affero", re.IGNORECASE)
    found = {name for name in locked if copyleft.search(licence(name))}
    assert found == DECIDED & locked


def test_the_project_says_its_own():
    assert "Apache License" in (ROOT / "LICENSE").read_text()
