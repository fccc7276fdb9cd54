"""compare.py [--count N] [--seed N]: the native core against its Python twin on generated addresses.

Of each address: both give the same forms, and each form, written out and read again, gives itself. Ends with
exit code 1 at the first difference, which it prints.
"""

import argparse
import sys
import time
from itertools import islice

from addresses import addresses
from targets import Difference, same_forms

EVERY = 100_000  # addresses between two lines of progress


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5_000_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    started, read, changed = time.monotonic(), 0, 0
    for done, address in enumerate(islice(addresses(options.seed), options.count), start=1):
        try:
            found = same_forms(address)
        except Difference as difference:
            sys.stderr.write(f"\naddress {done:,}: {difference}\n")
            return 1
        read += found is not None
        changed += found is not None and found.second is not None
        if done % EVERY == 0 or done == options.count:
            seconds = time.monotonic() - started
            end = "\r" if sys.stderr.isatty() and done < options.count else "\n"
            sys.stderr.write(
                f"{done:,} addresses, {read:,} of them web addresses, {changed:,} with a second form,"
                f" {done / seconds:,.0f} a second, no difference{end}"
            )
            sys.stderr.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
