"""fuzz.py TARGET [libFuzzer options] [corpus folder]: atheris on one of ``targets.TARGETS``."""

import sys

import atheris

with atheris.instrument_imports(include=["mamori_filter"]):
    from targets import TARGETS


def main() -> None:
    if len(sys.argv) < 2 or sys.argv[1] not in TARGETS:
        sys.exit(f"{__doc__}\nTARGET is one of {', '.join(TARGETS)}")
    atheris.Setup([sys.argv[0], *sys.argv[2:]], TARGETS[sys.argv[1]])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
