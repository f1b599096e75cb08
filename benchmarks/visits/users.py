"""The visitors: threads that ask, read the whole answer, think for two seconds, and ask for something else.

`python -m benchmarks.visits.users HOME PORT SECONDS KIND;KIND…` prints JSON: kind → milliseconds and bytes of every
answer, and what was no answer. Only 200 with enough bytes and what belongs on the page counts: somebody who is led to
the sign-in has been shown nothing.
"""

import http.client
import json
import os
import random
import sys
import threading
import time
from collections import defaultdict
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from benchmarks.visits.asked import KINDS, TRIVIAL
from benchmarks.visits.site import CORES, HOST, PLAN

THINKING_S = 2.0
#: The first seconds are not counted: processes read what every page needs.
_WARMING_S = 10.0
_PATIENCE_S = 30


class Visitors:
    """Everyone's answers."""

    def __init__(self, told: dict[str, Any], port: int, kinds: list[str]) -> None:
        self.told, self.port, self.kinds = told, port, kinds
        self.weights = [KINDS[kind][0] if kind in KINDS else 1 for kind in kinds]
        self.times: dict[str, list[float]] = defaultdict(list)
        self.sizes: dict[str, list[int]] = defaultdict(list)
        self.faults: dict[str, int] = defaultdict(int)
        self.answered = 0

    def visit(self, number: int, session: str, begin: float, end: float) -> None:
        """One person's visit."""
        draw = random.Random(number)  # noqa: S311 - what is asked for, not a secret
        connection = http.client.HTTPConnection(HOST, self.port, timeout=_PATIENCE_S)
        time.sleep(draw.uniform(0, THINKING_S))
        while time.monotonic() < end:
            kind = draw.choices(self.kinds, self.weights)[0]
            asked = draw.choice(self.told["pages"][kind])
            started = time.monotonic()
            try:
                status, body = self._ask(connection, session, asked)
            except (OSError, http.client.HTTPException) as fault:
                connection.close()
                self.faults[type(fault).__name__] += 1
            else:
                self._note(kind, status, body, started, begin)
            time.sleep(draw.uniform(0.5, 1.5) * THINKING_S)

    def _ask(self, connection: http.client.HTTPConnection, session: str, asked: dict[str, str]) -> tuple[int, bytes]:
        origin = f"https://{HOST}"
        headers = {"Host": HOST, "Cookie": f"__Host-session={session}", "X-Forwarded-Proto": "https"}
        if "wanted" not in asked:
            connection.request("GET", asked["path"], headers=headers)
        else:
            form = urlencode({"wanted": asked["wanted"], "csrfmiddlewaretoken": self.told["form"]})
            sent = {"Content-Type": "application/x-www-form-urlencoded", "Origin": origin, "Referer": f"{origin}/sok/"}
            connection.request("POST", asked["path"], form, headers | sent)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def _note(self, kind: str, status: int, body: bytes, started: float, begin: float) -> None:
        took = (time.monotonic() - started) * 1000
        self.answered += 1
        _, fewest, token = KINDS.get(kind, (1, 1_000, "<h1"))
        if status != http.client.OK:
            self.faults[f"{kind}: {status}"] += 1
        elif len(body) < fewest or token.encode() not in body:
            self.faults[f"{kind}: not the page (about {len(body) // 1000} kB)"] += 1
        elif started >= begin:
            self.times[kind].append(took)
            self.sizes[kind].append(len(body))


def main(home: Path, port: int, seconds: float, kinds: list[str]) -> None:
    """Everybody visits for so long."""
    if hasattr(os, "sched_setaffinity") and len(cores := sorted(os.sched_getaffinity(0))) > CORES:
        os.sched_setaffinity(0, cores[CORES:])
    told = json.loads((home / PLAN).read_text(encoding="utf-8"))
    all_of_them = Visitors(told, port, kinds)
    begin = time.monotonic() + (_WARMING_S if kinds != [TRIVIAL] else 1.0)
    threads = [
        threading.Thread(target=all_of_them.visit, args=(number, session, begin, begin + seconds))
        for number, session in enumerate(told["sessions"])
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    told = {"ms": all_of_them.times, "bytes": all_of_them.sizes, "faults": all_of_them.faults}
    print(json.dumps({**told, "all": all_of_them.answered}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4].split(";"))
