"""How a source is reached: its address, where its secrets are kept, and how hard it may be asked.

What the agency has decided, and the file it stands in, is in `decisions.py`.
"""

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

REQUESTS_PER_MINUTE = 60
NO_VARIABLES: Mapping[str, str] = MappingProxyType({})


class DecisionFault(ValueError):
    """What is decided about a source cannot be used; says in Swedish where and what to do, and never holds a secret."""


@dataclass(frozen=True)
class Secret:
    """A secret by where it is kept; read when used, never shown.

    Attributes:
        file: the file that holds it, readable by its owner only.
        variable: the environment variable that holds it.
        environment: the variables there are, handed down by the command line; nothing else reads them.
    """

    file: Path | None = None
    variable: str | None = None
    environment: Mapping[str, str] = field(default_factory=lambda: NO_VARIABLES, repr=False, compare=False)

    @property
    def is_given(self) -> bool:
        """Whether it is said where the secret is kept."""
        return self.file is not None or self.variable is not None

    def read(self) -> str:
        """The secret.

        Raises:
            DecisionFault: the file or the variable is not there or is empty, or others can read the file.
        """
        if self.variable is not None:
            value = self.environment.get(self.variable, "").strip()
            if not value:
                raise DecisionFault(f"miljövariabeln {self.variable} är inte satt; den ska hålla källans hemlighet")
            return value
        if self.file is None:
            raise DecisionFault(
                "källan behöver client_id och client_secret, som fil (…_file) eller miljövariabel (…_env)"
            )
        return _secret_in(self.file)


@dataclass(frozen=True)
class Certificate:
    """The certificate by which we present ourselves to a source that demands one, in PEM.

    Attributes:
        file: the certificate, with those that vouch for it after it.
        key_file: its key, without a passphrase, readable by its owner only; nothing where `file` holds it too.
    """

    file: Path
    key_file: Path | None = None

    def checked(self) -> tuple[str, str]:
        """The two files, as the library that asks wants them.

        Raises:
            DecisionFault: one cannot be read, others can read the key, or they do not belong together.
        """
        key_file = self.key_file or self.file
        _secret_in(key_file)
        try:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            # The library would ask whoever sits at the terminal for the passphrase.
            context.load_cert_chain(self.file, key_file, password=lambda: "")
        except ssl.SSLError:
            raise DecisionFault(
                f"{self.file.name}: certifikat och nyckel går inte att använda; de ska vara i PEM, höra ihop och sakna "
                "lösenord"
            ) from None
        except OSError as error:
            raise DecisionFault(f"{self.file.name}: certifikatet går inte att läsa ({_why(error)})") from None
        return str(self.file), str(key_file)


def _secret_in(file: Path) -> str:
    try:
        mode, text = file.stat().st_mode, file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        why = _why(error) if isinstance(error, OSError) else "inte text i UTF-8"
        raise DecisionFault(f"{file.name}: hemligheten går inte att läsa ({why})") from None
    if mode & 0o077:
        raise DecisionFault(f"{file.name}: andra kan läsa hemligheten; kör chmod 600 på filen")
    if not text:
        raise DecisionFault(f"{file.name}: filen är tom; den ska hålla källans hemlighet")
    return text


def _why(error: OSError) -> str:
    """Why a file cannot be read, in Swedish."""
    if isinstance(error, FileNotFoundError):
        return "filen finns inte"
    if isinstance(error, PermissionError):
        return "behörighet saknas"
    return error.strerror or type(error).__name__


@dataclass(frozen=True)
class Access:
    """How a source is reached.

    Attributes:
        url: address of the service, without a closing slash; empty for the source's own public one.
        token_url: where a token is fetched.
        client_id, client_secret: where the credentials are kept.
        certificate: what we present ourselves with, to a source that demands a certificate of whoever asks.
        requests_per_minute: how often the source may be asked.
        timeout_seconds: how long an answer is waited for.
        most_requests: how many things are asked for in one run.
        backoff_seconds: the first pause before a failed question is asked again; it doubles each time.
    """

    url: str = ""
    token_url: str = ""
    client_id: Secret = field(default_factory=Secret)
    client_secret: Secret = field(default_factory=Secret)
    certificate: Certificate | None = None
    requests_per_minute: int = REQUESTS_PER_MINUTE
    timeout_seconds: float = 30.0
    most_requests: int = 2_000
    backoff_seconds: float = 1.0
