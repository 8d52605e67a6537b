"""The keys of an installation: they make fingerprints of texts, sign checkpoints, encrypt what waits.

They come from the settings, or Bedside makes them itself in files that only its own user can read.
None ever shows in a repr, a log or an error.
"""

import base64
import binascii
import hashlib
import hmac
import os
import secrets
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bot.errors import BedsideError, SettingsError, StartError

FINGERPRINT_FILE = "fingerprint.key"
SIGNING_FILE = "signing.key"
ENCRYPTION_FILE = "encryption.key"
PUBLIC_FILE = "signing.pub"
"""For auditors; not secret."""

_KEY_BYTES = 32
_FINGERPRINT_LABEL = b"bedside/fingerprint/v1\0"


class KeyedFingerprinter:
    """HMAC-SHA256 of a text: the same text is known again, and nobody without the key can try guesses."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def derived(self, purpose: bytes) -> bytes:
        """Another key of 32 bytes, for another purpose; from neither can the other be worked out."""
        return hmac.new(self._key, b"bedside/derived/v1\0" + purpose, hashlib.sha256).digest()

    def fingerprint(self, text: str) -> str:
        """Hexadecimal keyed hash of ``text``."""
        message = _FINGERPRINT_LABEL + text.encode("utf-8", "surrogatepass")
        return hmac.new(self._key, message, hashlib.sha256).hexdigest()


class Ed25519Signer:
    """Signs checkpoints and export headers."""

    def __init__(self, seed: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self._public = self._private.public_key().public_bytes_raw().hex()

    @property
    def public_key(self) -> str:
        """The 32 bytes of the public key, hexadecimal."""
        return self._public

    def sign(self, message: bytes) -> str:
        """The signature of ``message``, hexadecimal."""
        return self._private.sign(message).hex()


class Cipher:
    """Encrypts what is kept only until it is done. The first key encrypts; all of them decrypt."""

    def __init__(self, keys: Sequence[bytes]) -> None:
        self._fernet = MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])

    def encrypt(self, text: str) -> str:
        """``text`` as nobody without the key can read or change it."""
        return self._fernet.encrypt(text.encode("utf-8", "surrogatepass")).decode("ascii")

    def decrypt(self, token: str) -> str:
        """What ``encrypt`` was given.

        Raises:
            UnreadablePayload: It was encrypted with a key that is gone, or changed since.
        """
        try:
            return self._fernet.decrypt(token.encode("ascii", "replace")).decode("utf-8", "surrogatepass")
        except InvalidToken:
            raise UnreadablePayload(
                "What was kept cannot be decrypted: it was encrypted with another key. "
                "Add the earlier key at the end of BEDSIDE_ENCRYPTION_KEYS."
            ) from None


class UnreadablePayload(BedsideError):
    """Something that was encrypted cannot be read with the keys at hand."""


@dataclass(frozen=True, slots=True)
class Keys:
    """What an installation signs and fingerprints with.

    ``made`` names the files that were made just now, so that the start can say so: whoever loses them
    can no longer recognise earlier texts, or sign as the same installation.
    """

    fingerprinter: KeyedFingerprinter = field(repr=False)
    signer: Ed25519Signer = field(repr=False)
    made: tuple[Path, ...] = ()


def load_keys(folder: Path, fingerprint_key: str | None = None, signing_key: str | None = None) -> Keys:
    """Read both keys from the settings given, else from ``folder``, where missing ones are made.

    Args:
        folder: The data folder; used only for a key that no setting gives.
        fingerprint_key: ``BEDSIDE_FINGERPRINT_KEY``, at least 32 bytes in hexadecimal or base64.
        signing_key: ``BEDSIDE_SIGNING_KEY``, exactly 32 bytes in hexadecimal or base64.

    Raises:
        SettingsError: A setting is no key.
        StartError: A key file is damaged, others can read it, or the folder cannot be written.
    """
    made: list[Path] = []
    secret = _from_setting("BEDSIDE_FINGERPRINT_KEY", fingerprint_key, exactly=False)
    given = _signer_given(signing_key)
    secret = secret or _from_file(folder / FINGERPRINT_FILE, made)
    if given is not None:
        return Keys(KeyedFingerprinter(secret), given, tuple(made))
    signer = Ed25519Signer(_from_file(folder / SIGNING_FILE, made))
    if folder / SIGNING_FILE in made or not (folder / PUBLIC_FILE).exists():
        _write(folder / PUBLIC_FILE, signer.public_key, mode=0o644)
    return Keys(KeyedFingerprinter(secret), signer, tuple(made))


def standing_signer(folder: Path, signing_key: str | None) -> Ed25519Signer | None:
    """What this installation signs with, if there is anything yet; nothing is made or written.

    Raises:
        SettingsError: The setting is no key.
        StartError: The key file is damaged, or others can read it.
    """
    given = _signer_given(signing_key)
    if given is not None or not (folder / SIGNING_FILE).is_file():
        return given
    return Ed25519Signer(_from_file(folder / SIGNING_FILE, []))


def load_cipher(folder: Path, encryption_keys: str | None = None) -> tuple[Cipher, tuple[Path, ...]]:
    """What encrypts work that waits, and the file that was made for it just now, if one was.

    Args:
        folder: The data folder; used only when no setting gives keys.
        encryption_keys: ``BEDSIDE_ENCRYPTION_KEYS``: keys of 32 bytes in hexadecimal or base64, with commas
            between them. The first encrypts, so a new one is put in front; take an old one out after a week.

    Raises:
        SettingsError: A setting is no key.
        StartError: The key file is damaged, others can read it, or the folder cannot be written.
    """
    made: list[Path] = []
    given = [
        _from_setting("Each of BEDSIDE_ENCRYPTION_KEYS", part, exactly=True)
        for part in (encryption_keys or "").split(",")
    ]
    keys = [key for key in given if key is not None] or [_from_file(folder / ENCRYPTION_FILE, made)]
    return Cipher(keys), tuple(made)


def _signer_given(signing_key: str | None) -> Ed25519Signer | None:
    seed = _from_setting("BEDSIDE_SIGNING_KEY", signing_key, exactly=True)
    return None if seed is None else Ed25519Signer(seed)


def _from_setting(name: str, value: str | None, *, exactly: bool) -> bytes | None:
    if value is None or not value.strip():
        return None
    raw = _decode(value.strip())
    if raw is None or len(raw) < _KEY_BYTES or (exactly and len(raw) != _KEY_BYTES):
        amount = "exactly" if exactly else "at least"
        raise SettingsError(
            f"{name} must be {amount} {_KEY_BYTES} bytes in hexadecimal or base64. "
            "Make one with: openssl rand -hex 32"
        )
    return raw


def _decode(text: str) -> bytes | None:
    try:
        return bytes.fromhex(text)
    except ValueError:
        pass
    try:
        padded = text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4)
        return base64.b64decode(padded, validate=True)
    except (ValueError, binascii.Error):
        return None


def _from_file(path: Path, made: list[Path]) -> bytes:
    """The key in ``path``; a missing file is made and noted in ``made``."""
    try:
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if _write(path, secrets.token_hex(_KEY_BYTES), mode=0o600):
                made.append(path)
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & 0o077:
            raise StartError(f"The key file {path} can be read by others. Make it yours: chmod 600 {path}")
        raw = _decode(path.read_text(encoding="utf-8").strip())
    except OSError as error:
        raise StartError(f"Bedside cannot keep its keys in {path.parent}: {error.strerror}.") from error
    except UnicodeDecodeError:
        raw = None
    if raw is None or len(raw) != _KEY_BYTES:
        raise StartError(
            f"The key file {path} holds no key: 64 hexadecimal digits were expected. Restore it from a "
            "backup; with a new key, earlier entries can no longer be matched or proven."
        )
    return raw


def _write(path: Path, text: str, mode: int) -> bool:
    """Write a small file whole or not at all; returns False when another process was first."""
    part = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            os.fchmod(descriptor, mode)
            os.write(descriptor, f"{text}\n".encode())
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.link(part, path)
    except FileExistsError:
        return False
    except OSError as error:
        raise StartError(f"Bedside cannot write to {path.parent}: {error.strerror}.") from error
    finally:
        part.unlink(missing_ok=True)
    return True
