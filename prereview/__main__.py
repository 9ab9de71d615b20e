"""`python -m prereview`: the same as the `prereview` command."""

from prereview.cli import main

if __name__ == "__main__":
    main()
