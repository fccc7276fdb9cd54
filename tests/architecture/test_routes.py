"""Every way in says who may use it."""

from django.urls import URLPattern, get_resolver

from mamori.site.api import api


def pages(resolver=None):
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            yield entry
        elif entry.namespace != api.urls_namespace:
            yield from pages(entry)


def operations():
    for prefix, router in api._routers:
        for path, view in router.path_operations.items():
            for operation in view.operations:
                yield f"{prefix}{path}", operation


def test_every_page_says_who_may_open_it():
    assert [str(p.pattern) for p in pages() if not hasattr(p.callback, "access")] == []


def test_every_api_operation_says_who_may_call_it():
    assert [path for path, o in operations() if not hasattr(o.view_func, "access")] == []


def test_both_were_looked_at():
    assert len(list(pages())) >= 40
    assert len(list(operations())) >= 2
