"""python -m benchmarks.filter.wrongly [COUNT]: random harmless addresses against a list of a million entries,
and how many of them it lists. By arithmetic a hundred million meet it once in some thirty thousand runs.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from mamori_filter import Filter

from benchmarks.filter import world
from benchmarks.measure import Progress

COUNT = 100_000_000
CHUNK = 100_000
SEED = 25
SHAPES = (
    "https://{}.{}.example/{}/{}.html",
    "http://{}{}.example/{}?id={}",
    "https://www.{}.{}.example/{}/{}/",
    "http://{}.example/a/{}/b/{}/c/{}?q=1&lang=ja",
)


def harmless(count: int, seed: int = SEED) -> Iterator[list[str]]:
    """Random addresses under .example, in chunks; none is listed, for listed ones end in .test."""
    rnd = random.Random(seed)
    for start in range(0, count, CHUNK):
        size = min(CHUNK, count - start)
        text = rnd.randbytes(size * 12).hex()
        yield [
            SHAPES[at // 24 % 4].format(
                text[at : at + 7],
                text[at + 7 : at + 12],
                text[at + 12 : at + 18],
                text[at + 18 : at + 24],
            )
            for at in range(0, size * 24, 24)
        ]


def wrongly_listed(filter_: Filter, count: int, progress: Progress) -> int:
    found = done = 0
    for urls in harmless(count):
        found += sum(verdict.listed for verdict in filter_.check_many(urls))
        done += len(urls)
        if done % (CHUNK * 50) == 0:
            progress.say(f"{done:,} of {count:,}: {found} wrongly listed")
    progress.done()
    return found


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    with TemporaryDirectory() as folder:
        path = world.made(Path(folder) / "list.mf", world.HOSTS // 2, world.PAGES // 2)
        filter_ = Filter(path, world.KEY)
        found = wrongly_listed(filter_, count, Progress())
    print(
        f"{found} of {count:,} harmless addresses were listed by {filter_.opened.header.entries:,} entries"
    )


if __name__ == "__main__":
    main()
