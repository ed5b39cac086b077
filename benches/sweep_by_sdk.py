"""Sweeps a span with the vendor's own SDK like its examples: sequential calls, repeated after a second when the vendor
throttles. Prints rows, calls, throttled answers and seconds as JSON."""

import json
import os
import sys
import time
from datetime import datetime, timezone

from volcengine.ApiInfo import ApiInfo
from volcengine.base.Service import Service
from volcengine.Credentials import Credentials
from volcengine.ServiceInfo import ServiceInfo

WINDOW = 6 * 3600
SIZE = 100


def main():
    host, app, access_key, start, end = sys.argv[1:6]
    start, end, secret_key = int(start), int(end), os.environ["VENDOR_SECRET"]
    caller = Credentials(access_key, secret_key, "rtc", "cn-north-1")
    query = {"Action": "ListUserInfo", "Version": "2023-11-01"}
    service = Service(ServiceInfo(host, {}, caller, 60, 60), {"ListUserInfo": ApiInfo("GET", "/", query, {}, {})})
    service.set_ak(access_key)
    service.set_sk(secret_key)
    seen, calls, throttled, begun = set(), 0, 0, time.monotonic()
    while end > start:
        since = max(start, end - WINDOW)
        page = 1
        while True:
            asked = {
                "AppId": app,
                "StartTime": written(since),
                "EndTime": written(end),
                "PageNum": page,
                "PageSize": SIZE,
                "ExcludeServerUser": "false",
            }
            calls += 1
            try:
                rows = json.loads(service.get("ListUserInfo", asked))["Result"]["UserList"] or []
            except Exception as error:
                if "FlowLimitExceeded" not in str(error):
                    raise
                throttled += 1
                time.sleep(1)
                continue
            seen.update((row["CallId"], row["UserId"]) for row in rows)
            if len(rows) < SIZE:
                break
            page += 1
        end = since
    seconds = time.monotonic() - begun
    print(json.dumps({"rows": len(seen), "calls": calls, "throttled": throttled, "seconds": seconds}))


def written(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).isoformat(timespec="seconds")


main()
