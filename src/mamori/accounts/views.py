"""Agencies, duties, people and permissions for staff; the way in to a demonstration."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from mamori.accounts import actions, queries, rules
from mamori.accounts.access import (
    SignedIn,
    attempt,
    granted,
    needs,
    open_to_all,
    person_to_sign_in,
    signed_in,
)
from mamori.accounts.forms import (
    AgencyForm,
    HandOverForm,
    LettersForm,
    PersonForm,
    RoleForm,
    WelcomeForm,
)
from mamori.accounts.rules import Permission
from mamori.kernel import audit
from mamori.kernel.answers import download, posted_from
from mamori.kernel.forms import LastDayForm
from mamori.kernel.language import language
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text, same
from mamori.press import workbook


@open_to_all
@require_http_methods(["GET", "POST"])
def demonstration(request: HttpRequest) -> HttpResponse:
    """One button a role; there is no such page outside a demonstration (§4.1)."""
    people = queries.demonstration_people()
    if not people:
        raise Http404
    if request.method == "POST":
        wanted = request.POST.get("person", "")
        person = next((p for p in people if str(p.person_id) == wanted), None)
        if person is None:
            raise Http404
        user = person_to_sign_in(person.person_id)
        login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
        may = queries.permissions_of(person.person_id, on=timezone.localdate())
        return redirect(_first_page(may) or "accounts:start")
    return render(request, "accounts/demonstration.html", {"people": people})


@signed_in
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Where one comes after signing in: on the first page of one's roles, if they have pages yet."""
    may = granted(request)
    first = _first_page(may)
    if first is not None:
        return redirect(first)
    may_see = Permission.SEE_PERMISSIONS in may
    return render(request, "accounts/start.html", {"may_see_permissions": may_see})


@needs(Permission.LOOK_THROUGH_PLAN)
@require_safe
def agencies(request: SignedIn) -> HttpResponse:
    wanted = request.GET.get("q", "").strip()
    found = [a for a in queries.agencies() if _matches(a, wanted)]
    if request.GET.get("as") in workbook.FORMATS:
        return _sheet(found, request.GET["as"])
    context = {"agencies": found, "wanted": wanted, "may_edit": _may_edit(request)}
    return render(request, "accounts/agencies.html", context)


@needs(Permission.LOOK_THROUGH_PLAN)
@require_safe
def agency(request: SignedIn, key: str) -> HttpResponse:
    context = {
        "agency": queries.agency(key),
        "duties": [d for d in queries.duties() if any(h.agency == key for h in d.holdings)],
        "history": audit.history(f"agency:{key}"),
        "may_edit": _may_edit(request),
    }
    return render(request, "accounts/agency.html", context)


@needs(Permission.EDIT_AGENCIES)
@require_http_methods(["GET", "POST"])
def edit_agency(request: SignedIn, key: str) -> HttpResponse:
    held = queries.agency(key)
    form = AgencyForm(
        request.POST or None,
        initial={
            "name_ja": held.name.ja,
            "name_en": held.name.en,
            "note_ja": held.note.ja,
            "note_en": held.note.en,
        },
    )
    problem = None
    if request.method == "POST" and form.is_valid():
        problem = attempt(
            request, lambda **w: actions.edit_agency(abbreviation=key, **form.texts(), **w)
        )
        if problem is None:
            return redirect("accounts:agency", key)
    status = 422 if form.is_bound else 200
    context = {"agency": held, "form": form, "problem": problem}
    return render(request, "accounts/edit_agency.html", context, status=status)


@needs(Permission.LOOK_THROUGH_PLAN)
@require_safe
def duties(request: SignedIn) -> HttpResponse:
    context = {"duties": queries.duties(), "may_edit": _may_edit(request)}
    return render(request, "accounts/duties.html", context)


@needs(Permission.EDIT_AGENCIES)
@require_http_methods(["GET", "POST"])
def hand_over(request: SignedIn, key: str) -> HttpResponse:
    duty = queries.duty(key)
    form = HandOverForm(request.POST or None)
    problem = None
    if request.method == "POST" and form.is_valid():
        problem = attempt(
            request, lambda **w: actions.hand_over_duty(duty=key, **form.values(), **w)
        )
        if problem is None:
            return redirect("accounts:duties")
    context = {
        "duty": duty,
        "form": form,
        "problem": problem,
        "history": audit.history(f"duty:{key}"),
    }
    return render(request, "accounts/hand_over.html", context, status=422 if form.is_bound else 200)


@needs(Permission.SEE_PERMISSIONS)
@require_safe
def permissions(request: SignedIn) -> HttpResponse:
    table = [
        (
            name,
            [role in rules.GRANTED and permission in rules.GRANTED[role] for role in rules.ROLES],
        )
        for permission, name in rules.PERMISSIONS.items()
    ]
    context = {"roles": list(rules.ROLES.values()), "table": table}
    return render(request, "accounts/permissions.html", context)


