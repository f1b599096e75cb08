"""Doing something in a process of its own that kills itself before or after its n-th step on the disk.

Run as a program it prints a line of JSON for each step there is, until nothing is killed any more: what the dead one
had said, and what the next one that did the same found.
"""

import json
import os
import signal
import sys
from pathlib import Path

from sources.intake import attachments, book
from tests.sources.intake.sending import REPORT, sent

#: What changes the disk, or waits for it.
STEPS = ("open", "fsync", "link", "unlink", "mkdir", "replace")
MOST = 200


def dies_at(number, when):
    """Let this process kill itself `before` or `after` its n-th step on the disk."""
    left = number

    def counting(real):
        def step(*told, **named):
            nonlocal left
            left -= 1
            if left == 0 and when == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            done = real(*told, **named)
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return done

        return step

    for name in STEPS:
        setattr(os, name, counting(getattr(os, name)))


def report(home):
    return sent(home, REPORT).number


def attachment(home):
    return attachments.store(home, [b"%PDF-1.7"], name="a.pdf", declared_type="").sha256


def killed(work, home, number, when):
    """Whether a process that does the work was killed, and what it said before."""
    hears, says = os.pipe()
    child = os.fork()
    if child == 0:
        dies_at(number, when)
        os.write(says, work(home).encode())
        os._exit(0)
    os.close(says)
    _, status = os.waitpid(child, 0)
    with os.fdopen(hears) as stream:
        return os.WIFSIGNALED(status), stream.read()


def there(home):
    """Everything that is in a home."""
    return [one.number for one in book.read(home)] + [one.sha256 for one in attachments.all_kept(home)]


def main(work, folder, when):
    work(folder / "first")  # code lists are read, and need not be again
    for number in range(1, MOST):
        home = folder / f"{when}-{number}"
        was_killed, said = killed(work, home, number, when)
        kept = there(home)
        again = work(home)
        left = [path.name for path in home.rglob("*") if path.suffix == ".json" and path.stat().st_size == 0]
        told = {"said": said, "kept": kept, "again": again, "after": there(home), "half": left}
        print(json.dumps({"step": number, "killed": was_killed, "unsound": book.unsound(home), **told}))
        if not was_killed:
            return


if __name__ == "__main__":
    main({"report": report, "attachment": attachment}[sys.argv[1]], Path(sys.argv[2]), sys.argv[3])
