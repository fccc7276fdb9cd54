"""Rows of a table by prefecture, written at once: a page of pictures has a thousand of them."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from mamori.kernel.language import language
from mamori.plan.queries.dashboard import Spread

register = template.Library()
ROW = '<tr><th scope="row">{}</th><td class="n">{}</td></tr>'


@register.simple_tag
def by_area(spread: Spread) -> SafeString:
    spoken = language()
    rows = ((area.name.in_(spoken), cell.words.in_(spoken)) for area, cell in spread.cells)
    return format_html_join("", ROW, rows)
