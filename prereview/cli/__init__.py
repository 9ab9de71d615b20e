"""The command line: one module per command.

stdout carries data, stderr speaks to people and ends with the verdict. Every
command ends with an `ExitCode`. What a command needs is imported when it runs, so
that none pays for another; the terminal UI is loaded by its own command only.
"""

from prereview.cli.main import main

__all__ = ["main"]
