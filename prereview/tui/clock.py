"""The time of a one-on-one session: counts down from its length, can be paused, and goes on below zero."""

from __future__ import annotations

import time
from collections.abc import Callable

SHORT = 5 * 60
"""Seconds left from which the clock says so."""


class Clock:
    """Not running and without a text until it is started for the first time."""

    def __init__(self, minutes: int, now: Callable[[], float] = time.monotonic) -> None:
        self._length = minutes * 60.0
        self._now = now
        self._gone = 0.0
        self._since: float | None = None

    @property
    def is_running(self) -> bool:
        """Whether time is being taken."""
        return self._since is not None

    @property
    def is_used(self) -> bool:
        """Whether it was ever started."""
        return self.is_running or self._gone > 0

    @property
    def left(self) -> float:
        """Seconds left; below zero after the end."""
        running = self._now() - self._since if self._since is not None else 0.0
        return self._length - self._gone - running

    def toggle(self) -> bool:
        """Start or pause; True when it runs now."""
        if self._since is None:
            self._since = self._now()
        else:
            self._gone += self._now() - self._since
            self._since = None
        return self.is_running

    @property
    def text(self) -> str:
        """as it is shown: `计时 12:40`; a word says when it is paused, short or over."""
        if not self.is_used:
            return ""
        left = self.left
        shown = abs(round(left))
        state = "暂停" if not self.is_running else "超时" if left < 0 else "将到" if left <= SHORT else ""
        sign = "-" if left < 0 else ""
        return f"计时{state} {sign}{shown // 60:02d}:{shown % 60:02d}"
