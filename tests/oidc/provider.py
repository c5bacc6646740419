"""A small OpenID provider on loopback: it signs in whoever it is told to, checks what a provider checks, and lies on request."""

import base64
import hashlib
import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey, OctKey

CLIENT_ID, CLIENT_SECRET = "extranet", "client secret of the tests, long enough"


@dataclass
class Lies:
    """What is wrong with the next answers. `claims` replace true ones; a None removes the claim."""

    claims: dict[str, Any] = field(default_factory=dict)
    signature: str = "good"  # 'good', 'none', 'secret', 'stranger' or 'cut'
    issuer: str = ""
    token_status: int = 200
    body: bytes | None = None
    hang: bool = False


class OpenIdProvider:
    """`people` are claims by code; whoever holds a code is that person. `asked` holds the token requests that came."""

    def __init__(self, now):
        self._now = now
        self.key = ECKey.generate_key("P-256", {"kid": "one"})
        self.lies = Lies()
        self.asked: list[dict[str, str]] = []
        self._journeys: dict[str, dict[str, str]] = {}
        self._go_on = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def table(self, **changes) -> dict[str, Any]:
        """Its [directory.<slug>.oidc] settings."""
        return {"issuer": self.issuer, "client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "id_claim": "oid"} | changes

    def sign_in(self, address: str, **claims) -> str:
        """What a person does at the provider's page: the address they are sent back to."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self._journeys)}"
        self._journeys[code] = asked | {"claims": claims}
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def new_key(self) -> None:
        self.key = ECKey.generate_key("P-256", {"kid": "two"})

    def close(self) -> None:
        self._go_on.set()
        self._server.shutdown()
        self._server.server_close()

    def _about(self) -> dict[str, Any]:
        here = self.issuer
        return {
            "issuer": self.lies.issuer or here,
            "authorization_endpoint": f"{here}/authorize",
            "token_endpoint": f"{here}/token",
            "jwks_uri": f"{here}/keys",
        }

    def _token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        self.asked.append(form)
        journey = self._journeys.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        is_right = journey and form["client_secret"] == CLIENT_SECRET and journey["code_challenge"] == challenge
        if not is_right or form["redirect_uri"] != journey["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        return self.lies.token_status, {"token_type": "Bearer", "access_token": "unused", "id_token": self._signed(self._claims(journey))}

    def _claims(self, journey: dict[str, Any]) -> dict[str, Any]:
        now = int(self._now().timestamp())
        claims = {"iss": self.issuer, "aud": CLIENT_ID, "iat": now, "exp": now + 300, "nonce": journey["nonce"], "sub": "subject"}
        return {name: value for name, value in (claims | journey["claims"] | self.lies.claims).items() if value is not None}

    def _signed(self, claims: dict[str, Any]) -> str:
        match self.lies.signature:
            case "none":
                parts = (json.dumps(part).encode() for part in ({"alg": "none"}, claims))
                return ".".join(base64.urlsafe_b64encode(part).rstrip(b"=").decode() for part in parts) + "."
            case "secret":
                return jwt.encode({"alg": "HS256"}, claims, OctKey.import_key(CLIENT_SECRET))
            case "stranger":
                return jwt.encode({"alg": "ES256", "kid": "one"}, claims, ECKey.generate_key("P-256"))
            case "cut":
                return jwt.encode({"alg": "ES256", "kid": self.key.kid}, claims, self.key)[:-12]
        return jwt.encode({"alg": "ES256", "kid": self.key.kid}, claims, self.key)

    def _handler(self):
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self._answer(200, provider._about() if "well-known" in self.path else {"keys": [provider.key.as_dict(private=False)]})

            def do_POST(self):
                form = {name: values[0] for name, values in parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()).items()}
                self._answer(*provider._token(form))

            def _answer(self, status, found):
                if provider.lies.hang:
                    provider._go_on.wait(10)
                body = provider.lies.body if provider.lies.body is not None else json.dumps(found).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_words):
                """Quiet."""

        return Handler
