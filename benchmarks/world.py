"""An invented country's worth of rows: years of measures, each with an effort, owners and figures."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count, product
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from mamori.accounts import actions as accounts
from mamori.accounts.models import RoleHeld, User
from mamori.kernel import audit
from mamori.kernel.models import AuditEntry
from mamori.plan import models
from mamori.site import packs

PACK = Path(__file__).parents[1] / "packs/japan"
AT = datetime(2026, 4, 1, 3, tzinfo=UTC)
PLAN = "2022"
MEASURES, YEARS = 97, 10  # what the promise on pages is about
FIRST_YEAR = 2023

# Invented words; no text repeats another, or a typesetter would set it once and remember it.
WHO = (
    "学校の先生",
    "地域の保護者",
    "相談員",
    "事業者",
    "医療の関係者",
    "青少年の指導員",
    "自治体の職員",
)
WHAT = ("安全な使い方の教室", "見守りの研修", "相談窓口の案内", "教材の説明会", "支援の手引の講習")
WHERE = ("北の町", "海辺の村", "川沿いの市", "山あいの学校", "駅前の会館", "島の公民館", "都の講堂",
         "郊外の図書館", "港の集会所", "丘の上の学園", "公園の広場", "旧市街の役場", "大学の教室")  # fmt: skip
WHO_EN = ("teachers", "parents", "counsellors", "providers", "medical staff", "youth leaders",
          "local officials")  # fmt: skip
WHAT_EN = ("a class on safe use", "a training in watching over", "a guide to the help desks",
           "a briefing on new material", "a course on the handbook of support")  # fmt: skip
WHERE_EN = ("a northern town", "a village by the sea", "a city on a river", "a mountain school",
            "the hall at a station", "an island centre", "a lecture hall", "a suburban library",
            "a harbour meeting room", "a school on a hill", "a park", "an old town hall",
            "a university room")  # fmt: skip
AGENCIES = ("NPA", "CAO", "MIC", "MOJ", "MEXT", "METI", "CAS")
STATED = ("csam_persons_cleared", "csam_child_victims", "three_persons", "three_victims")


def founded() -> None:
    """The tables, the Japan pack and the people of a demonstration."""
    call_command("migrate", verbosity=0)
    packs.load(PACK, at=AT)
    accounts.mark_demonstration(actor=audit.job("benchmark"), at=AT)


def years(number: int, *, measures: int = MEASURES) -> None:
    """That many Outlines more, one effort for each of the plan's measures in each.

    More than ten stand in the same ten years: a file's date ends with the year 2107.
    """
    promised(PLAN, measures)
    there = models.Outline.objects.filter(plan=PLAN).count()
    for n in range(there, there + number):
        again, year = divmod(n, YEARS)
        first = date(FIRST_YEAR + year, 4, 1)
        outline(f"FY{first.year}{f'-{again}' if again else ''}", PLAN, first, efforts=measures)
    with connection.cursor() as cursor:  # what PostgreSQL does by itself a minute later
        cursor.execute("ANALYZE")


def promised(plan: str, number: int) -> None:
    """Measures, until the plan has that many; each with owners, every third a joint one."""
    held = models.Measure.objects.filter(plan=plan)
    pillars = list(models.Pillar.objects.filter(plan=plan).order_by("number"))
    first = models.Plan.objects.get(pk=plan).first
    begin = held.count()
    new = [
        models.Measure(
            key=f"b{plan[2:]}-{n:04}",
            plan_id=plan,
            pillar=pillars[n % len(pillars)],
            title_ja=f"{WHERE[n % 13]}で{WHO[n % 7]}に{WHAT[n % 5]}を届ける",
            title_en=f"Bring {WHAT_EN[n % 5]} to {WHO_EN[n % 7]} in {WHERE_EN[n % 13]}",
            title_provisional=n % 2 == 0,
            first=first,
            open_list=n % 4 == 0,
        )
        for n in range(begin, number)
    ]
    models.Measure.objects.bulk_create(new)
    models.Ownership.objects.bulk_create(
        owner for n, row in enumerate(new) for owner in _owners(row, n)
    )


def _owners(measure: models.Measure, n: int) -> Iterable[models.Ownership]:
    duty = "child_guidance" if n % 5 == 0 else ""
    agency = "" if duty else AGENCIES[n % 7]
    yield models.Ownership(
        measure=measure, order=1, part="lead", agency=agency, duty=duty, first=measure.first
    )
    if n % 3 == 0:
        other = AGENCIES[(n + 3) % 7]
        yield models.Ownership(
            measure=measure, order=2, part="joint", agency=other, first=measure.first
        )


def outline(key: str, plan: str, first: date, *, efforts: int) -> None:
    """One Outline: section I with four figures, that many efforts, three sentences of section III."""
    row = models.Outline.objects.create(
        key=key,
        plan_id=plan,
        first=first,
        last=date(first.year + 1, 3, 31),
        state_first=date(first.year, 1, 1),
        state_last=date(first.year, 12, 31),
        issued_on=date(first.year + 1, 5, 25),
        issuer_ja="関係府省庁連絡会議",
        issuer_en="Liaison Conference of the Relevant Ministries and Agencies",
        highlights=[],
        source_id="outline-2018",
    )
    definitions = {d.key: d for d in models.Definition.objects.order_by("version")}
    _state(row, definitions)
    passages = _efforts(row, efforts)
    figures = _figures(row, passages)
    through = models.Quantity.definitions.through
    through.objects.bulk_create(
        through(quantity=figure, definition=definitions["arrest"]) for figure in figures[::9]
    )


def _state(row: models.Outline, definitions: dict[str, models.Definition]) -> None:
    for n, key in enumerate(STATED, start=1):
        figure = _figure(row, None, n, key, 1100 + 97 * n)
        figure.save()
        figure.definitions.set([definitions["arrest"], definitions["csam_offences"]][n % 2 :])
    models.Passage.objects.bulk_create(
        models.Passage(
            outline=row,
            key=f"S{n}",
            order=n,
            text_ja=f"{WHERE[n]}でも被害児童は{{I.{key}}}に上った。",
            text_en=f"In {WHERE_EN[n]} too, this came to {{I.{key}}}.",
        )
        for n, key in enumerate(STATED[:3], start=1)
    )


def _efforts(row: models.Outline, number: int) -> list[models.Passage]:
    pillars = list(models.Pillar.objects.filter(plan=row.plan_id).order_by("number"))
    measures = list(models.Measure.objects.filter(plan=row.plan_id).order_by("key"))
    turns = zip(count(1), _texts(), range(number), strict=False)
    passages = models.Passage.objects.bulk_create(
        models.Passage(
            outline=row,
            pillar=pillars[i * len(pillars) // number],
            key=f"E{n:02}",
            order=n,
            text_ja=ja + ("参加者は{held}。" if i % 2 else ""),
            text_en=en + (" It counted {held}." if i % 2 else ""),
        )
        for n, (ja, en), i in turns
    )
    through = models.Passage.measures.through
    through.objects.bulk_create(
        through(passage=passage, measure=measures[i % len(measures)])
        for i, passage in enumerate(passages)
    )
    return passages


def _texts() -> Iterable[tuple[str, str]]:
    """Efforts in words without any number; the first few thousand all differ."""
    for a, b, c, d in product(range(5), range(7), range(13), range(13)):
        yield (
            f"{WHO[b]}を{WHERE[c]}に招いて{WHAT[a]}を行い、その成果を{WHERE[d]}にも伝えた。",
            f"With {WHO_EN[b]} as guests, {WHAT_EN[a]} was held in {WHERE_EN[c]}, and what came of it "
            f"was passed on to {WHERE_EN[d]}.",
        )


def _figures(row: models.Outline, passages: list[models.Passage]) -> list[models.Quantity]:
    return models.Quantity.objects.bulk_create(
        _figure(row, passage, 1, "held", 40 + 37 * n) for n, passage in enumerate(passages) if n % 2
    )


def _figure(
    row: models.Outline, passage: models.Passage | None, order: int, key: str, value: int
) -> models.Quantity:
    return models.Quantity(
        outline=row,
        passage=passage,
        key=key,
        order=order,
        label_ja=f"{WHERE[value % 13]}の{WHO[value % 7]}",
        label_en=f"{WHO_EN[value % 7]} in {WHERE_EN[value % 13]}",
        value=Decimal(value),
        unit_id="participants" if passage else "persons",
        qualifier="about" if value % 2 else "exact",
        as_of=row.last if value % 3 == 0 else None,
        first=row.first,
        last=row.last,
        status="final",
        source_id="outline-2018",
    )


def crowded(people: int, history: int) -> None:
    """People with two roles each, and a long history of one measure: rows that other pages list."""
    users = User.objects.bulk_create(
        User(email=f"b{n}@bench.example", display_name=f"Invented {n:04}") for n in range(people)
    )
    RoleHeld.objects.bulk_create(
        RoleHeld(user=user, role=role, first=date(2017, 4, 1))
        for user in users
        for role in ("operator", "case_worker")
    )
    AuditEntry.objects.bulk_create(
        AuditEntry(
            slice="plan",
            at=AT,
            actor="job:benchmark",
            action="plan: measure edited",
            subject=f"measure:{first_measure()}",
            details={"before": "…", "after": "…"},
            previous=f"bench{n:059}",
            digest=f"bench{n + 1:059}",
        )
        for n in range(history)
    )


def first_measure() -> str:
    """The measure whose pages are measured: one that has an effort in every year."""
    return models.Measure.objects.filter(plan=PLAN).order_by("key").values_list("key", flat=True)[0]


def newest_outline() -> str:
    """The Outline whose pages are measured: the one filled last."""
    rows = models.Passage.objects.filter(outline__plan=PLAN).order_by("-pk")
    return rows.values_list("outline_id", flat=True)[0]


def _hundred() -> None:
    crowded(people=200, history=200)
    years(90)


PROMISED = "10 years × 97 measures"
WORLDS: tuple[tuple[str, Callable[[], None]], ...] = (
    ("1 year × 97 measures", lambda: years(1)),
    (PROMISED, lambda: years(9)),
    ("100 years × 97 measures, 200 people, 200 changes of a measure", _hundred),
    ("the same with 970 measures in a year", lambda: years(1, measures=970)),
)
