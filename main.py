"""Start the program: `python main.py` opens the window, `python main.py COMMAND ...` is the `dspic` command."""

import sys

from dspic_gui.cli import main

if __name__ == "__main__":
    sys.exit(main())
