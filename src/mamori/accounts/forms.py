"""Turns what was typed into typed values. Asks no questions of policy."""

from typing import Any

from django import forms

from mamori.accounts import queries
from mamori.accounts.rules import ROLES, Letters, Role
from mamori.kernel.forms import Day, Spoken
from mamori.kernel.language import language
from mamori.kernel.text import Text


class AgencyForm(Spoken):
    labels = {
        "name_ja": Text("名称（日本語）", "Name in Japanese"),
        "name_en": Text("名称（英語）", "Name in English"),
        "note_ja": Text("備考（日本語）", "Note in Japanese"),
        "note_en": Text("備考（英語）", "Note in English"),
    }
    name_ja = forms.CharField(max_length=200)
    name_en = forms.CharField(max_length=200)
    note_ja = forms.CharField(required=False, max_length=1000)
    note_en = forms.CharField(required=False, max_length=1000)

    def texts(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return {
            "name": Text(typed["name_ja"], typed["name_en"]),
            "note": Text(typed["note_ja"], typed["note_en"]),
        }


class HandOverForm(Spoken):
    labels = {
        "to": Text("引継ぎ先の府省庁", "Agency that takes over"),
        "first": Text("いつから", "From"),
        "source_ja": Text("根拠（日本語）", "Source in Japanese"),
        "source_en": Text("根拠（英語）", "Source in English"),
    }
    to = forms.ChoiceField()
    first = Day()
    source_ja = forms.CharField(max_length=300)
    source_en = forms.CharField(max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = language()
        self.choose("to", [(a.abbreviation, a.name.in_(spoken)) for a in queries.agencies()])

    def values(self) -> dict[str, Any]:
        typed = dict(self.cleaned_data)
        typed["source"] = Text(typed.pop("source_ja"), typed.pop("source_en"))
        return typed


class PersonForm(Spoken):
    labels = {
        "email": Text("メールアドレス", "E-mail address"),
        "display_name": Text("表示する名前", "Name to show"),
    }
    email = forms.EmailField()
    display_name = forms.CharField(max_length=150)


class RoleForm(Spoken):
    labels = {
        "role": Text("役割", "Role"),
        "agency": Text("府省庁", "Agency"),
        "first": Text("いつから", "From"),
        "last": Text("いつまで（なければ空）", "To (empty if open)"),
    }
    role = forms.ChoiceField()
    agency = forms.ChoiceField(required=False)
    first = Day()
    last = Day(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = language()
        self.choose("role", [(role.value, name.in_(spoken)) for role, name in ROLES.items()])
        bodies = [(a.abbreviation, a.name.in_(spoken)) for a in queries.agencies()]
        self.choose("agency", [("", "–"), *bodies])

    def values(self) -> dict[str, Any]:
        typed = self.cleaned_data
        return typed | {"role": Role(typed["role"]), "agency": typed["agency"] or None}


class WelcomeForm(Spoken):
    labels = {
        "email": Text("メールアドレス", "E-mail address"),
        "code": Text("招待コード", "Invitation code"),
        "password": Text("新しいパスワード（12字以上）", "New password (at least 12 characters)"),
    }
    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    code = forms.CharField(max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    password = forms.CharField(
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False
    )


LETTERS = {
    Letters.AT_ONCE: Text("そのつど受け取る", "At once"),
    Letters.DAILY: Text("一日一通にまとめて受け取る", "Once a day, in one letter"),
    Letters.NEVER: Text("受け取らない", "Never"),
}


class LettersForm(Spoken):
    labels = {"choice": Text("受け取り方", "How often")}
    choice = forms.ChoiceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spoken = language()
        self.choose("choice", [(key.value, name.in_(spoken)) for key, name in LETTERS.items()])

    def value(self) -> Letters:
        return Letters(self.cleaned_data["choice"])
