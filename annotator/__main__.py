"""Run the command line as ``python -m annotator``; the command ``annotator`` starts here, too."""

import gc
import os
import sys
from pathlib import Path

_SAFE_PATH = "PYTHONSAFEPATH"
_BLAS_THREADS = "OPENBLAS_NUM_THREADS"
_GARBAGE_THRESHOLD = 50_000
"""Objects made, less those freed, before Python looks for cycles; with Python 3.11's own 700 that takes a fifteenth of a build.

Pictures and sounds are in no cycles: they are freed as soon as nobody refers to them.
"""

_STRANGER = """\
Another package, also called annotator, was installed over this one, or has taken files of it along.
Install annotator again, in a new environment: the guide says how, under Computers.
Otro paquete, que también se llama annotator, se instaló encima de este o se llevó archivos suyos.
Instale annotator otra vez, en un entorno nuevo: la página Computers de la guía dice cómo.
"""
"""In both languages, since none of our modules that know the user's can be loaded then."""


def run() -> None:
    """Run the command; always ends with ``SystemExit``."""
    # No process that we start, such as a pool's, imports from the current folder, which may be one that somebody sent,
    # and Windows does not look there for programs, such as espeak-ng.
    os.environ[_SAFE_PATH] = "1"
    os.environ["NODEFAULTCURRENTDIRECTORYINEXEPATH"] = "1"
    # Nothing here multiplies large matrices with NumPy, whose idle threads spin: a twentieth of a second each at the start.
    os.environ.setdefault(_BLAS_THREADS, "1")
    gc.set_threshold(_GARBAGE_THRESHOLD, *gc.get_threshold()[1:])
    if not hasattr(sys.modules["annotator"], "__version__"):
        sys.stderr.write(_STRANGER)
        sys.exit(3)
    try:
        from annotator.cli import main

        main()
    except KeyboardInterrupt:  # before the command installed its own handler
        sys.exit(130)
    finally:
        # At its end Python would look for cycles once more, in all modules: up to a tenth of a changed build.
        gc.freeze()


if __name__ == "__main__":
    # ``python -m`` put the current folder first, which may be one that somebody sent.
    if not sys.flags.safe_path and sys.path[0] != str(Path(__file__).parents[1]):
        del sys.path[0]
    run()
