"""Short ways to look at the audit trail and to make a pack, for tests only."""

from pathlib import Path

from mamori.kernel.models import AuditEntry
from mamori.kernel.packs import Pack


def audit_trail() -> list[tuple[str, str]]:
    return list(AuditEntry.objects.order_by("pk").values_list("actor", "action"))


def pack(folder: Path, **files: str | bytes) -> Pack:
    """A pack of these files; ``agencies_csv`` becomes ``agencies.csv``."""
    for name, content in files.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return Pack(folder)
