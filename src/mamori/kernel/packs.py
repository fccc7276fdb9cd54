"""Reads a country's files. Whatever is wrong is named with file, line and what would be right.

Policy: docs/policy/kernel.md, section 4. Reading never stops at the first fault and never raises
for one: faults gather in ``Pack.findings``, and ``refuse_if_wrong`` refuses the whole pack, so that
nothing of a wrong pack is ever loaded.
"""

import csv
import fnmatch
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from mamori.kernel import faults
from mamori.kernel.refusals import Refused
from mamori.kernel.text import Text
from mamori.kernel.yamllines import Lines, read_yaml

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong: where (line from 1), and in words what would be right.

    ``unread``: nothing of the file could be read.
    """

    file: str
    line: int
    reason: Text = field(compare=False)
    unread: bool = field(default=False, compare=False)

    @property
    def text(self) -> Text:
        return Text(
            ja=f"{self.file}:{self.line} {self.reason.ja}",
            en=f"{self.file}:{self.line} {self.reason.en}",
        )


class PackRefused(Refused):
    """``findings`` holds everything that was wrong: what could not be read, then file by file."""

    code = "pack_refused"

    def __init__(self, findings: Sequence[Finding]) -> None:
        count = len(findings)
        super().__init__(
            Text(
                ja=f"国別データに誤りが{count}件あり、何も読み込んでいません。",
                en=f"The country pack has {count} fault{'s' * (count != 1)}; nothing of it was loaded.",
            )
        )
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a file. ``line_of`` tells where a part of it stands, e.g. ``("owners", 0)``."""

    file: str
    line: int
    values: Mapping[str, Any]
    lines: Lines = field(default_factory=dict, repr=False, compare=False)

    def line_of(self, *path: str | int) -> int:
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return self.line


