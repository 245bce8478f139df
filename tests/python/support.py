"""What these tests share: skipping, running Pont, and the bound of float32."""

import subprocess
import sys

SKIPPED = 77
UNIT = 2.0**-24  # half a unit in the last place of float32


def need(module, package):
    """The module, or the end of the test with the Debian package that has it."""
    try:
        return __import__(module)
    except ImportError:
        print(f"skipped: python3 has no {module}; apt-get install {package}")
        sys.exit(SKIPPED)


def pont(program, *words, fails=False, cwd=None):
    done = subprocess.run([program, *map(str, words)], capture_output=True, text=True, cwd=cwd)
    assert (done.returncode != 0) == fails, (words, done.returncode, done.stderr[-2000:])
    return done.stderr if fails else done.stdout


def bound(parameters):
    """The first-order bound of rounding in a network, relative to its largest result: a sum of n products in another
    order errs by at most n units of it, one sum after the other; weights and slopes near 1 carry an error on as it is.
    Of elementwise functions, 8 units a layer."""
    sums = [value.size // value.shape[-1] for value in parameters.values() if value.ndim >= 2]
    return UNIT * sum(n + 8 for n in sums)


def difference(found, expected):
    """The largest over the rows of the largest difference, relative to the largest number of the row."""
    return (abs(found - expected).max(1) / abs(expected).max(1)).max()
