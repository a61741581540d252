"""A server for the whole run, emptied before each test; tests speak to it with boto3, as clients do.

`pytest --without PATCH` starts the server without that patch: tests marked `corrected` must then fail.
"""

from __future__ import annotations

import json
import subprocess
import sys
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
