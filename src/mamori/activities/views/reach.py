"""How far material went: by prefecture and kind of school, as a map with its table, and each sending."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from mamori.accounts.access import SignedIn, agencies, attempt, needs
from mamori.accounts.rules import Permission
from mamori.activities import actions, files
from mamori.activities.queries import materials
from mamori.activities.queries.coverage import Cover, coverage, reach
from mamori.activities.queries.materials import Sending
from mamori.activities.rules.materials import RECIPIENTS, Recipients
from mamori.kernel.answers import download, posted_from
from mamori.kernel.areas import Area, areas
from mamori.kernel.language import language
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text, same
from mamori.kernel.typed import number
from mamori.press import workbook
from mamori.press.tiles import Tile, tile_map

PAGE = 100
MOST_IN_FILE = 50_000
LONGEST = 60
HIGHEST = 2**31 - 1
ASKED = ("edition", "area", "recipients")
WHOLE = Text("0以上の整数を入れてください。", "Give a whole number, zero or more.")
PICTURE = Text("{0}、版{1}：送った学校の割合", "{0}, edition {1}: share of schools it was sent to")
NOTHING = Text("–", "–")


@needs(Permission.PUBLISH_MATERIALS)
@require_safe
def covered(request: SignedIn, key: str) -> HttpResponse:
    """One edition over the country; the map of one kind of school, the table of all."""
    own = materials.own(_own(request), key)
    edition, editions = _edition(request, own), own.editions
    covers = coverage(key, edition)
    totals = reach(covers)
    kinds = [one.recipients for one in totals]
    asked = request.GET.get("recipients", "")
    chosen = next((kind for kind in kinds if kind.value == asked), kinds[0] if kinds else None)
    held = {(cover.area, cover.recipients): cover for cover in covers}
    lands = areas()
    context = {
        "own": own,
        "edition": edition,
        "editions": editions,
        "kinds": [(kind, RECIPIENTS[kind]) for kind in kinds],
        "chosen": chosen,
        "totals": totals,
        "rows": [(land.name, [held.get((land.code, kind)) for kind in kinds]) for land in lands],
        "picture": _map(lands, held, chosen, edition) if chosen else "",
        "recipients": RECIPIENTS,
    }
    return render(request, "activities/materials/covered.html", context)


@needs(Permission.PUBLISH_MATERIALS)
@require_safe
def covered_file(request: SignedIn, key: str, form: str) -> HttpResponse:
    own = materials.own(_own(request), key)
    covers = coverage(key, _edition(request, own))
    return _file(files.coverage(covers, _names(), language()), form, "coverage")


@needs(Permission.PUBLISH_MATERIALS)
@require_safe
def sendings(request: SignedIn, key: str) -> HttpResponse:
    return _sendings(request, key)


@needs(Permission.PUBLISH_MATERIALS)
@require_safe
def sendings_file(request: SignedIn, key: str, form: str) -> HttpResponse:
    materials.own(_own(request), key)
    found, _ = materials.sent(key, _asked(request.GET), most=MOST_IN_FILE)
    return _file(files.sendings(found, _names(), language()), form, "sendings")


@needs(Permission.PUBLISH_MATERIALS)
@posted_from("activities:sendings", "key")
def acknowledge(request: SignedIn, key: str, distribution: int) -> HttpResponse:
    own = _own(request)
    materials.own(own, key)
    try:
        value = number(request.POST.get("places", "")).value
    except Refused as refusal:
        return _sendings(request, key, refusal.message)
    if value != int(value) or not 0 <= value <= HIGHEST:
        return _sendings(request, key, WHOLE)
    problem = attempt(
        request,
        lambda **who: actions.acknowledge(
            key=key, distribution=distribution, places=int(value), agencies=own, **who
        ),
    )
    if problem is not None:
        return _sendings(request, key, problem)
    kept = _kept(request.GET)
    back = reverse("activities:sendings", args=[key])
    return redirect(f"{back}?{kept}" if kept else back)


def _sendings(request: SignedIn, key: str, problem: Text | None = None) -> HttpResponse:
    own, asked = materials.own(_own(request), key), request.GET.get("page", "")
    page = max(1, int(asked)) if asked.isdecimal() and len(asked) < 5 else 1
    sending = _asked(request.GET)
    found, total = materials.sent(key, sending, first=(page - 1) * PAGE, most=PAGE)
    context = {
        "own": own,
        "found": found,
        "total": total,
        "sending": sending,
        "editions": own.editions,
        "areas": _names(),
        "recipients": RECIPIENTS,
        "kept": _kept(request.GET),
        "page": page,
        "pages": max(1, -(-total // PAGE)),
        "problem": problem,
        "today": timezone.localdate(),
    }
    status = 422 if problem else 200
    return render(request, "activities/materials/sendings.html", context, status=status)


def _map(
    lands: list[Area],
    held: Mapping[tuple[str, Recipients], Cover],
    kind: Recipients,
    edition: str,
) -> str:
    spoken = language()
    tiles, said = [], []
    for land in lands:
        cover = held.get((land.code, kind))
        words = _share(cover)
        if cover is not None:
            said.append(f"{land.name.in_(spoken)} {words.in_(spoken)}")
        if land.tile is not None:
            value = None if cover is None or cover.share is None else float(cover.share)
            tiles.append(Tile(land.tile, land.name, value, words))
    return tile_map(
        tiles,
        name="reach",
        title=PICTURE.format(RECIPIENTS[kind], edition).in_(spoken),
        description="; ".join(said) or "–",
        language=spoken,
    )


def _share(cover: Cover | None) -> Text:
    if cover is None:
        return NOTHING
    if cover.share is None:
        return Text(f"{cover.places:,}校", f"{cover.places:,}")
    return same(f"{cover.share} %")


def _edition(request: SignedIn, own: materials.Material) -> str:
    """The one asked for, else the newest."""
    asked = request.GET.get("edition", "")
    return asked if asked in own.editions else next(iter(own.editions), "")


def _asked(asked: Mapping[str, str]) -> Sending:
    return Sending(**{name: asked.get(name, "")[:LONGEST].replace("\0", "") for name in ASKED})


def _kept(asked: Mapping[str, str]) -> str:
    return urlencode({name: asked[name] for name in ASKED if asked.get(name)})


def _file(table: workbook.Table, form: str, name: str) -> HttpResponse:
    if form not in workbook.FORMATS:
        raise Http404
    return download(workbook.write(table, form), workbook.FORMATS[form], f"{name}.{form}")


def _names() -> dict[str, Text]:
    return {area.code: area.name for area in areas()}


def _own(request: SignedIn) -> frozenset[str]:
    return agencies(request, Permission.PUBLISH_MATERIALS)
