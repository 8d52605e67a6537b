"""Where Entra gives out tokens, on loopback: TLS of its own, and assertions that are checked."""

import asyncio
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Self

import jwt
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID

from tests.teams.channel import TENANT, Channel, a_key


def a_pem(host: str = "") -> tuple[str, x509.Certificate]:
    """A private key and its self-made certificate in one PEM; for a server where ``host`` is given."""
    key: rsa.RSAPrivateKey = a_key()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)] if host else [])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 7, now, now + timedelta(days=1))
    if host:
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))])
        made = made.add_extension(names, critical=False)
    certificate = made.sign(key, SHA256())
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return (private + certificate.public_bytes(serialization.Encoding.PEM)).decode(), certificate


class Entra:
    """Use as ``async with Entra(folder, certificate) as entra``.

    Args:
        folder: Where its own certificate is put down, to be trusted.
        certificate: The app's.
        secret: The app's, instead.
        channel: Whose keys are named here, too: over TLS, as Microsoft does.
    """

    def __init__(
        self,
        folder: Path,
        certificate: x509.Certificate | None = None,
        *,
        secret: str = "",
        channel: Channel | None = None,
    ) -> None:
        self.bundle = folder / "login.pem"
        self.assertions: list[dict[str, Any]] = []
        self._public = certificate.public_key() if certificate is not None else None
        self._secret, self._channel = secret, channel
        pem, own = a_pem("127.0.0.1")
        self._server = folder / "server.pem"
        self._server.write_text(pem)
        self.bundle.write_bytes(own.public_bytes(serialization.Encoding.PEM))

    async def __aenter__(self) -> Self:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self._server)
        app = web.Application()
        app.router.add_get("/{tenant}/v2.0/.well-known/openid-configuration", self._described)
        app.router.add_post("/{tenant}/oauth2/v2.0/token", self._token)
        if self._channel is not None:
            app.router.add_get("/openid", self._channel.metadata)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0, ssl_context=context).start()
        self.url = f"https://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.sleep(0.1)  # until both sides said goodbye
        await self._runner.cleanup()

    async def _described(self, request: web.Request) -> web.Response:
        here = f"{self.url}/{request.match_info['tenant']}"
        return _closing(
            {
                "issuer": f"{here}/v2.0",
                "authorization_endpoint": f"{here}/oauth2/v2.0/authorize",
                "token_endpoint": f"{here}/oauth2/v2.0/token",
            }
        )

    async def _token(self, request: web.Request) -> web.Response:
        form = await request.post()
        if self._secret:
            return _told(good=form.get("client_secret") == self._secret)
        try:
            said = jwt.decode(
                str(form["client_assertion"]),
                self._public,  # type: ignore[arg-type]
                algorithms=["RS256", "PS256"],
                audience=f"{self.url}/{TENANT}/oauth2/v2.0/token",
            )
        except jwt.InvalidTokenError:
            return _told(good=False)
        header = jwt.get_unverified_header(str(form["client_assertion"]))
        self.assertions.append({**said, **header, "scope": str(form["scope"])})
        return _told(good=True)


def _told(*, good: bool) -> web.Response:
    if not good:
        return _closing({"error": "invalid_client"}, 401)
    return _closing({"access_token": "from-entra", "token_type": "Bearer", "expires_in": 3600})


def _closing(body: Mapping[str, Any], status: int = 200) -> web.Response:
    """An answer after which the line is cut: Microsoft's library never ends its own."""
    answer = web.json_response(body, status=status)
    answer.force_close()
    return answer
