"""The process: ``b12`` and ``python -m b12cli`` start here."""

import gc
import os


def main() -> None:
    """Run b12 and exit. Ctrl-C ends it quietly, even during imports."""
    gc.disable()  # a run is over before there is garbage to collect: 7 % of its time
    try:
        from b12cli.cli.process import run

        code = run()
    except KeyboardInterrupt:
        from b12cli.cli.exits import ExitCode

        code = ExitCode.INTERRUPTED
    # Not sys.exit: everything is written, and freeing memory would take 7 % of the time. After
    # Ctrl-C it would also wait for a reader that doesn't read the rest of the output.
    os._exit(code)


if __name__ == "__main__":
    main()
