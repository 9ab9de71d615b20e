"""The command group: errors become a sentence for a person and an exit code."""

from __future__ import annotations

import sys
import traceback
from typing import Any

import click

from prereview import __version__
from prereview.cli.batch import batch
from prereview.cli.check import check
from prereview.cli.diff import diff
from prereview.cli.doctor import doctor
from prereview.cli.facts import facts
from prereview.cli.new import new
from prereview.cli.rules import rules
from prereview.cli.shared import tell
from prereview.cli.tui import tui
from prereview.errors import ExitCode, PrereviewError


class ChineseGroup(click.Group):
    """A command group whose errors end with the project's exit codes and messages."""

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - click's own signature
        """Run the command line; errors become a sentence on stderr and an exit code."""
        kwargs["standalone_mode"] = False
        try:
            result = super().main(*args, **kwargs)
        except click.exceptions.Exit as stop:
            sys.exit(stop.exit_code)
        except (click.Abort, KeyboardInterrupt):
            tell("已中断")
            sys.exit(ExitCode.INTERRUPTED)
        except click.ClickException as error:
            error.show()
            sys.exit(ExitCode.USAGE)
        except PrereviewError as error:
            tell(f"错误：{error.message}")
            if error.remedy:
                tell(f"处理：{error.remedy}")
            sys.exit(error.exit_code)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(ExitCode.CLEAN)
        except Exception as error:
            traceback.print_exc()
            tell(f"程序内部错误：{type(error).__name__}。材料未被改动，请把以上内容发给开发者")
            sys.exit(ExitCode.INTERNAL)
        sys.exit(result if isinstance(result, int) else ExitCode.CLEAN)


@click.group(
    cls=ChineseGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="prereview")
def main() -> None:
    """高新技术企业认定申报材料预审：读取材料，核对清单，指出缺失与矛盾之处。"""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")


for command in (check, tui, batch, facts, diff, new, rules, doctor):
    main.add_command(command)
