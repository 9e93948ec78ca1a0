"""What the official SDK sends: reads requests from standard input, signs them with the SDK's own code, and writes what
would have gone over the wire. Nothing does: the SDK's connection ends in a list. Both ends are JSON; see `oracle.rs`."""

import base64
import io
import json
import sys
import types
import warnings
from unittest import mock

import requests
from tencentcloud.common import abstract_client
from tencentcloud.common.common_client import CommonClient
from tencentcloud.common.credential import Credential
from tencentcloud.common.profile.client_profile import ClientProfile
from tencentcloud.common.profile.http_profile import HttpProfile


class Wire(requests.adapters.BaseAdapter):
    """Takes what would be sent, and answers it."""

    def __init__(self):
        super().__init__()
        self.sent = []

    def send(self, request, **_):
        self.sent.append(request)
        answer = requests.Response()
        answer.status_code = 200
        answer.headers["Content-Type"] = "application/json"
        answer.raw = io.BytesIO(b'{"Response": {"RequestId": "00000000-0000-4000-8000-000000000000"}}')
        return answer

    def close(self):
        pass


def client_of(case, wire):
    http = HttpProfile(endpoint=case["endpoint"], reqMethod=case["method"])
    http.apigw_endpoint = case["gateway"]
    profile = ClientProfile(signMethod=case["sign_method"], httpProfile=http, language=case["language"])
    profile.unsignedPayload = case["unsigned"]
    credential = Credential(case["secret_id"], case["secret_key"], case["token"])
    client = CommonClient("faceid", "2018-03-01", credential, case["region"], profile)
    client.request.conn._session.mount("https://", wire)
    return client


def answer(case):
    wire = Wire()
    client = client_of(case, wire)
    clock = types.SimpleNamespace(time=lambda: case["timestamp"])
    chance = types.SimpleNamespace(randint=lambda _low, _high: case["nonce"])
    with mock.patch.object(abstract_client, "time", clock), mock.patch.object(abstract_client, "random", chance):
        client.call_json(case["action"], case["params"])
    (request,) = wire.sent
    body = request.body or b""
    return {
        "method": request.method,
        "query": request.path_url.partition("?")[2],
        "headers": dict(request.headers),
        "body": base64.b64encode(body.encode() if isinstance(body, str) else body).decode(),
    }


warnings.filterwarnings("ignore", category=DeprecationWarning)
json.dump([answer(case) for case in json.load(sys.stdin)], sys.stdout)
