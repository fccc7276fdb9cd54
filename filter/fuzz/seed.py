"""seed.py FOLDER: the texts each fuzz target begins with. seed.py --names: the targets."""

import sys
from pathlib import Path

from addresses import SEEDS
from list_files import DELTAS, LISTED, RAW, RESIGN_HEADER, RESIGN_PARTS, SHORT, SOUND
from targets import TARGETS

FILES = {"list_file": SOUND[:2], "short_list": SHORT, "delta": DELTAS[:3]}


def texts(target: str) -> list[bytes]:
    if target == "parser":
        return [address.encode("utf-8", "surrogatepass") for address in (*SEEDS, LISTED)]
    if target in FILES:
        files = FILES[target]
        modes = (0, RESIGN_HEADER, RESIGN_HEADER | RESIGN_PARTS, 8 | RESIGN_HEADER | RESIGN_PARTS)
        edits = [bytes([mode | which << 4, 8, 0, 5, 2]) for mode in modes for which in range(4)]
        return [*edits, *(bytes([RAW | RESIGN_HEADER]) + octets for octets in files)]
    return [bytes([kind, 5, 12, *range(16), *range(64, 160, 3)]) for kind in range(3)]


def main() -> None:
    if sys.argv[1:] == ["--names"]:
        sys.stdout.write(" ".join(TARGETS) + "\n")
        return
    for target in TARGETS:
        folder = Path(sys.argv[1]) / target
        folder.mkdir(parents=True, exist_ok=True)
        for number, text in enumerate(texts(target)):
            (folder / f"seed-{number}").write_bytes(text)


if __name__ == "__main__":
    main()
