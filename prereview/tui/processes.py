"""Starting processes while the screen is drawn: they need the real streams, not those of Textual."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def real_streams() -> Iterator[None]:
    """Inside, `sys.stdout` and `sys.stderr` are those of the terminal, which can be passed on."""
    with contextlib.ExitStack() as stack:
        if sys.__stdout__ is not None:
            stack.enter_context(contextlib.redirect_stdout(sys.__stdout__))
        if sys.__stderr__ is not None:
            stack.enter_context(contextlib.redirect_stderr(sys.__stderr__))
        yield
