"""All that checks need, loaded when this is imported: a sample of each is looked at.

This is for the process that others are copied from: what it has loaded is theirs, too, and takes no memory twice.
"""

import contextlib
import gc
import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a process with threads should not be copied

from toolkit.checker import checks, samples
from toolkit.errors import ToolkitError

with contextlib.suppress(ToolkitError):  # whoever asks for what can't be loaded is told
    for check in checks().values():
        for sample in samples.of(check.name).fails[:1]:
            for row in sample.rows:
                list(check.row(row) if check.row else ())
gc.collect()
gc.freeze()  # what is never looked through for refuse stays shared
gc.set_threshold(20_000, 20, 20)  # the rest is looked through less often: what rows leave behind is seldom refuse
