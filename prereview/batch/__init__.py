"""Many packages: one yardstick, all cores, nothing twice, nothing lost.

`run_batch` checks what is new or changed, `write_overview` ranks the packages,
counts the mistakes and names what different firms' packages share.
"""

from prereview.batch.options import Options, Result, Step
from prereview.batch.overview import write_overview
from prereview.batch.run import run_batch, watch_batch

__all__ = ["Options", "Result", "Step", "run_batch", "watch_batch", "write_overview"]
