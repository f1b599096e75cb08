"""Runs as a user makes them: the command in a process of its own, and what it published as bytes to compare."""

import hashlib
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from tables.contracts import published
from tables.serving import Published

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from pipelines.cli import main; main()"]


def arguments(home, deliveries, days):
    """The arguments of `run`."""
    wanted = [part for day in days for part in ("--as-of", str(day))]
    return ["run", "--deliveries", str(deliveries), "--home", str(home), *wanted]


def command(*parts):
    """The command carried out to its end."""
    return subprocess.run([*COMMAND, *parts], cwd=ROOT, capture_output=True, text=True, check=False)


def said_here(*parts):
    """The command carried out in this process, which is quicker: where what it says and its exit code are tested."""
    from pipelines.cli import main

    return CliRunner().invoke(main, [str(part) for part in parts])


def started(*parts):
    """The command started, its output to be read line by line."""
    return subprocess.Popen(
        [*COMMAND, *parts], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, bufsize=1
    )


def wait_for(process, text):
    """Read the output until a line holds `text`; the lines read."""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if text in line:
            return lines
    raise AssertionError(f"{text!r} never came; the output was:\n{''.join(lines)}")


def digests(home):
    """The run's name and a digest of each published mart as Parquet bytes."""
    with Published(home) as tables:
        found = {"run": tables.path.stem}
        for name, contract in published().items():
            parquet = tables.read(contract).write_parquet
            found[name] = _digest_of(parquet)
    return found


def _digest_of(write):
    import io

    stream = io.BytesIO()
    write(stream, compression="zstd", statistics=False)
    return hashlib.sha256(stream.getvalue()).hexdigest()
