"""mamori read_outline FILE: what an old Outline says, and what could not be placed."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mamori.kernel.text import Text
from mamori.plan import old_outlines
from mamori.plan.rules.old_outlines import Effort, Proposal


class Command(BaseCommand):
    help = (
        "Read an old Outline of Efforts (text or PDF): efforts, owners, figures, and every doubt."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--plan", default="", help="like 2017; else the plan of its period")
        parser.add_argument("--json", action="store_true", help="answer for a program")

    def handle(self, *, file: Path, plan: str, **options: Any) -> None:
        try:
            content = file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file} cannot be opened: {error.strerror}.") from None
        _, proposal = old_outlines.read_file(file.name, content, plan)
        if options["json"]:
            told = json.dumps(as_json(proposal), ensure_ascii=False, indent=2)
            self.stdout.write(told)
        else:
            for line in as_lines(proposal):
                self.stdout.write(line)
        if not proposal.certain:
            raise CommandError(
                f"{len(proposal.unplaced)} not placed, {len(proposal.doubts)} doubts; "
                "look at the source before using any of it."
            )


def as_lines(proposal: Proposal) -> list[str]:
    """A table a person reads: heading, efforts below it, then what has no place."""
    lines = []
    for head in proposal.heads:
        lines.append(f"{head.number} {head.title}  ({proposal.counts[head.number]} efforts)")
        lines += [_line(each) for each in proposal.efforts if each.pillar == head.number]
    if proposal.unplaced:
        lines.append("Not placed:")
    for each in proposal.unplaced:
        name = f"effort {each.effort}: " if each.effort else ""
        lines.append(f"  page {each.page}, line {_span(each.lines)}: {name}{each.words}")
        lines.append(f"      {each.reason.en}")
    if proposal.doubts:
        lines.append("Doubts:")
    lines += [f"  {doubt.en}" for doubt in proposal.doubts]
    return lines


def _line(effort: Effort) -> str:
    figures = "; ".join(
        figure.printed + (f" (as of {figure.as_of})" if figure.as_of else "")
        for figure in effort.figures
    )
    told = (
        f"  {effort.number:>2} {effort.tag}  p{effort.page} l{_span(effort.lines)}  {effort.words}"
    )
    return told + (f"  <{figures}>" if figures else "")


def _span(lines: tuple[int, ...]) -> str:
    return str(lines[0]) if len(lines) == 1 else f"{lines[0]}-{lines[-1]}"


def as_json(proposal: Proposal) -> dict[str, Any]:
    """The same for a program; numbers as texts, so that none is rounded."""
    period = proposal.period
    return {
        "language": proposal.language.value,
        "period": None if period is None else [str(period.first), str(period.last)],
        "certain": proposal.certain,
        "headings": [
            {"number": head.number, "title": head.title, "page": head.page, "lines": head.lines}
            for head in proposal.heads
        ],
        "efforts": [_effort(effort) for effort in proposal.efforts],
        "unplaced": [
            {
                "words": each.words,
                "reason": _both(each.reason),
                "page": each.page,
                "lines": each.lines,
                "effort": each.effort,
            }
            for each in proposal.unplaced
        ],
        "doubts": [_both(doubt) for doubt in proposal.doubts],
    }


def _effort(effort: Effort) -> dict[str, Any]:
    return {
        "number": effort.number,
        "pillar": effort.pillar,
        "words": effort.words,
        "text": effort.text,
        "tag": effort.tag,
        "owners": [
            {"printed": body.printed, "abbreviation": body.abbreviation} for body in effort.owners
        ],
        "open_list": effort.open_list,
        "figures": [
            {
                "key": figure.key,
                "printed": figure.printed,
                "value": str(figure.value),
                "qualifier": figure.qualifier.value,
                "baseline": None if figure.baseline is None else str(figure.baseline),
                "unit_words": figure.unit_words,
                "unit": figure.unit or None,
                "as_of": None if figure.as_of is None else figure.as_of.isoformat(),
                "page": figure.page,
                "line": figure.line,
            }
            for figure in effort.figures
        ],
        "left": effort.left,
        "page": effort.page,
        "lines": effort.lines,
    }


def _both(text: Text) -> dict[str, str]:
    return {"ja": text.ja, "en": text.en}
