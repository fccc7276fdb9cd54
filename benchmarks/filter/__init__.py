"""The provider's filter: verdicts beside peers, files beside what arithmetic allows."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.measure import Progress


def measured(rounds: int, progress: Progress) -> dict[str, Any]:
    """What a program reads: ``filter`` and its ``promises``."""
    from benchmarks.filter import files, verdicts

    with TemporaryDirectory(prefix="mamori-filter-bench-") as name:
        folder = Path(name)
        answered = verdicts.measured(folder, rounds, progress)
        sized = files.measured(folder, rounds, progress)
    return {
        "filter": verdicts.as_json(answered),
        "promises": [*verdicts.promises(answered), *files.promises(sized)],
    }
