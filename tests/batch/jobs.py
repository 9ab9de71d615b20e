"""Jobs for worker processes: quick ones, and saboteurs."""

from __future__ import annotations

import os
import time
from pathlib import Path


def double(number: int) -> int:
    return 2 * number


def die_on_three(number: int) -> int:
    if number == 3:
        os._exit(9)
    return number


def die_once(task: tuple[int, str]) -> int:
    """Ends its worker the first time, and only then."""
    number, folder = task
    mark = Path(folder, f"died-{number}")
    if number == 3 and not mark.exists():
        mark.touch()
        os._exit(9)
    time.sleep(0.01)
    return number
