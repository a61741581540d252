"""A server for the whole run, emptied before each test; tests speak to it with boto3, as clients do.

`pytest --without PATCH` starts the server without that patch: tests marked `corrected` must then fail.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import boto3
import pytest
from botocore.config import Config

REGION = "us-west-2"
ACCOUNT = "123456789012"
PACKAGE_ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--without", default=None, help="leave this patch out of the server")


def until(condition: Callable[[], Any], seconds: float = 20) -> Any:
    """What `condition` answers as soon as it is true; what it answers at the end otherwise."""
    end = time.monotonic() + seconds
    while not (answer := condition()) and time.monotonic() < end:
        time.sleep(0.02)
    return answer


def zipped(source: str) -> bytes:
    """A function's code: one file, index.js."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("index.js", source)
    return data.getvalue()


def post(endpoint: str, route: str, body: Any) -> Any:
    """Calls a route of the local AWS's own."""
    request = Request(f"{endpoint}/local-aws/{route}", data=json.dumps(body).encode(), method="POST")
    with urlopen(request) as answer:
        return json.load(answer)


@pytest.fixture(scope="session")
def endpoint(request: pytest.FixtureRequest) -> Iterator[str]:
    without = request.config.getoption("--without")
    command = [sys.executable, "-m", "local_aws", "--port", "0", "--exit-with-stdin"]
    command += ["--without", without] if without else []
    server = subprocess.Popen(command, cwd=PACKAGE_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert server.stdin is not None and server.stdout is not None
    yield json.loads(server.stdout.readline())["url"]
    server.stdin.close()
    assert server.wait() == 0
    server.stdout.close()


@pytest.fixture
def client(endpoint: str) -> Callable[..., Any]:
    """client(service, **credentials): a boto3 client of the emptied server."""
    urlopen(Request(f"{endpoint}/moto-api/reset", method="POST")).close()

    def make(service: str, **credentials: str) -> Any:
        keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test", **credentials}
        config = Config(retries={"max_attempts": 1}, s3={"addressing_style": "path"})
        return boto3.client(service, endpoint_url=endpoint, region_name=REGION, config=config, **keys)

    return make


@pytest.fixture
def s3(client: Callable[..., Any]) -> Any:
    """An S3 client, with the bucket "lake" in place."""
    s3 = client("s3")
    s3.create_bucket(Bucket="lake", CreateBucketConfiguration={"LocationConstraint": REGION})
    return s3


@pytest.fixture
def function(client: Callable[..., Any]) -> Callable[..., str]:
    """function(source, **configuration): a function "sync" whose index.js is the source; its ARN."""
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}

    def make(source: str, **configuration: Any) -> str:
        policy = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
        role = client("iam").create_role(RoleName="sync", AssumeRolePolicyDocument=policy)["Role"]["Arn"]
        settings = {"Runtime": "nodejs22.x", "Handler": "index.handler", "Timeout": 10, **configuration}
        code = {"ZipFile": zipped(source)}
        return client("lambda").create_function(FunctionName="sync", Role=role, Code=code, **settings)["FunctionArn"]

    return make


@pytest.fixture
def queue(client: Callable[..., Any]) -> Callable[..., tuple[str, str]]:
    """queue(name, senders, **attributes): URL and ARN of a queue; rules with the ARNs `senders` may send to it."""

    def make(name: str, senders: list[str] = [], **attributes: str) -> tuple[str, str]:
        arn = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"
        allow = {
            "Effect": "Allow",
            "Principal": {"Service": "events.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": arn,
            "Condition": {"ArnEquals": {"aws:SourceArn": senders}},
        }
        if senders:
            attributes = {**attributes, "Policy": json.dumps({"Version": "2012-10-17", "Statement": [allow]})}
        return client("sqs").create_queue(QueueName=name, Attributes=attributes)["QueueUrl"], arn

    return make


@pytest.fixture
def bodies(client: Callable[..., Any]) -> Callable[[str], list[Any]]:
    """bodies(url): takes up to ten messages of a queue, read as JSON."""

    def take(url: str) -> list[Any]:
        messages = client_sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages", [])
        return [json.loads(message["Body"]) for message in messages]

    client_sqs = client("sqs")
    return take
