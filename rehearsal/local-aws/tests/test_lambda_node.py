import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from conftest import ACCOUNT, REGION, zipped

Client = Callable[..., Any]
Function = Callable[..., str]


def invoke(client: Client, payload: Any = {}) -> tuple[Any, str | None, str]:
    """Result, kind of error, log."""
    answer = client("lambda").invoke(FunctionName="sync", Payload=json.dumps(payload), LogType="Tail")
    log = base64.b64decode(answer["LogResult"]).decode()
    return json.loads(answer["Payload"].read()), answer.get("FunctionError"), log


@pytest.mark.corrected
def test_the_code_runs_in_node_with_its_event_and_environment(client: Client, function: Function, endpoint: str) -> None:
    source = """exports.handler = async (event, context) => {
      console.log("began");
      const { AWS_REGION, AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL, GREETING } = process.env;
      return { event, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL, GREETING, name: context.functionName,
        timely: context.getRemainingTimeInMillis() > 5000 };
    };"""
    function(source, Environment={"Variables": {"GREETING": "hello"}})
    result, error, log = invoke(client, {"a": [1]})
    assert error is None and "began" in log
    assert result == {
        "event": {"a": [1]},
        "AWS_REGION": REGION,
        "AWS_ACCESS_KEY_ID": ACCOUNT,
        "AWS_ENDPOINT_URL": endpoint,
        "GREETING": "hello",
        "name": "sync",
        "timely": True,
    }


@pytest.mark.corrected
def test_an_environment_stays_warm_until_the_function_changes(client: Client, function: Function) -> None:
    function("let n = 0; exports.handler = async () => ++n;")
    assert [invoke(client)[0] for _ in range(3)] == [1, 2, 3]
    client("lambda").update_function_code(FunctionName="sync", ZipFile=zipped("exports.handler = async () => 'new';"))
    assert invoke(client)[0] == "new"


@pytest.mark.corrected
def test_an_error_of_the_handler_is_unhandled_and_logged(client: Client, function: Function) -> None:
    function("exports.handler = async () => { throw new TypeError('no such luck'); };")
    result, error, log = invoke(client)
    assert error == "Unhandled" and "no such luck" in log
    assert (result["errorType"], result["errorMessage"]) == ("TypeError", "no such luck")


@pytest.mark.corrected
@pytest.mark.parametrize(("source", "kind"), [
    ("exports.handler = () => new Promise(() => setInterval(() => {}, 1000));", "Sandbox.Timedout"),
    ("exports.handler = async () => process.exit(3);", "Runtime.ExitError"),
    ("throw new RangeError('not loadable');", "RangeError"),
    ("exports.other = 1;", "Runtime.HandlerNotFound"),
])  # fmt: skip
def test_what_ends_badly_is_answered_and_the_next_invocation_begins_anew(
    client: Client, function: Function, source: str, kind: str
) -> None:
    function(source, Timeout=1)
    for _ in range(2):
        result, error, _ = invoke(client)
        assert (error, result["errorType"]) == ("Unhandled", kind)


@pytest.mark.corrected
def test_the_log_is_kept_and_metrics_in_it_are_taken_out(client: Client, function: Function) -> None:
    metric = {
        "_aws": {
            "Timestamp": 0,
            "CloudWatchMetrics": [
                {"Namespace": "App", "Dimensions": [["service"]], "Metrics": [{"Name": "Done", "Unit": "Count"}]}
            ],
        },
        "service": "sync",
        "Done": 3,
    }
    function(f"exports.handler = async () => console.log('{json.dumps(metric)}');")
    invoke(client)
    events = client("logs").filter_log_events(logGroupName="/aws/lambda/sync", filterPattern="")["events"]
    assert json.dumps(metric) in [event["message"] for event in events]
    [found] = client("cloudwatch").list_metrics(Namespace="App")["Metrics"]
    assert (found["MetricName"], found["Dimensions"]) == ("Done", [{"Name": "service", "Value": "sync"}])


@pytest.mark.corrected
def test_more_at_once_than_reserved_are_throttled(client: Client, function: Function) -> None:
    function("exports.handler = async () => 1;")
    client("lambda").put_function_concurrency(FunctionName="sync", ReservedConcurrentExecutions=0)
    with pytest.raises(ClientError, match="TooManyRequestsException"):
        invoke(client)


@pytest.mark.corrected
def test_what_is_not_built_is_refused_by_name(client: Client, function: Function) -> None:
    with pytest.raises(ClientError, match="runs functions in Node only, and sync needs python3.13"):
        function("", Runtime="python3.13")
    client("iam").delete_role(RoleName="sync")
    function("exports.handler = async () => 1;")
    with pytest.raises(ClientError, match="does not invoke with InvocationType Event"):
        client("lambda").invoke(FunctionName="sync", InvocationType="Event")
