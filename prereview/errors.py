"""Errors that end a command, each with its exit code and a sentence for a person.

A broken document is never one of these: it is recorded with its file and the
run goes on. What is raised here stops the command.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of every command."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    NOTHING_TO_CHECK = 3
    INCOMPLETE = 4
    INTERNAL = 70
    INTERRUPTED = 130


class PrereviewError(Exception):
    """Base of all errors shown to people: what happened, and how to mend it."""

    exit_code: ExitCode = ExitCode.INTERNAL

    def __init__(self, message: str, *, remedy: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


class UsageError(PrereviewError):
    """The command was called in a way that cannot be carried out."""

    exit_code = ExitCode.USAGE


class ChecklistError(PrereviewError):
    """A checklist file is not valid; the run does not start."""

    exit_code = ExitCode.USAGE


class NothingToCheckError(PrereviewError):
    """The package holds no file that could be read as application material."""

    exit_code = ExitCode.NOTHING_TO_CHECK
