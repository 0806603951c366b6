"""The process: ``b12`` and ``python -m b12cli`` start here."""

import gc
import os


def main() -> None:
    """Run b12 and exit. Ctrl-C ends it quietly, also while it is still importing."""
    gc.disable()  # a run is over before there is garbage to collect: 7 % of its time
    try:
        from b12cli.cli.process import run

        code = run()
    except KeyboardInterrupt:
        from b12cli.cli.exits import ExitCode

        code = ExitCode.INTERRUPTED
    # Not sys.exit: all is written, and to take apart what the run held is 7 % of its time. It
    # would also wait, after Ctrl-C, for whoever doesn't read what is still to be written.
    os._exit(code)


if __name__ == "__main__":
    main()
