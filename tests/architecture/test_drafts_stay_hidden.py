"""Every route, tried by every role: a draft is its owners' and the secretariat's, an edition nobody's.

Policy: accounts §2.4, plan §10.2. A new route is walked here the day it is added.
"""

import io
import re
import zipfile
from datetime import timedelta
from itertools import product

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from mamori.accounts import actions as accounts
from mamori.accounts.models import User
from mamori.accounts.rules import Permission, Role
from mamori.accounts.tests.build import BY
from mamori.plan import actions, models
from mamori.plan.tests import build_round as build

pytestmark = pytest.mark.whole

DRAFT = "ひみつの下書きである"
FROZEN = "確定した秘密の文である"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
GUESSES = {
    "key": ("FY2018", "2017", "p17-07"),
    "plan_key": ("2017",),
    "name": ("FY2018",),
    "form": ("csv", "json"),
    "agency": ("MIC",),
    "revision": (1,),
    "person_id": (1,),
    "role_id": (1,),
    "pk": (1,),
    "ownership_id": (1,),
}


def routes(resolver=None, prefix=""):
    for entry in (resolver or get_resolver()).url_patterns:
        pattern = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLPattern):
            yield pattern
        else:
            yield from routes(entry, pattern)


def addresses():
    """Every route with every guess, as paths; ids are those of everything there is."""
    ids = {
        "obligation_id": [o.pk for o in models.Obligation.objects.filter(answer__measure="p17-07")],
        "edition_id": [e.pk for e in models.Edition.objects.all()],
        "evidence_id": [1],
    }
    for pattern in routes():
        if "^" in pattern:
            continue  # allauth's and the API's own
        names = PARAMETER.findall(pattern)
        for values in product(*(ids.get(n) or GUESSES.get(n, ("1",)) for n in names)):
            path = "/" + PARAMETER.sub("{}", pattern).format(*values)
            yield path
            if path.endswith("/staff/rounds/FY2018/"):
                yield from (f"{path}?at={pk}" for pk in ids["obligation_id"])
    yield from (f"/api/v1/plan/outlines/FY2018?revision={n}" for n in ("", 1, 2))


def words_of(answer):
    """What an answer says, files opened."""
    content = b"".join(answer) if answer.streaming else answer.content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            content = b"\n".join(archive.read(name) for name in archive.namelist())
    return content.decode("utf-8", "replace")


@pytest.fixture
def world(japan):
    """A draft of MIC and MEXT in one round; another edition that waits for its minute."""
    accounts.mark_demonstration(**BY)
    build.opened("FY2018")
    build.save(build.obligation("p17-07", "MIC"), kind="done", text_ja=DRAFT, text_en="Secret.")


@pytest.fixture
def waiting(japan):
    accounts.mark_demonstration(**BY)
    build.opened("FY2018")
    build.everything_cleared()
    answer = models.Return.objects.get(round="FY2018", measure="p17-01")
    answer.cells = {"text.ja": FROZEN, "text.en": "What waits for its minute."}
    answer.save()
    minute = timezone.now() + timedelta(days=2)
    who = {"actor": build.REVIEWER["actor"], "at": timezone.now()}
    actions.freeze(round_key="FY2018", announced_at=minute, **who)


def readers():
    """One client for each invented person, and one for nobody."""
    yield "nobody", None, Client()
    for user in User.objects.filter(is_demonstration=True):
        client = Client()
        client.force_login(user)
        yield user.display_name, user, client


def sees(client, words):
    """The addresses at which these words can be read."""
    return [path for path in addresses() if words in words_of(client.get(path))]


@pytest.mark.django_db
def test_a_draft_is_seen_by_its_owners_and_the_secretariat_alone(world):  # accounts §2.4
    for name, user, client in readers():
        found = sees(client, DRAFT)
        roles = {(r.role, r.agency_id) for r in user.roles.all()} if user else set()
        may = roles & {
            (Role.MINISTRY, "MIC"),
            (Role.MINISTRY, "MEXT"),
            (Role.SECRETARIAT, "NPA"),
        }
        assert bool(found) is bool(may), (name, found[:5])


@pytest.mark.django_db
def test_an_edition_before_its_minute_is_seen_by_the_secretariat_alone(waiting):  # plan §10.2
    from mamori.accounts import queries

    for name, user, client in readers():
        found = sees(client, FROZEN)
        today = timezone.localdate()
        held = queries.permissions_of(user.pk, on=today) if user else frozenset()
        if Permission.PUBLISH_EDITIONS not in held:
            shared = [path for path in found if "/staff/" not in path]
            assert shared == [], (name, shared[:5])
