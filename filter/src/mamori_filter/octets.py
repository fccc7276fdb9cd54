"""Addresses arrive as octets: from a socket, from a file."""

import codecs


def as_text(octets: bytes) -> str:
    """The octets as text. What is not UTF-8 is percent-encoded, as a browser would send it; never an error."""
    return octets.decode("utf-8", "mamori_percent")


def _percent(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.end]
    return "".join(f"%{octet:02X}" for octet in wrong), error.end


codecs.register_error("mamori_percent", _percent)
