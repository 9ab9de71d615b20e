"""A whole session in a real terminal (tmux): from the first screen to the opinion, and after a kill."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from prereview.review.store import Store
from tests.conftest import ROOT

SAMPLE = ROOT / "samples" / "flawed"
PATIENCE = 90.0
"""Seconds for the sample to be read on a slow machine."""

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


class Terminal:
    """A terminal of its own with the program in it."""

    def __init__(self, folder: Path, size: tuple[int, int] = (120, 34)) -> None:
        self._server = f"prereview-{os.getpid()}-{folder.name}"
        self._size = size
        self._folder = folder

    def start(self, *arguments: str) -> None:
        width, height = self._size
        command = (sys.executable, "-m", "prereview", "tui", *arguments)
        variables = {
            "PREREVIEW_CONFIG": str(self._folder / "config.toml"),
            "PREREVIEW_CACHE_DIR": str(self._folder / "cache"),
            "PYTHONPATH": str(ROOT),
        }
        named = [part for name, value in variables.items() for part in ("-e", f"{name}={value}")]
        self._tmux("new-session", "-d", "-s", "it", "-x", str(width), "-y", str(height), *named, *command)

    def _tmux(self, *arguments: str) -> str:
        # the terminal decides how large it is: LINES and COLUMNS of whoever runs the tests must not reach it
        surroundings = {name: value for name, value in os.environ.items() if name not in ("LINES", "COLUMNS")}
        done = subprocess.run(
            ["tmux", "-u", "-L", self._server, *arguments],
            env=surroundings,
            capture_output=True,
            check=True,
            timeout=20,
        )
        return done.stdout.decode()

    def press(self, *keys: str) -> None:
        self._tmux("send-keys", "-t", "it", *keys)

    def write(self, text: str) -> None:
        self._tmux("send-keys", "-t", "it", "-l", text)

    def text(self) -> str:
        return self._tmux("capture-pane", "-p", "-t", "it")

    def until(self, *words: str) -> str:
        """Wait until the screen says all the words."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            shown = self.text()
            if all(word in shown for word in words):
                return shown
            time.sleep(0.05)
        raise AssertionError(f"{words} are not on the screen:\n{self.text()}")

    def is_running(self) -> bool:
        try:
            self._tmux("has-session", "-t", "it")
        except subprocess.CalledProcessError:
            return False
        return True

    def process(self) -> int:
        return int(self._tmux("display-message", "-p", "-t", "it", "#{pane_pid}"))

    def end(self) -> None:
        subprocess.run(["tmux", "-L", self._server, "kill-server"], capture_output=True, check=False)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A reviewer's configuration, with everything that is written inside the folder."""
    store, output = tmp_path / "store.sqlite", tmp_path / "意见"
    (tmp_path / "config.toml").write_text(
        f'reviewer = "王老师"\nstore = "sqlite:///{store}"\noutput = "{output}"\n', encoding="utf-8"
    )
    return tmp_path


@pytest.fixture
def terminal(office: Path) -> Iterator[Terminal]:
    found = Terminal(office)
    yield found
    found.end()


@pytest.mark.timeout(300)
def test_a_session_from_the_first_screen_to_the_opinion(terminal: Terminal, office: Path) -> None:
    terminal.start()
    terminal.until("最近", "文件夹")
    terminal.write(str(SAMPLE))
    terminal.press("Enter")
    terminal.until("目录", "问题（", "已处理 0/")
    terminal.press("t")
    terminal.until("会谈计时开始")
    terminal.press("Space")
    terminal.until("已处理 1/")
    terminal.press("d")
    terminal.until("不成立的理由")
    terminal.press("2")
    terminal.until("已处理 2/")
    terminal.press("u")
    terminal.until("已撤销上一步", "已处理 1/")
    terminal.press("C-r")
    terminal.until("已重做", "已处理 2/")
    for key, title in (
        ("1", "C-01"),
        ("2", "销售收入"),
        ("3", "RD01"),
        ("4", "营业执照"),
        ("5", "提问"),
        ("7", "P-10"),
    ):
        terminal.press(key)
        terminal.until(title)
    terminal.press("Space")
    terminal.until("☑ P-10")
    terminal.press("Escape")
    terminal.until("目录", "问题（")
    terminal.press("z")
    terminal.until("Esc 返回", "图像")
    terminal.press("Escape")
    terminal.until("目录", "问题（")
    terminal.press("w")
    terminal.until("已生成")
    (opinion,) = (office / "意见").rglob("*.docx")
    assert len(docx.Document(str(opinion)).paragraphs) > 5
    terminal.press("C-q")
    end = time.monotonic() + PATIENCE
    while terminal.is_running() and time.monotonic() < end:
        time.sleep(0.05)
    assert not terminal.is_running()
    assert states(office) == ["confirmed", "dismissed"]


@pytest.mark.timeout(300)
def test_a_closed_terminal_has_lost_nothing(terminal: Terminal, office: Path) -> None:
    terminal.start(str(SAMPLE))
    terminal.until("问题（", "已处理 0/")
    terminal.press("e")
    terminal.until("已处理 1/")
    os.kill(terminal.process(), 9)
    terminal.end()
    assert states(office) == ["explained"]
    terminal.start(str(SAMPLE))
    terminal.until("问题（", "已处理 1/")


def states(office: Path) -> list[str]:
    """What was decided, in the store of the office."""
    store = Store(f"sqlite:///{office / 'store.sqlite'}")
    (newest,) = store.recent()
    decided = [d.state for d in store.decisions(newest.application).by_finding.values()]
    store.close()
    return sorted(state for state in decided if state is not None)
