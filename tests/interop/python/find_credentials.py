"""Prints the credentials that a provider of the vendors' SDKs finds in this process's environment and home, as JSON.

The argument names the provider. Each imports its SDK itself, because the others' take long to load.
"""

import json
import sys


def volcengine_rtc():
    """The SDK with the client for RTC."""
    from volcengine.base.Service import Service
    from volcengine.Credentials import Credentials
    from volcengine.ServiceInfo import ServiceInfo

    service = Service(ServiceInfo("", {}, Credentials("", "", "rtc", "cn-north-1"), 5, 5), {})
    found = service.service_info.credentials
    return (found.ak, found.sk, found.session_token) if found.ak or found.sk else None


def volcengine_core():
    """The core of the SDK for all other products."""
    from volcenginesdkcore.auth.providers.default_provider import DefaultCredentialProvider

    found = DefaultCredentialProvider().get_credentials()
    return found.ak, found.sk, found.session_token


def tencent(provider):
    from tencentcloud.common import credential

    found = getattr(credential, provider)().get_credential()
    return found and (found.secret_id, found.secret_key, found.token)


PROVIDERS = {
    "volcengine_rtc": volcengine_rtc,
    "volcengine_core": volcengine_core,
    "tencent_variables": lambda: tencent("EnvironmentVariableCredential"),
    "tencent_file": lambda: tencent("ProfileCredential"),
    "tencent_default": lambda: tencent("DefaultCredentialProvider"),
}


def find(name):
    try:
        return {"found": PROVIDERS[name]()}
    except Exception as error:  # Some providers raise if they find nothing.
        return {"found": None, "why": f"{type(error).__name__}: {error}"}


print(json.dumps(find(sys.argv[1])), flush=True)
