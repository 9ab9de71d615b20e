"""Open the terminal UI: `python tui.py [PATH]`."""

from prereview.tui import main

if __name__ == "__main__":
    main()
