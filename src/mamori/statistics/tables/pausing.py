"""The collector of garbage waits while a table is read.

A table is many small things that all stay; the collector would look through all of them again and again,
which takes longer than reading them. Where several threads read at once, it comes back with the first to end.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
