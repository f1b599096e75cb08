"""Sources that demand a certificate of whoever asks: ours is shown, and what is wrong with it is told beforehand."""

import datetime as dt
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sources.fetching.access import Access, Certificate
from sources.fetching.connector import SourceFault
from sources.fetching.decisions import FILE, DecisionFault, load
from sources.fetching.http.faults import SourceUnreachable, asking
from sources.fetching.http.session import open_session
from tests.sources.fetching.small_server import Said, small_server

PEM = serialization.Encoding.PEM


def certificate(folder, name, passphrase=None):
    """A certificate for this machine that vouches for itself, and its key, as the two files."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    start = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=9))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    lock = serialization.BestAvailableEncryption(passphrase) if passphrase else serialization.NoEncryption()
    kept, secret = folder / f"{name}.pem", folder / f"{name}.key"
    kept.write_bytes(made.public_bytes(PEM))
    secret.touch(0o600)
    secret.write_bytes(key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, lock))
    return kept, secret


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("certificates")


@pytest.fixture(scope="module")
def theirs(folder):
    return certificate(folder, "theirs")


@pytest.fixture(scope="module")
def ours(folder):
    return certificate(folder, "ours")


@pytest.fixture
def strict(theirs, ours):
    """A server that answers nobody but us."""
    demands = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=str(ours[0]))
    demands.load_cert_chain(*theirs)
    demands.verify_mode = ssl.CERT_REQUIRED
    with small_server(demands) as served:
        served.answers["/a"] = [Said(body=b"well")]
        yield served


def asked(server, theirs, shown):
    access = Access(requests_per_minute=60_000, backoff_seconds=0.002, timeout_seconds=2.0, certificate=shown)
    with open_session(access) as session, asking("Källan"):
        return session.get(f"{server.url}/a", verify=str(theirs[0])).content


def test_the_source_is_shown_our_certificate(strict, theirs, ours):
    assert asked(strict, theirs, Certificate(*ours)) == b"well"


def test_certificate_and_key_may_be_one_file(strict, theirs, ours, tmp_path):
    both = tmp_path / "both.pem"
    both.touch(0o600)
    both.write_bytes(ours[0].read_bytes() + ours[1].read_bytes())
    assert asked(strict, theirs, Certificate(both)) == b"well"


def test_without_it_or_with_another_the_fault_says_whose_certificate_it_is_about(strict, theirs, folder):
    for shown in (None, Certificate(*certificate(folder, "another"))):
        with pytest.raises(SourceUnreachable, match="client_certificate_file"):
            asked(strict, theirs, shown)
    assert strict.heard == []


def test_a_source_that_nobody_vouches_for_is_told_apart(strict, ours):
    with pytest.raises(SourceUnreachable, match="källans certifikat godtas inte"):
        asked(strict, ours, Certificate(*ours))


def test_what_cannot_be_used_is_told_before_anything_is_asked(strict, theirs, ours, folder, tmp_path):
    open_key = tmp_path / "open.key"
    open_key.write_bytes(ours[1].read_bytes())
    open_key.chmod(0o644)
    locked = certificate(folder, "locked", b"word")
    for shown, said in (
        (Certificate(ours[0], open_key), "open.key: andra kan läsa"),
        (Certificate(ours[0], tmp_path / "none.key"), "none.key: hemligheten går inte att läsa"),
        (Certificate(tmp_path / "none.pem", ours[1]), "none.pem: certifikatet går inte att läsa"),
        (Certificate(ours[0], theirs[1]), "ours.pem: certifikat och nyckel går inte att använda"),
        (Certificate(*locked), "locked.pem: certifikat och nyckel går inte att använda"),
    ):
        with pytest.raises(SourceFault, match=said):
            asked(strict, theirs, shown)
    assert strict.heard == []


def test_where_it_is_kept_is_a_setting_of_the_source(tmp_path):
    text = '[ssbtgo]\nclient_certificate_file = "secrets/ivo.pem"\nclient_certificate_key_file = "secrets/ivo.key"\n'
    (tmp_path / FILE).write_text(text)
    secrets = tmp_path / "secrets"
    assert load(tmp_path)["ssbtgo"].access.certificate == Certificate(secrets / "ivo.pem", secrets / "ivo.key")
    (tmp_path / FILE).write_text('[ssbtgo]\nclient_certificate_key_file = "secrets/ivo.key"\n')
    with pytest.raises(DecisionFault, match="client_certificate_key_file: anges utan client_certificate_file"):
        load(tmp_path)