@needs(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def people(request: SignedIn) -> HttpResponse:
    form = PersonForm(request.POST or None)
    problem = None
    if request.method == "POST" and form.is_valid():
        problem = attempt(request, lambda **w: actions.add_person(**form.cleaned_data, **w))
        if problem is None:
            return redirect("accounts:people")
    context = {"people": queries.people(), "form": form, "problem": problem}
    return render(request, "accounts/people.html", context, status=422 if form.is_bound else 200)


@needs(Permission.MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def person(request: SignedIn, person_id: int) -> HttpResponse:
    shown = queries.person(person_id)
    form = RoleForm(request.POST or None)
    problem = None
    if request.method == "POST" and form.is_valid():
        problem = attempt(
            request, lambda **w: actions.give_role(person_id=person_id, **form.values(), **w)
        )
        if problem is None:
            return redirect("accounts:person", person_id)
    return _person(request, shown, form, problem, status=422 if form.is_bound else 200)


@needs(Permission.MANAGE_PEOPLE)
@posted_from("accounts:person", "person_id")
def end_role(request: SignedIn, person_id: int, role_id: int) -> HttpResponse:
    shown = queries.person(person_id)
    if all(role.role_id != role_id for role in shown.roles):
        raise Http404
    form = LastDayForm(request.POST)
    if form.is_valid():
        problem = attempt(
            request, lambda **w: actions.end_role(role_id=role_id, **form.cleaned_data, **w)
        )
        if problem is None:
            return redirect("accounts:person", person_id)
    else:
        problem = same(str(form.errors["last"][0]))
    return _person(request, shown, RoleForm(), problem, status=422)


@needs(Permission.MANAGE_PEOPLE)
@posted_from("accounts:person", "person_id")
def invite(request: SignedIn, person_id: int) -> HttpResponse:
    """Shows the code once; it is kept nowhere."""
    shown, who = queries.person(person_id), audit.person(request.user.pk)
    code = actions.invite(person_id=person_id, actor=who, at=timezone.now())
    answer = _person(request, shown, RoleForm(), None, status=200, code=code)
    answer["Cache-Control"] = "no-store"
    return answer


@needs(Permission.LOOK_THROUGH_PLAN)
@require_http_methods(["GET", "POST"])
def letters(request: SignedIn) -> HttpResponse:
    me = request.user
    form = LettersForm(request.POST or None, initial={"choice": me.letters})
    if request.method == "POST" and form.is_valid():
        attempt(
            request, lambda **w: actions.choose_letters(person_id=me.pk, choice=form.value(), **w)
        )
        return redirect("accounts:letters")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/letters.html", {"form": form}, status=status)


@open_to_all
@require_http_methods(["GET", "POST"])
def welcome(request: HttpRequest) -> HttpResponse:
    """Whoever was given a code chooses a password here, then signs in."""
    form = WelcomeForm(request.POST or None)
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            actions.accept_invitation(**form.cleaned_data, at=timezone.now())
        except Refused as refusal:
            problem = refusal.message
        else:
            return redirect("account_login")
    context = {"form": form, "problem": problem}
    return render(request, "accounts/welcome.html", context, status=422 if form.is_bound else 200)


def _person(
    request: SignedIn,
    shown: queries.Person,
    form: RoleForm,
    problem: Text | None,
    *,
    status: int,
    code: str = "",
) -> HttpResponse:
    context = {
        "shown": shown,
        "form": form,
        "problem": problem,
        "code": code,
        "welcome_address": request.build_absolute_uri(reverse("accounts:welcome")),
        "history": audit.history(f"person:{shown.person_id}"),
    }
    return render(request, "accounts/person.html", context, status=status)


def _may_edit(request: HttpRequest) -> bool:
    return Permission.EDIT_AGENCIES in granted(request)


def _first_page(may: frozenset[Permission]) -> str | None:
    """None: the work of these roles has no pages yet."""
    pages = {
        Permission.LOOK_THROUGH_PLAN: "plan:staff_plan",
        Permission.MANAGE_PEOPLE: "accounts:people",
    }
    return next((page for permission, page in pages.items() if permission in may), None)


def _matches(agency: queries.Agency, wanted: str) -> bool:
    words = f"{agency.abbreviation} {agency.name.ja} {agency.name.en}".lower()
    return wanted.lower() in words


def _sheet(found: list[queries.Agency], form: str) -> HttpResponse:
    spoken = language()
    heads = (
        Text("略称", "Short"),
        Text("日本語", "Japanese"),
        Text("英語", "English"),
        Text("から", "From"),
        Text("まで", "To"),
    )
    table = workbook.Table.said(
        spoken=spoken,
        title=Text("府省庁", "Agencies"),
        heads=heads,
        rows=tuple((a.abbreviation, a.name.ja, a.name.en, a.valid_from, a.valid_to) for a in found),
    )
    return download(workbook.write(table, form), workbook.FORMATS[form], f"agencies.{form}")
