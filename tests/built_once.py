"""Folders that several processes of one test session need: the first that asks makes one, the others wait for it."""

import fcntl
import shutil


def build_once(folder, make):
    """`folder`, after `make(folder)` has filled it in this process or another.

    What an interrupted or failed attempt left is removed first. A process that waits sleeps.
    """
    folder.parent.mkdir(exist_ok=True)
    made = folder.with_suffix(".made")
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            made.touch()
    return folder
