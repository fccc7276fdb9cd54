"""What a pack says of itself in pack.yaml, and whether it holds just the files it names."""

from typing import Any

from mamori.kernel.packs import Pack
from mamori.kernel.text import Text

TEXT = {
    "type": "object",
    "required": ["ja", "en"],
    "properties": {"ja": {"type": "string"}, "en": {"type": "string"}},
}
MANIFEST: dict[str, Any] = {
    "type": "object",
    "required": ["name", "country", "version", "languages", "files"],
    "additionalProperties": False,
    "properties": {
        "name": TEXT,
        "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
        "version": {"type": "integer", "minimum": 1},
        "languages": {"const": ["ja", "en"]},
        "files": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
    },
}


def read(pack: Pack) -> str:
    """The country's name; a file named and missing, or there and not named, becomes a finding."""
    rows = pack.document("pack.yaml", schema=MANIFEST)
    if not rows:
        return ""
    [row] = rows
    named = row.values["files"]
    there = {file for file in pack.files("*") if file.endswith((".yaml", ".yml", ".csv", ".json"))}
    for n, file in enumerate(named):
        if file not in there:
            pack.missing(row, file, "files", n)
    for file in sorted(there - {*named, "pack.yaml"}):
        reason = Text(
            ja="ファイル「{0}」は files に書かれていません。足すか、ファイルを除いてください。",
            en="The file “{0}” is not named under files. Name it there, or take it away.",
        ).format(file)
        pack.wrong(row, reason, "files")
    return str(row.values["name"]["en"])
