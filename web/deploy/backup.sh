#!/bin/sh
# Copies what the page alone knows: users, sessions and the log (SQLite), the heads of the log, what was decided and
# received, the keys. What was received is copied before the keys it is sealed with, so that each has its key.
# The heads are copied first: the log then holds every row that they name, and the copy proves whole.
#   backup.sh HOME TARGET      e.g. backup.sh /srv/tillsynsradar /backup/tillsynsradar/2026-06-30
set -eu
umask 077
home=$1
target=$2
mkdir -p "$target/web"
cp -p "$home/web/audit-anchor.jsonl" "$target/web/"
"${PYTHON:-python3}" - "$home/web/state.sqlite3" "$target/web/state.sqlite3" <<'PYTHON'
import sqlite3
import sys
from contextlib import closing

with closing(sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)) as source, closing(sqlite3.connect(sys.argv[2])) as copy:
    source.backup(copy)
    (found,) = copy.execute("PRAGMA integrity_check").fetchone()
    if found != "ok":
        sys.exit(f"the copy is not whole: {found}")
PYTHON
for one in decided intake; do
    if [ -d "$home/$one" ]; then
        cp -Rp "$home/$one" "$target/"
    fi
done
if [ -d "$home/secrets/intake" ]; then
    mkdir -p "$target/secrets"
    cp -Rp "$home/secrets/intake" "$target/secrets/"
fi
if [ -f "$home/secrets/web.key" ]; then
    mkdir -p "$target/secrets"
    cp -p "$home/secrets/web.key" "$target/secrets/"
fi
