"""Words in both languages where they are read: ``{% say "日本語" "English" %}``, ``{{ text|said }}``.

A template that gives one language only does not compile, so nothing can be left untranslated.
"""

import re
from datetime import date, datetime

from django import template
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils import timezone
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from mamori.kernel.language import language
from mamori.kernel.periods import Period, day_in
from mamori.kernel.readings import with_readings, without_readings
from mamori.kernel.text import Language, Text

register = template.Library()


class Say(template.Node):
    def __init__(
        self, ja: FilterExpression, en: FilterExpression, named: dict[str, FilterExpression]
    ) -> None:
        self.ja, self.en, self.named = ja, en, named

    def render(self, context: Context) -> SafeString:
        words = (self.ja if language() is Language.JA else self.en).resolve(context)
        values = {
            name: conditional_escape(_in(value.resolve(context)))
            for name, value in self.named.items()
        }
        return mark_safe(escape(str(words)).format(**values))  # noqa: S308 - every part is escaped


@register.tag
def say(parser: Parser, token: Token) -> Say:
    """``{% say "{n}件" "{n} efforts" n=count %}``: Japanese first, English second, both required."""
    bits = token.split_contents()[1:]
    plain = [bit for bit in bits if bit[:1] in "\"'"]
    if len(plain) != 2 or bits[:2] != plain:
        raise template.TemplateSyntaxError(
            f"say takes the words in Japanese and then in English, both in quotes: {token.contents}"
        )
    named = token_kwargs(bits[2:], parser)
    return Say(parser.compile_filter(bits[0]), parser.compile_filter(bits[1]), named)


@register.filter
def said(text: Text | str | None, wanted: str = "") -> str:
    """A ``Text`` in the language of the page, or in the one asked for."""
    if text is None:
        return ""
    return text.in_(wanted or language()) if isinstance(text, Text) else str(text)


@register.filter
def ruby(words: str) -> SafeString:
    """Readings above the words they belong to; a browser without ruby puts them in brackets."""
    return format_html_join("", "{}", ((_piece(*piece),) for piece in with_readings(words)))


@register.filter
def unread(words: Text) -> Text:
    """Without readings, for a page or a title that shows none."""
    return without_readings(words)


@register.filter
def on_day(day: date | None) -> str:
    """A day as the page's language writes it; an open end is empty."""
    return "" if day is None else day_in(day, language())


@register.filter
def at_minute(moment: datetime) -> str:
    """A moment on the country's clock, with the name of that clock."""
    here = timezone.localtime(moment)
    between = " " if language() is Language.JA else ", "
    return f"{day_in(here.date(), language())}{between}{here:%H:%M %Z}"


@register.filter
def over(period: Period) -> str:
    """A period as the page's language writes it."""
    return period.in_(language())


@register.filter
def unbroken(period: Period) -> SafeString:
    """A period whose days no line may part."""
    days = re.split("(から| – )", period.in_(language()))
    return format_html_join("", '<span class="whole">{}</span>', ((part,) for part in days))


def _piece(base: str, reading: str) -> SafeString:
    if not reading:
        return conditional_escape(base)
    around = "<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>"
    return format_html(around, base, reading)


def _in(value: object) -> str:
    """As words; what is marked safe stays so."""
    if isinstance(value, SafeString):
        return value
    return value.in_(language()) if isinstance(value, Text) else str(value)
