from collections.abc import Callable
from typing import Any

import pytest
from conftest import ACCOUNT, REGION

Client = Callable[..., Any]
Function = Callable[..., str]
LETTERS = {"TargetArn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:letters"}
LOGGING = {"LogFormat": "JSON", "ApplicationLogLevel": "INFO", "SystemLogLevel": "WARN", "LogGroup": "/app/sync"}


@pytest.mark.corrected
def test_dead_letters_and_logging_are_read_back(client: Client, function: Function) -> None:
    function("", DeadLetterConfig=LETTERS, LoggingConfig=LOGGING)
    found = client("lambda").get_function_configuration(FunctionName="sync")
    assert (found["DeadLetterConfig"], found["LoggingConfig"]) == (LETTERS, LOGGING)


@pytest.mark.corrected
def test_updates_change_them(client: Client, function: Function) -> None:
    function("", DeadLetterConfig=LETTERS)
    client("lambda").update_function_configuration(
        FunctionName="sync", DeadLetterConfig={"TargetArn": ""}, TracingConfig={"Mode": "Active"}, LoggingConfig=LOGGING
    )
    found = client("lambda").get_function_configuration(FunctionName="sync")
    assert (found["TracingConfig"], found["LoggingConfig"]) == ({"Mode": "Active"}, LOGGING)
    assert "DeadLetterConfig" not in found


@pytest.mark.corrected
def test_a_function_logs_to_its_own_group_unless_told_otherwise(client: Client, function: Function) -> None:
    function("")
    found = client("lambda").get_function_configuration(FunctionName="sync")
    assert found["LoggingConfig"] == {"LogFormat": "Text", "LogGroup": "/aws/lambda/sync"}
