"""HTTP answers that pages of several slices give."""

from django.http import HttpResponse


def download(content: bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep; ``kind`` is its media type, ``name`` plain ASCII."""
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
