"""The command line: how the server starts and ends."""

import json
import signal
import subprocess
import sys
from http.client import HTTPConnection
from socket import create_connection
from typing import Any
from urllib.request import urlopen

import boto3
import pytest
from conftest import PACKAGE_ROOT, until, zipped


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


def test_it_ends_also_while_a_function_runs() -> None:
    server = start("--port", "0", "--exit-with-stdin")
    url = url_of(server)
    keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-west-2"}
    sqs, functions, iam = (boto3.client(name, endpoint_url=url, **keys) for name in ("sqs", "lambda", "iam"))
    trust = {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [trust]})
    role = iam.create_role(RoleName="f", AssumeRolePolicyDocument=policy)["Role"]["Arn"]
    code = {"ZipFile": zipped("exports.handler = () => new Promise(() => setInterval(() => {}, 1000));")}
    settings = {"Runtime": "nodejs22.x", "Handler": "index.handler", "Timeout": 600}
    functions.create_function(FunctionName="f", Role=role, Code=code, **settings)
    queue = sqs.create_queue(QueueName="q", Attributes={"VisibilityTimeout": "3600"})["QueueUrl"]
    arn = "arn:aws:sqs:us-west-2:123456789012:q"
    functions.create_event_source_mapping(EventSourceArn=arn, FunctionName="f")
    sqs.send_message(QueueUrl=queue, MessageBody="a")
    name = "ApproximateNumberOfMessagesNotVisible"
    hidden = lambda: sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=[name])["Attributes"][name] == "1"
    assert until(hidden)
    server.communicate(timeout=60)
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
        "dynamodb",
    ],
)
def test_it_serves_what_the_stacks_use(client: Any, service: str) -> None:
    calls = {
        "s3": "list_buckets", "glue": "get_databases", "lakeformation": "list_resources", "iam": "list_roles",
        "sts": "get_caller_identity", "events": "list_rules", "sqs": "list_queues", "lambda": "list_functions",
        "logs": "describe_log_groups", "cloudwatch": "describe_alarms", "secretsmanager": "list_secrets",
        "scheduler": "list_schedules", "cloudtrail": "describe_trails", "kms": "list_keys",
        "dynamodb": "list_tables",
    }  # fmt: skip
    assert getattr(client(service), calls[service])()["ResponseMetadata"]["HTTPStatusCode"] == 200


def test_many_requests_take_one_connection_also_where_a_body_is_not_read(endpoint: str) -> None:
    connection = HTTPConnection(endpoint.removeprefix("http://"))
    connection.connect()
    socket = connection.sock
    for method, path in [("GET", "/moto-api/data.json"), ("POST", "/moto-api/nothing"), ("HEAD", "/moto-api/data.json")]:
        connection.request(method, path, body=b"left unread" if method == "POST" else None)
        connection.getresponse().read()
        assert connection.sock is socket
    connection.close()


def test_a_client_that_waits_to_be_told_to_send_its_body_is_told_once(s3: Any, endpoint: str) -> None:
    host, port = endpoint.removeprefix("http://").rsplit(":", 1)
    with create_connection((host, int(port))) as connection:
        head = f"PUT /lake/file HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n"
        connection.sendall(head.encode())
        assert connection.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
        connection.sendall(b"text")
        assert connection.recv(1000).startswith(b"HTTP/1.1 200")
    assert s3.get_object(Bucket="lake", Key="file")["Body"].read() == b"text"


def test_a_body_in_chunks_ends_the_connection(s3: Any, endpoint: str) -> None:
    connection = HTTPConnection(endpoint.removeprefix("http://"))
    connection.request("PUT", "/lake/file", body=iter([b"te", b"xt"]), encode_chunked=True)
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("Connection")) == (200, "close")
    connection.close()
    assert s3.get_object(Bucket="lake", Key="file")["Body"].read() == b"text"
