"""`python -m benchmarks.peers NAME`: one peer, its task as JSON on standard input, its answer as one line of JSON."""

import importlib
import json
import sys

from benchmarks.peers.measured import NotInstalled, as_json
from benchmarks.peers.task import Task


def main() -> int:
    """Run the peer named."""
    peer = importlib.import_module(f"benchmarks.peers.{sys.argv[1]}")
    try:
        print(as_json(peer.answer(Task(**json.load(sys.stdin)))))
    except NotInstalled as missing:
        print(json.dumps({"not_installed": str(missing)}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
