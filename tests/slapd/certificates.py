"""A certificate authority of the tests' own, and the good and bad certificates it gives out."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

FAULTS = ("good", "expired", "wrong_host", "foreign")


@dataclass(frozen=True)
class CertificateAuthority:
    """Signs certificates; `file` is what a client trusts."""

    folder: Path
    name: str
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def file(self) -> Path:
        return self.folder / f"{self.name}.pem"

    def give(self, label: str, host: str, days: int = 2) -> tuple[Path, Path]:
        """A server certificate and its key as files; fewer than 0 days: expired."""
        key = ec.generate_private_key(ec.SECP256R1())
        builder = _builder(host, key.public_key(), self.certificate.subject, days).add_extension(
            x509.SubjectAlternativeName([x509.DNSName(host), *([x509.IPAddress(ip_address("127.0.0.1"))] if host == "localhost" else [])]), False
        )
        return _kept(self.folder, label, key, builder.sign(self.key, hashes.SHA256()))


def make_authority(folder: Path, name: str) -> CertificateAuthority:
    """A new authority with its file written."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Tests {name}")])
    builder = _builder(f"Tests {name}", key.public_key(), subject, 2).add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
    made = CertificateAuthority(folder, name, key, builder.sign(key, hashes.SHA256()))
    made.file.write_bytes(made.certificate.public_bytes(serialization.Encoding.PEM))
    return made


def _builder(common_name: str, public_key, issuer: x509.Name, days: int) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    start = now - timedelta(days=1) if days >= 0 else now - timedelta(days=3)
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)]))
        .issuer_name(issuer)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(now + timedelta(days=days))
    )


def _kept(folder: Path, label: str, key, certificate: x509.Certificate) -> tuple[Path, Path]:
    certificate_file, key_file = folder / f"{label}.crt", folder / f"{label}.key"
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    key_file.write_bytes(private)
    return certificate_file, key_file
