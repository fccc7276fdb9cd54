"""Invented material with where it went, and certificates with invented names."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from mamori.activities import actions
from mamori.activities.demo.years import YEAR
from mamori.activities.rules.certificates import Certificate, Form
from mamori.activities.rules.materials import Audience, Distribution, Material, Recipients
from mamori.kernel import audit
from mamori.kernel.text import Text
from mamori.press import pdf

TEMPLATE = Path(__file__).with_name("leaflet.typ")
EDITION = "2018"
SENT_ON = date(2018, 6, 1)
SCHOOLS = (Recipients.PRIMARY, Recipients.LOWER_SECONDARY, Recipients.UPPER_SECONDARY)
TRAINED = Text("児童の性的搾取等事犯の捜査", "Investigating the exploitation of children")
POLICE = "NPA"
THANKED = Text("違法情報の通報による協力", "Help by reporting illegal content")
NAME = "架空 {0} / Sample {0}"
TRAINEES, GROUPS = 30, 3
FEW = 5

MATERIALS = (
    (
        Material(
            agency="MEXT",
            title=Text("写真を送る前に（架空の教材）", "Before you send a picture (invented)"),
            about=Text(
                "困ったときに誰へ話せるかを、一枚にまとめたもの。",
                "One page: whom to talk to, and how.",
            ),
            audience=Audience.LOWER_SECONDARY,
            licence="cc-by-4.0",
            youngest=12,
            oldest=15,
            invented=True,
        ),
        SCHOOLS,
    ),
    (
        Material(
            agency="MIC",
            title=Text("はじめてのスマートフォン（架空の教材）", "The first telephone (invented)"),
            about=Text(
                "保護者が、使い始める前に決めておくこと。",
                "What guardians settle before it is used.",
            ),
            audience=Audience.GUARDIANS,
            licence="pdl-1.0",
            invented=True,
        ),
        (Recipients.LOWER_SECONDARY,),
    ),
)

Part = Callable[..., int]


def materials(*, national: bool, codes: Sequence[str], actor: audit.Actor, at: datetime) -> int:
    """Each with a PDF in both languages, and sent to every prefecture at any size."""
    del national
    made, chance = 0, Random("materials")  # noqa: S311 - invented
    for own, recipients in MATERIALS:
        key = actions.add_material(material=own, actor=actor, at=at)
        agencies = frozenset({own.agency})
        for language in ("ja", "en"):
            actions.add_file(
                key=key,
                edition=EDITION,
                language=language,
                file_name=f"leaflet-{language}.pdf",
                content=_leaflet(own, language),
                agencies=agencies,
                actor=actor,
                at=at,
            )
        sent = [_sent(code, kind, chance) for code in codes for kind in recipients]
        who: dict[str, Any] = {"agencies": agencies, "actor": actor, "at": at}
        made += actions.record_distributions(key=key, sent=sent, **who)
    return made


def _sent(code: str, kind: Recipients, chance: Random) -> Distribution:
    there = chance.randint(40, 400)
    reached = there - chance.choice((0, 0, 0, 1, 3))
    return Distribution(
        edition=EDITION,
        area=code,
        recipients=kind,
        sent_on=SENT_ON + timedelta(days=chance.randrange(20)),
        pieces=reached * chance.choice((1, 40, 120)),
        places=reached,
        places_known=there,
        acknowledged=reached - chance.randint(0, reached // 4),
        invented=True,
    )


def _leaflet(own: Material, language: str) -> bytes:
    spoken = {"title": own.title, "about": own.about}
    words = {name: text.ja if language == "ja" else text.en for name, text in spoken.items()}
    return pdf.typeset(TEMPLATE, {"language": language, **words}, dated=SENT_ON)


def certificates(*, national: bool, codes: Sequence[str], actor: audit.Actor, at: datetime) -> int:
    """Trainees whose certificates lapse one after another from a month on, and groups that are thanked."""
    del codes
    trainees = TRAINEES if national else FEW
    for n in range(trainees):
        trained = Certificate(
            form=Form.COMPLETION,
            agency=POLICE,
            title=TRAINED,
            issued_on=YEAR.first + timedelta(days=60),
            valid_until=at.date() + timedelta(days=30 + 30 * n),
            qualification="investigators",
            invented=True,
        )
        actions.issue(certificate=trained, name=NAME.format(n + 1), actor=actor, at=at)
    for n in range(GROUPS):
        thanks = Certificate(Form.THANKS, POLICE, THANKED, YEAR.last, invented=True)
        actions.issue(certificate=thanks, name=NAME.format(n + 1), actor=actor, at=at)
    return trainees + GROUPS


PARTS: Mapping[str, Part] = {"materials": materials, "certificates": certificates}
