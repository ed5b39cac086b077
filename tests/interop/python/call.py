"""Makes the requested calls with the vendors' own SDKs: one JSON object per line on stdin, one answer per line on stdout.

ZEGO has no signing SDK; its calls are signed here with the vendor's published algorithm.
"""

import hashlib
import importlib
import json
import secrets
import sys
import time
import warnings
from urllib.parse import urlencode

import requests
from tencentcloud.common import credential
from tencentcloud.common.common_client import CommonClient
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile
from tencentcloud.common.exception.tencent_cloud_sdk_exception import TencentCloudSDKException
from volcengine.ApiInfo import ApiInfo
from volcengine.base.Service import Service
from volcengine.Credentials import Credentials
from volcengine.ServiceInfo import ServiceInfo


# The SDK warns of fields that it does not know; the program that asks compares fields itself.
warnings.simplefilter("ignore")


class Wire:
    """Wraps the transport of all SDKs: tampers with the signed request where the case asks for it, and keeps the answer.

    `request` is the request as an object of all parameters that the SDK's type has, where it has one.
    """

    tamper = None
    answer = None
    request = None

    @classmethod
    def send(cls, session, request, **options):
        if cls.tamper == "body":
            request.body = (request.body if isinstance(request.body, bytes) else request.body.encode()) + b" "
            request.headers["Content-Length"] = str(len(request.body))
        elif cls.tamper is not None:
            before, found, after = request.url.partition(cls.tamper + "=")
            assert found, request.url
            request.url = before + found + "x" + after
        response = cls.original(session, request, **options)
        cls.answer = response.content.decode()
        return response


Wire.original = requests.Session.send
requests.Session.send = lambda session, request, **options: Wire.send(session, request, **options)


def volcengine(case):
    query = {"Action": case["action"], "Version": case["version"]}
    info = ApiInfo(case["method"], "/", query, {}, {})
    caller = Credentials(case["id"], case["secret"], "rtc", case["region"], case["token"] or "")
    service = Service(ServiceInfo(case["host"], {}, caller, 60, 60), {case["action"]: info})
    # The SDK prefers credentials from the environment and from files, so set them explicitly.
    service.set_ak(case["id"])
    service.set_sk(case["secret"])
    if case["method"] == "GET":
        return service.get(case["action"], dict(case["parameters"]), doseq=1)
    return service.json(case["action"], {}, json.dumps(case["parameters"], ensure_ascii=case["ascii"]))


def tencent(case):
    profile = ClientProfile(httpProfile=HttpProfile(protocol="http", endpoint=case["host"], reqMethod=case["method"]))
    caller = credential.Credential(case["id"], case["secret"], case["token"])
    # The SDK has a package for each version of the API, with a type for each request and answer.
    try:
        package = "tencentcloud.trtc.v" + case["version"].replace("-", "")
        client = importlib.import_module(package + ".trtc_client").TrtcClient(caller, case["region"], profile)
        request = getattr(importlib.import_module(package + ".models"), case["action"] + "Request")()
    except (ImportError, AttributeError):
        client = CommonClient("trtc", case["version"], caller, case["region"], profile)
        client.call(case["action"], case["parameters"])
        return {}
    request._deserialize(case["parameters"])
    Wire.request = request._serialize(allow_none=True)
    return getattr(client, case["action"])(request)._serialize(allow_none=True)


def zego(case):
    nonce, now = secrets.token_hex(8), str(int(time.time()))
    signature = hashlib.md5((case["id"] + nonce + case["secret"] + now).encode()).hexdigest()
    query = {
        "Action": case["action"],
        "AppId": case["id"],
        "SignatureNonce": nonce,
        "Timestamp": now,
        "Signature": signature,
        "SignatureVersion": "2.0",
    }
    address, body = "http://" + case["host"] + "/?", None
    if case["method"] == "GET":
        written = {name: str(value) if isinstance(value, bool) else value for name, value in case["parameters"].items()}
        query.update(written)
    else:
        body = json.dumps(case["parameters"], ensure_ascii=case["ascii"]).encode()
    # The vendor's examples show the brackets of lists both plain and encoded.
    url = address + urlencode(query, doseq=True, safe="[]" if case["ascii"] else "")
    headers = {} if body is None else {"Content-Type": "application/json"}
    return requests.request(case["method"], url, data=body, headers=headers, timeout=60)


VENDORS = {"volcengine": volcengine, "tencent": tencent, "zego": zego}


def call(case):
    Wire.tamper, Wire.answer, Wire.request = case["tamper"], None, None
    failed = parsed = code = None
    try:
        parsed = VENDORS[case["vendor"]](case)
    except TencentCloudSDKException as error:
        code, failed = error.get_code(), str(error)
    except Exception as error:  # SDKs also raise for refusals; the answer contains the code.
        failed = f"{type(error).__name__}: {error}"
    if Wire.answer is None:
        return {"failed": failed or "the SDK sent nothing"}
    typed = {"parsed": parsed, "code": code, "request": Wire.request} if Wire.request is not None else {}
    return {"answer": json.loads(Wire.answer), **typed}


for line in sys.stdin:
    print(json.dumps(call(json.loads(line))), flush=True)
