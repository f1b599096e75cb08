"""The check for malware: a command of the inspectorate's own, run on each file before it is kept."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

CLEAN, INFECTED, UNCHECKED = "clean", "infected", "unchecked"
#: What the states are called.
LABELS = {CLEAN: "kontrollerad", INFECTED: "skadlig", UNCHECKED: "ej kontrollerad"}
_SECONDS = 120


def scanned(path: Path, command: Sequence[str]) -> str:
    """What a command says of a file: exit code 0 clean, 1 infected; whatever else happens, it has not been checked.

    Args:
        path: the file; it comes last.
        command: program and arguments; empty where none is set.
    """
    if not command:
        return UNCHECKED
    try:
        ended = subprocess.run(  # noqa: S603 - the operator's own command, and a path of ours
            [*command, str(path)], capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return UNCHECKED
    return {0: CLEAN, 1: INFECTED}.get(ended.returncode, UNCHECKED)
