"""What the command `nenpyo` runs, installed as the module `nenpyo`, beside this package: its first second is imports, and
Ctrl-C ends those as cleanly as what comes after them."""

import sys


def main() -> None:
    """The command line, once it is there."""
    try:
        from graph.cli import main as run
    except KeyboardInterrupt:
        print("nenpyo: stopped", file=sys.stderr)
        sys.exit(130)
    run()


if __name__ == "__main__":
    main()