class Pack:
    """A folder of files with a ``pack.yaml`` that names what it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self.findings: list[Finding] = []
        self._unclear: set[str] = set()
        self._faulty: set[tuple[str, str]] = set()

    def files(self, pattern: str) -> list[str]:
        """The pack's files of that pattern, as paths within it, in order of name."""
        paths = (p.relative_to(self.folder) for p in self.folder.rglob("*") if p.is_file())
        return sorted(str(p) for p in paths if fnmatch.fnmatch(str(p), pattern))

    def rows(
        self, file: str, *, columns: Sequence[str], schema: Schema, unique: Sequence[str] = ()
    ) -> list[Row]:
        """The records of a CSV file: exactly these columns; empty cells are left out of ``values``."""
        words = self._words(file)
        if words is None:
            return []
        reader = csv.reader(io.StringIO(words, newline=""), strict=True)
        rows: list[Row] = []
        try:
            header = next(reader, [])
            if not self._header_fits(file, header, columns):
                return []
            start = reader.line_num + 1
            for cells in reader:
                self._take(rows, file, start, header, cells)
                start = reader.line_num + 1
        except csv.Error as error:
            self._unread(file, reader.line_num, faults.unreadable(str(error)))
        return self._checked(rows, schema, unique)

    def items(self, file: str, *, schema: Schema, unique: Sequence[str] = ("key",)) -> list[Row]:
        """The records of a YAML file that is a list; those that fit the schema."""
        content, lines = self._yaml(file)
        if content is None:
            return []
        if not isinstance(content, list):
            needed = faults.must_be("一覧（- で始まる行）", "a list (lines that begin with -)")
            self._unread(file, 1, needed)
            return []
        rows = []
        for n, item in enumerate(content):
            own = {path[1:]: line for path, line in lines.items() if path[:1] == (n,)}
            values = item if isinstance(item, dict) else {}
            if not isinstance(item, dict):
                self._unclear.add(file)
                self._found(
                    file, own.get((), 1), faults.must_be("キーと値の組", "keys with values")
                )
                continue
            rows.append(Row(file, own.get((), 1), values, own))
        return self._checked(rows, schema, unique)

    def document(self, file: str, *, schema: Schema) -> list[Row]:
        """The one record of a YAML file, in a list that is empty if it does not fit."""
        content, lines = self._yaml(file)
        if content is None:
            return []
        if not isinstance(content, dict):
            self._unread(file, 1, faults.must_be("キーと値の組", "keys with values"))
            return []
        return self._checked([Row(file, 1, content, lines)], schema, ())

    def wrong(self, row: Row, reason: Text, *path: str | int) -> None:
        """Note that something in this record does not hold, at the line where it stands."""
        self._found(row.file, row.line_of(*path), reason)

    def missing(self, row: Row, file: str, *path: str | int) -> None:
        """Note, where a record names it, that a file is not there."""
        self._unclear.add(file)
        words = Text(ja="ファイル「{0}」がありません。", en="The file “{0}” is missing.")
        self._found(row.file, row.line_of(*path), words.format(file), unread=True)

    def unclear(self, file: str, key: object) -> bool:
        """Whether that record may be there, in what could not be read: a reference to it is no fault."""
        return file in self._unclear or (file, str(key)) in self._faulty

    def refuse_if_wrong(self) -> None:
        if self.findings:
            raise PackRefused(sorted(self.findings, key=lambda f: (not f.unread, f)))

    def _unread(self, file: str, line: int, reason: Text) -> None:
        self._unclear.add(file)
        self._found(file, line, reason, unread=True)

    def _found(self, file: str, line: int, reason: Text, *, unread: bool = False) -> None:
        finding = Finding(file, max(line, 1), reason, unread)
        if finding not in self.findings or all(f.reason != reason for f in self.findings):
            self.findings.append(finding)

    def _words(self, file: str) -> str | None:
        path = (self.folder / file).resolve()
        if not path.is_relative_to(self.folder) or not path.is_file():
            if file not in self._unclear:  # pack.yaml may have named it
                words = Text(ja="ファイルがありません。", en="The file is missing.")
                self._unread(file, 1, words)
            return None
        raw = path.read_bytes()
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            self._unread(
                file,
                line,
                Text(
                    ja="文字コードがUTF-8ではありません。UTF-8で保存し直してください。",
                    en="This is not UTF-8. Save the file again as UTF-8.",
                ),
            )
            return None

    def _yaml(self, file: str) -> tuple[Any, Lines]:
        words = self._words(file)
        if words is None:
            return None, {}
        try:
            return read_yaml(words)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            problem = getattr(error, "problem", None) or str(error)
            self._unread(file, mark.line + 1 if mark else 1, faults.unreadable(str(problem)))
            return None, {}

    def _header_fits(self, file: str, header: Sequence[str], columns: Sequence[str]) -> bool:
        missing = [name for name in columns if name not in header]
        unknown = [name for name in header if name not in columns]
        if missing or unknown or len(set(header)) != len(header):
            self._unread(
                file,
                1,
                Text(
                    ja=f"列が合いません。足りない列: {', '.join(missing) or '–'}、"
                    f"知らない列: {', '.join(unknown) or '–'}。正しい列: {','.join(columns)}",
                    en=f"The columns do not fit. Missing: {', '.join(missing) or '–'}; unknown: "
                    f"{', '.join(unknown) or '–'}. Right would be: {','.join(columns)}",
                ),
            )
            return False
        return True

    def _take(
        self, rows: list[Row], file: str, line: int, header: Sequence[str], cells: Sequence[str]
    ) -> None:
        if not cells:
            return
        if len(cells) != len(header):
            self._unclear.add(file)
            self._found(
                file,
                line,
                Text(
                    ja=f"この行には{len(cells)}個の値がありますが、列は{len(header)}個です。",
                    en=f"This line has {len(cells)} values for {len(header)} columns.",
                ),
            )
            return
        values = {name: cell for name, cell in zip(header, cells, strict=True) if cell != ""}
        rows.append(Row(file, line, values))

    def _checked(self, rows: list[Row], schema: Schema, unique: Sequence[str]) -> list[Row]:
        validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
        good, seen = [], dict[tuple[Any, ...], int]()
        for row in rows:
            errors = sorted(validator.iter_errors(_plain(row.values)), key=lambda e: str(e.path))
            for error in errors:
                self._found(row.file, _line(row, error), faults.reason(error))
            if errors:
                self._not_taken(row, errors, unique)
                continue
            name = tuple(row.values.get(part) for part in unique)
            if unique and name in seen:
                self._found(row.file, row.line_of(unique[0]), faults.duplicate(name, seen[name]))
                continue
            seen[name] = row.line
            good.append(row)
        return good

    def _not_taken(
        self, row: Row, errors: Sequence[ValidationError], unique: Sequence[str]
    ) -> None:
        """A record that does not fit keeps its name, unless that is what does not fit."""
        name = row.values.get(unique[0]) if unique else None
        if name is None or any(e.absolute_path and e.absolute_path[0] == unique[0] for e in errors):
            self._unclear.add(row.file)
        else:
            self._faulty.add((row.file, str(name)))


def open_pack(folder: Path) -> Pack:
    """The pack in that folder; one without ``pack.yaml`` is refused."""
    pack = Pack(folder)
    if not (pack.folder / "pack.yaml").is_file():
        pack._found(
            "pack.yaml", 1, Text(ja="pack.yaml がありません。", en="There is no pack.yaml.")
        )
        pack.refuse_if_wrong()
    return pack


def _plain(value: Any) -> Any:
    """Dates as text, so that a schema can speak of them."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _line(row: Row, error: ValidationError) -> int:
    return row.line_of(*error.absolute_path)
