"""A server that verifies signatures with the vendors' own signers, using only the received request.

The header `X-Interop-Case` contains the vendor and the expected credentials. The answer contains the signer's result and
the received request.
"""

import datetime
import hashlib
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

from tencentcloud.common import abstract_client
from tencentcloud.common.http.request import RequestInternal
from volcengine.auth import SignerV4
from volcengine.auth.SignParam import SignParam
from volcengine.Credentials import Credentials

hashed = threading.local()


class NotingHashes:
    """Hashes normally, and keeps the hashed texts: one of them is the signer's canonical request."""

    @staticmethod
    def sha256(content):
        note(content)
        return hashlib.sha256(content)


def note(content):
    text = content if isinstance(content, str) else bytes(content).decode("utf-8", "replace")
    hashed.texts.append(text)


def note_sha256(content):
    note(content)
    return hash_of(content)


abstract_client.hashlib = NotingHashes
hash_of = SignerV4.Util.sha256
SignerV4.Util.sha256 = staticmethod(note_sha256)


def pairs_of(query):
    return parse_qsl(query, keep_blank_values=True)


def volcengine(request, case):
    authorization = request.headers.get("authorization", "")
    credential = authorization.split("Credential=")[-1].split(",")[0].split("/")
    region, service = (credential + ["", "", ""])[2:4]
    param = SignParam()
    param.set_method(request.command)
    param.set_body(request.content)
    param.set_date(datetime.datetime.strptime(request.headers["x-date"], "%Y%m%dT%H%M%SZ"))
    for name in ("Host", "Content-Type"):
        if name in request.headers:
            param.header_list[name] = request.headers[name]
    for name, value in pairs_of(request.query):
        param.query.setdefault(name, []).append(value)
    caller = Credentials(case["id"], case["secret"], service, region, case["token"] or "")
    result = SignerV4.SignerV4.sign_only(param, caller)
    facts = {"region": region, "service": service, "token": request.headers.get("x-security-token")}
    right = result.authorization == authorization and result.xContextSha256 == request.headers["x-content-sha256"]
    return right, result.authorization, facts


def tencent(request, case):
    timestamp = request.headers["x-tc-timestamp"]
    day = datetime.datetime.fromtimestamp(int(timestamp), datetime.timezone.utc).strftime("%Y-%m-%d")
    headers = {"Content-Type": request.headers["content-type"], "Host": request.headers["host"], "X-TC-Timestamp": timestamp}
    sent = request.query if request.command == "GET" else request.content
    internal = RequestInternal(request.headers["host"], request.command, "/", headers, sent)
    client = abstract_client.AbstractClient(None, None)
    signature = client._get_tc3_signature(None, internal, day, "trtc", case["secret"])
    authorization = (
        f"TC3-HMAC-SHA256 Credential={case['id']}/{day}/trtc/tc3_request, "
        f"SignedHeaders=content-type;host, Signature={signature}"
    )
    facts = {
        "region": request.headers.get("x-tc-region"),
        "service": "trtc",
        "token": request.headers.get("x-tc-token"),
        "action": request.headers.get("x-tc-action"),
        "version": request.headers.get("x-tc-version"),
    }
    return authorization == request.headers.get("authorization"), authorization, facts


def zego(request, case):
    asked = dict(pairs_of(request.query))
    text = case["id"] + asked["SignatureNonce"] + case["secret"] + asked["Timestamp"]
    note(text)
    signature = hashlib.md5(text.encode()).hexdigest()
    right = (asked["Signature"], asked["AppId"], asked["SignatureVersion"]) == (signature, case["id"], "2.0")
    return right, signature, {}


VENDORS = {"volcengine": volcengine, "tencent": tencent, "zego": zego}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Send answers without delay.
    disable_nagle_algorithm = True
    wbufsize = -1

    def answer(self):
        case = json.loads(self.headers["x-interop-case"])
        self.query = self.path.partition("?")[2]
        self.content = self.rfile.read(int(self.headers.get("content-length", 0)))
        hashed.texts = []
        try:
            right, expected, facts = VENDORS[case["vendor"]](self, case)
        except Exception as error:
            right, expected, facts = False, f"{type(error).__name__}: {error}", {}
        report = {
            "right": right,
            "expected": expected,
            "canonical": hashed.texts[-1] if hashed.texts else "",
            "pairs": pairs_of(self.query),
            "body": self.content.decode(),
            **facts,
        }
        body = json.dumps(report).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = answer

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
print(json.dumps({"port": server.server_address[1]}), flush=True)
# The parent process holds the other end.
sys.stdin.read()
