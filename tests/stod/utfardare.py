"""A sign-in service of OpenID Connect on the loopback, for tests: discovery, keys, token with PKCE and userinfo."""

import base64
import hashlib
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KLIENT, HEMLIGHET, KOD = "kvalitet", "hemligheten", "koden"


class Utfardare:
    """Starts a server in a thread. `pastaenden` is what it says about the person, `userinfo` the same unless given."""

    def __init__(self) -> None:
        self.nyckel = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.pastaenden: dict[str, Any] = {}
        self.userinfo: dict[str, Any] | None = None
        self.utmaning = ""
        self.anropad: list[str] = []
        self.tokensvar: int = 200
        server = self

        class Svar(BaseHTTPRequestHandler):
            timeout = 5

            def log_message(self, *_: Any) -> None:
                pass

            def do_GET(self) -> None:
                self._svara(*server.svara(self.path, {}))

            def do_POST(self) -> None:
                kropp = self.rfile.read(int(self.headers["Content-Length"])).decode()
                self._svara(*server.svara(self.path, {n: v[0] for n, v in parse_qs(kropp).items()}))

            def _svara(self, kod: int, innehall: Any) -> None:
                data = json.dumps(innehall).encode()
                self.send_response(kod)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Svar)
        self.http.daemon_threads = True
        self.adress = f"http://127.0.0.1:{self.http.server_address[1]}"
        self.trad = threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.trad.start()

    def stang(self) -> None:
        self.http.shutdown()
        self.http.server_close()
        self.trad.join(5)

    def svara(self, vag: str, falt: dict[str, str]) -> tuple[int, Any]:
        """Answer for a path: status and JSON."""
        self.anropad.append(vag)
        match vag:
            case "/.well-known/openid-configuration":
                return 200, {
                    "issuer": self.adress,
                    "authorization_endpoint": f"{self.adress}/tillat",
                    "token_endpoint": f"{self.adress}/token",
                    "userinfo_endpoint": f"{self.adress}/userinfo",
                    "jwks_uri": f"{self.adress}/nycklar",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            case "/token":
                return self._token(falt)
            case "/userinfo":
                return 200, self.pastaenden if self.userinfo is None else self.userinfo
        return 404, {}

    def _token(self, falt: dict[str, str]) -> tuple[int, Any]:
        prov = hashlib.sha256(falt.get("code_verifier", "").encode()).digest()
        stammer = base64.urlsafe_b64encode(prov).rstrip(b"=").decode() == self.utmaning
        if not (stammer and falt["code"] == KOD and falt["client_secret"] == HEMLIGHET) or self.tokensvar != 200:
            return 400, {"error": "invalid_grant"}
        nu = int(time.time())
        innehall = {"iss": self.adress, "aud": KLIENT, "iat": nu, "exp": nu + 60, **self.pastaenden}
        id_token = jwt.encode(innehall, self.nyckel, algorithm="RS256")
        return 200, {"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": id_token}

    def godkann(self, till: str) -> dict[str, str]:
        """What the person's browser brings back after having been sent to `till`."""
        delar = urlsplit(till)
        assert f"{delar.scheme}://{delar.netloc}{delar.path}" == f"{self.adress}/tillat"
        fraga = {n: v[0] for n, v in parse_qs(delar.query).items()}
        assert fraga["client_id"] == KLIENT
        assert fraga["code_challenge_method"] == "S256"
        assert "openid" in fraga["scope"].split()
        self.utmaning = fraga["code_challenge"]
        return {"code": KOD, "state": fraga["state"]}
