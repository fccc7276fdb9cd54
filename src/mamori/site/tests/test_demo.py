"""What fills a demonstration: each part once, in either order, and never beside real work."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from mamori.accounts.rules import Role
from mamori.accounts.tests import build as people
from mamori.plan.queries.assembling import gates_of
from mamori.plan.queries.rounds import readings
from mamori.plan.tests import build_round as rounds


def run(name):
    said = StringIO()
    call_command(name, stdout=said)
    return said.getvalue()


@pytest.mark.usefixtures("japan")
def test_a_database_with_real_work_takes_no_invented_year():
    with pytest.raises(CommandError, match="real work"):
        run("demo")


@pytest.mark.whole
@pytest.mark.usefixtures("japan")
def test_a_round_is_answered_with_what_the_invented_year_counts():
    people.demonstration(Role.SECRETARIAT)
    assert "invented records" in run("demo")
    assert "FY2018 is in progress" in run("demo_round")
    assert "stand here already" in run("demo")
    problems = [p.message.en for _, _, read in readings("FY2018") for p in read.problems]
    assert [words for words in problems if "not typed over" in words] == []


@pytest.mark.whole
@pytest.mark.usefixtures("japan")
def test_a_round_of_the_invented_year_can_be_brought_to_its_end():
    people.demonstration(Role.SECRETARIAT)
    run("demo")
    rounds.opened()
    rounds.everything_cleared()
    assert all(passage.open for passage in gates_of("FY2018", rounds.DAY))
