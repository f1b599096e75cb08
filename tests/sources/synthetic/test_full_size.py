"""A full-size register is made in bounded memory."""

import subprocess
import sys
from pathlib import Path

import pytest

import sources

PROGRAM = """
import resource, sys
from pathlib import Path
from sources.synthetic import synthesise
synthesise(Path(sys.argv[1]) / "out", Path(sys.argv[1]) / "truth", 25_000, 7, 1)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


@pytest.mark.slow
def test_25_000_activities_and_7_years_take_under_two_gigabytes(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path)],
        cwd=Path(sources.__file__).parents[1],
        capture_output=True,
        text=True,
        check=True,
    )
    assert float(done.stdout) < 2000
