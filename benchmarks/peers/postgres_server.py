"""A PostgreSQL server of the benchmark's own: made in a temporary folder, reached by a socket there, and taken down.

The server refuses to run as root, so then it is started as the user `postgres`.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import types
from pathlib import Path
from typing import Self

from benchmarks.peers.measured import NotInstalled, resident_peak_mb

_FOLDERS = ("/usr/lib/postgresql/15/bin", "/usr/local/bin", "/usr/bin")
_SETTINGS = {
    "jit": "off",
    "shared_buffers": "1GB",
    "work_mem": "256MB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "8GB",
    "fsync": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "listen_addresses": "''",
    "max_parallel_workers_per_gather": "2",
}
_TICKS = os.sysconf("SC_CLK_TCK")


class Server:
    """Use as a context manager.

    Raises:
        NotInstalled: there is no PostgreSQL, or no user but root to run it.
    """

    def __init__(self) -> None:
        folder = next((Path(name) for name in _FOLDERS if (Path(name) / "initdb").exists()), None)
        if folder is None or shutil.which("psql") is None:
            raise NotInstalled("PostgreSQL (initdb, pg_ctl, psql) is not on this machine")
        self._bin, self._as = folder, self._user()
        self._home = Path(tempfile.mkdtemp(prefix="bench-postgres-"))
        if self._as:
            user = pwd.getpwnam("postgres")
            os.chown(self._home, user.pw_uid, user.pw_gid)
        self._home.chmod(0o755)

    @staticmethod
    def _user() -> list[str]:
        if os.geteuid() != 0:
            return []
        try:
            pwd.getpwnam("postgres")
        except KeyError:
            raise NotInstalled("PostgreSQL does not run as root, and there is no user postgres") from None
        if shutil.which("runuser") is None:
            raise NotInstalled("PostgreSQL does not run as root, and runuser is not to be found")
        return ["runuser", "-u", "postgres", "--"]

    def __enter__(self) -> Self:
        data = self._home / "data"
        self._run(
            str(self._bin / "initdb"), "-D", str(data), "--auth=trust", "--no-sync", "-E", "UTF8", "-U", "postgres"
        )
        settings = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
        options = f"{settings} -k {self._home}"
        log = str(self._home / "log")
        self._run(str(self._bin / "pg_ctl"), "-D", str(data), "-l", log, "-w", "-o", options, "start")
        self.pid = int((data / "postmaster.pid").read_text().splitlines()[0])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: types.TracebackType | None
    ) -> None:
        self._run(str(self._bin / "pg_ctl"), "-D", str(self._home / "data"), "-m", "immediate", "-w", "stop")
        shutil.rmtree(self._home, ignore_errors=True)

    def _run(self, *command: str) -> None:
        done = subprocess.run(
            [*self._as, *command],
            cwd=self._home,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{command[0]}: {done.stderr[-400:]}")

    def execute(self, script: str) -> list[list[str]]:
        """Run statements in one session; the rows of the last that has any, as text.

        Raises:
            RuntimeError: a statement failed.
        """
        command = ["psql", "-h", str(self._home), "-U", "postgres", "-XqAt", "-F", "\t", "-v", "ON_ERROR_STOP=1"]
        done = subprocess.run(command, input=script, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr[-600:])
        return [line.split("\t") for line in done.stdout.splitlines()]

    def cpu_s(self) -> float:
        """CPU seconds of the server: what runs, and all that has ended."""
        return sum(self._seconds(process) for process in [self.pid, *self._children()])

    def peak_mb(self) -> float:
        """The highest resident memory of any of the server's running processes, in MB."""
        return max(resident_peak_mb(str(process)) for process in [self.pid, *self._children()])

    def _children(self) -> list[int]:
        found = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text()
        return [int(process) for process in found.split()]

    @staticmethod
    def _seconds(process: int) -> float:
        try:
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return sum(map(int, fields[11:15])) / _TICKS
