"""The senders: threads that sign and send one report after another, each until it has its receipt.

`python -m benchmarks.receiving.senders HOME PORT SECONDS WHAT` prints JSON: milliseconds of every answer, key →
receipt, how many answers repeated a receipt, and how often something had to be sent again. A sender that gets no answer
sends the same again, with the same key, until it gets one; it begins nothing new when the time is up.
"""

import hashlib
import http.client
import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

from benchmarks.visits.site import CORES, HOST

SENDERS, KEYS = 50, "keys.json"
REPORTS, UNSIGNED = "reports", "unsigned"
_PATH = "/kommun/api/v1/rapporter"
_PATIENCE_S, _PAUSE_S, _GIVES_UP_S = 10, 0.2, 120
_REPORT = {
    "law": "SoL",
    "grounds": ["unlicensed"],
    "about": "unknown",
    "actor_name": "Omsorg Nord AB",
    "noticed_on": "2026-03-01",
    "severity": 2,
    "area": "safety",
    "description": "Det bedrivs hemtjänst utan tillstånd. " * 10,
}


def prepare(home: Path) -> None:
    """Register a key for each of fifty municipalities, and write the private ones down for the senders."""
    import datetime as dt

    from joserfc.jwk import OKPKey

    from sources.intake import senders
    from tables.code_lists import codes_of

    keys = {code: OKPKey.generate_key("Ed25519") for code in codes_of("municipalities")[:SENDERS]}
    for code, key in keys.items():
        senders.add(home, code, json.dumps(key.as_dict(private=False)), on=dt.date(2026, 1, 1))
    (home / KEYS).write_text(json.dumps({code: key.as_dict(private=True) for code, key in keys.items()}))


class Senders:
    """Everyone's answers."""

    def __init__(self, port: int, what: str) -> None:
        self.port, self.what = port, what
        self.times: list[float] = []
        self.receipts: dict[str, str] = {}
        self.repeats, self.again = 0, 0

    def send(self, code: str, told: dict[str, str], begin: str, end: float) -> None:
        """One sender's reports, one after another."""
        from joserfc.jwk import OKPKey

        key, number = OKPKey.import_key(told), 0
        connection = http.client.HTTPConnection(HOST, self.port, timeout=_PATIENCE_S)
        while time.monotonic() < end:
            number += 1
            self._until_received(connection, code, key, f"{begin}-{code}-{number}", end + _GIVES_UP_S)

    def _until_received(self, connection: Any, code: str, key: Any, name: str, last: float) -> None:
        body = json.dumps({**_REPORT, "description": f"{_REPORT['description']}{name}"}).encode()
        while time.monotonic() < last:
            headers = self._headers(code, key, name, body)
            started = time.monotonic()
            try:
                connection.request("POST", _PATH, body, headers)
                answer = connection.getresponse()
                found = json.loads(answer.read())
            except (OSError, http.client.HTTPException, ValueError):
                connection.close()
                self.again += 1
                time.sleep(_PAUSE_S)
                continue
            self._note(name, answer.status, found, (time.monotonic() - started) * 1000)
            return
        raise RuntimeError("no receipt came")

    def _headers(self, code: str, key: Any, name: str, body: bytes) -> dict[str, str]:
        told = {"Host": HOST, "X-Forwarded-Proto": "https", "Content-Type": "application/json", "Idempotency-Key": name}
        if self.what == UNSIGNED:
            return told
        from joserfc import jwt

        from sources.intake.tokens import AUDIENCE

        now, digest = int(time.time()), hashlib.sha256(body).hexdigest()
        claims = {"iss": code, "aud": AUDIENCE, "iat": now, "exp": now + 120, "jti": name, "sha256": digest}
        head = {"alg": "Ed25519", "kid": key.thumbprint()}
        return {**told, "Authorization": f"Bearer {jwt.encode(head, claims, key, algorithms=['Ed25519'])}"}

    def _note(self, name: str, status: int, found: dict[str, Any], took: float) -> None:
        wanted = (401,) if self.what == UNSIGNED else (200, 201)
        if status not in wanted:
            raise RuntimeError(f"{status}: {found}")
        self.times.append(took)
        if self.what == REPORTS:
            self.receipts[name] = found["receipt"]
            self.repeats += found["is_repeat"]


def main(home: Path, port: int, seconds: float, what: str) -> None:
    """Everybody sends for so long."""
    if hasattr(os, "sched_setaffinity") and len(cores := sorted(os.sched_getaffinity(0))) > CORES:
        os.sched_setaffinity(0, cores[CORES:])
    keys = json.loads((home / KEYS).read_text())
    everyone, begin = Senders(port, what), f"{time.time_ns():x}"
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=everyone.send, args=(code, key, begin, end)) for code, key in keys.items()]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    print(json.dumps({"ms": everyone.times, "receipts": everyone.receipts, "repeats": everyone.repeats,
                      "again": everyone.again}))  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4])
