"""The process: ``b12`` and ``python -m b12cli`` start here."""

import gc
import os
import sys

INTERRUPTED = 130
"""What shells report for a process that Ctrl-C ended."""


def main() -> None:
    """Run b12 and exit. Ctrl-C ends it quietly, also while it is still importing."""
    gc.disable()  # a run is over before there is garbage to collect: 7 % of its time
    try:
        from b12cli.process import run

        sys.exit(run())
    except KeyboardInterrupt:
        # Not sys.exit, which would wait for whoever doesn't read what is still to be written.
        os._exit(INTERRUPTED)


if __name__ == "__main__":
    main()
