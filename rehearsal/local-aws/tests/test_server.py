"""The command line: how the server starts and ends."""

import json
import signal
import subprocess
import sys
from typing import Any
from urllib.request import urlopen

import pytest
from conftest import PACKAGE_ROOT


def start(*arguments: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "local_aws", *arguments]
    pipe: Any = subprocess.PIPE
    return subprocess.Popen(command, cwd=PACKAGE_ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True)


def url_of(server: "subprocess.Popen[str]") -> str:
    assert server.stdout is not None
    return json.loads(server.stdout.readline())["url"]


def test_it_says_where_it_listens_and_ends_on_sigterm() -> None:
    server = start("--port", "0")
    with urlopen(f"{url_of(server)}/moto-api/data.json") as answer:
        assert answer.status == 200
    server.send_signal(signal.SIGTERM)
    out, err = server.communicate()
    assert (server.returncode, out, err) == (0, "", "")


def test_it_ends_when_standard_input_closes() -> None:
    server = start("--port", "0", "--exit-with-stdin")
    url_of(server)
    server.communicate()
    assert server.returncode == 0


def test_a_port_in_use_is_said_plainly() -> None:
    first = start("--port", "0", "--exit-with-stdin")
    port = url_of(first).rsplit(":", 1)[1]
    second = start("--port", port)
    out, err = second.communicate()
    assert (second.returncode, out) == (1, "")
    assert f"cannot listen on 127.0.0.1:{port}: Address already in use" in err
    first.communicate()


@pytest.mark.parametrize(
    "service",
    [
        "s3",
        "glue",
        "lakeformation",
        "iam",
        "sts",
        "events",
        "sqs",
        "lambda",
        "logs",
        "cloudwatch",
        "secretsmanager",
        "scheduler",
        "cloudtrail",
        "kms",
    ],
)
def test_it_serves_what_the_stacks_use(client: Any, service: str) -> None:
    calls = {
        "s3": "list_buckets", "glue": "get_databases", "lakeformation": "list_resources", "iam": "list_roles",
        "sts": "get_caller_identity", "events": "list_rules", "sqs": "list_queues", "lambda": "list_functions",
        "logs": "describe_log_groups", "cloudwatch": "describe_alarms", "secretsmanager": "list_secrets",
        "scheduler": "list_schedules", "cloudtrail": "describe_trails", "kms": "list_keys",
    }  # fmt: skip
    assert getattr(client(service), calls[service])()["ResponseMetadata"]["HTTPStatusCode"] == 200
