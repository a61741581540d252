import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from conftest import ACCOUNT, REGION, post

Client = Callable[..., Any]
Queue = Callable[..., "tuple[str, str]"]
Bodies = Callable[[str], "list[Any]"]
RULE = f"arn:aws:events:{REGION}:{ACCOUNT}:rule/changes"
ORDERS = json.dumps({"source": ["shop"]})


def put_event(events: Any, source: str = "shop") -> None:
    events.put_events(Entries=[{"Source": source, "DetailType": "Order", "Detail": '{"id": 1}'}])


@pytest.mark.corrected
def test_an_event_comes_whole_with_its_account(client: Client, queue: Queue, bodies: Bodies) -> None:
    events, (url, arn) = client("events"), queue("q", [RULE])
    events.put_rule(Name="changes", EventPattern=ORDERS)
    events.put_targets(Rule="changes", Targets=[{"Id": "q", "Arn": arn}])
    put_event(events)
    [event] = bodies(url)
    assert (event["account"], event["source"], event["detail-type"]) == (ACCOUNT, "shop", "Order")
    assert event["detail"] == {"id": 1} and event["time"].endswith("Z")


@pytest.mark.corrected
def test_a_disabled_rule_delivers_nothing(client: Client, queue: Queue, bodies: Bodies) -> None:
    events, (url, arn) = client("events"), queue("q", [RULE])
    events.put_rule(Name="changes", EventPattern=ORDERS, State="DISABLED")
    events.put_targets(Rule="changes", Targets=[{"Id": "q", "Arn": arn}])
    put_event(events)
    assert bodies(url) == []


@pytest.mark.corrected
def test_a_schedules_rule_takes_no_events_but_its_own_when_due(
    client: Client, queue: Queue, bodies: Bodies, endpoint: str
) -> None:
    events, (url, arn) = client("events"), queue("q", [RULE])
    events.put_rule(Name="changes", ScheduleExpression="rate(60 minutes)")
    events.put_targets(Rule="changes", Targets=[{"Id": "q", "Arn": arn, "Input": '{"sweep": true}'}])
    put_event(events)
    assert post(endpoint, "advance", {"seconds": 0})["fired"] == 0
    assert bodies(url) == []
    assert post(endpoint, "advance", {"seconds": 2.5 * 3600})["fired"] == 2
    assert bodies(url) == [{"sweep": True}, {"sweep": True}]


@pytest.mark.corrected
def test_what_a_target_cant_take_goes_to_its_dead_letters_and_others_get_it(
    client: Client, queue: Queue, bodies: Bodies
) -> None:
    events, sqs = client("events"), client("sqs")
    letters, letters_arn = queue("letters", [RULE])
    good, good_arn = queue("good", [RULE])
    _, closed_arn = queue("closed")
    events.put_rule(Name="changes", EventPattern=ORDERS)
    dead = {"DeadLetterConfig": {"Arn": letters_arn}}
    gone = good_arn.replace("good", "gone")
    targets = [{"Id": "1", "Arn": gone, **dead}, {"Id": "2", "Arn": closed_arn, **dead}, {"Id": "3", "Arn": good_arn}]
    events.put_targets(Rule="changes", Targets=targets)
    put_event(events)
    assert len(bodies(good)) == 1
    answer = sqs.receive_message(QueueUrl=letters, MaxNumberOfMessages=10, MessageAttributeNames=["All"])
    said = [{k: v["StringValue"] for k, v in m["MessageAttributes"].items()} for m in answer["Messages"]]
    assert [(s["ERROR_CODE"], s["TARGET_ARN"]) for s in said] == [
        ("RESOURCE_NOT_FOUND", gone),
        ("NO_PERMISSIONS", closed_arn),
    ]
    assert {s["RULE_ARN"] for s in said} == {RULE}


@pytest.mark.corrected
def test_log_groups_and_buses_are_targets_too(client: Client, queue: Queue, bodies: Bodies) -> None:
    events, logs, (url, arn) = client("events"), client("logs"), queue("q", [RULE.replace("rule/", "rule/other/")])
    logs.create_log_group(logGroupName="/events")
    bus = events.create_event_bus(Name="other")["EventBusArn"]
    events.put_rule(Name="changes", EventPattern=ORDERS)
    group = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/events"
    events.put_targets(Rule="changes", Targets=[{"Id": "1", "Arn": group}, {"Id": "2", "Arn": bus}])
    events.put_rule(Name="changes", EventBusName="other", EventPattern=ORDERS)
    transformer = {"InputPathsMap": {"detail": "$.detail"}, "InputTemplate": '{"was": <detail>}'}
    target = {"Id": "1", "Arn": arn, "InputTransformer": transformer}
    events.put_targets(Rule="changes", EventBusName="other", Targets=[target, {"Id": "2", "Arn": arn, "InputPath": "$.detail.id"}])
    put_event(events)
    [logged] = logs.filter_log_events(logGroupName="/events")["events"]
    assert json.loads(logged["message"])["detail"] == {"id": 1}
    assert bodies(url) == [{"was": {"id": 1}}, 1]


@pytest.mark.corrected
def test_targets_that_are_not_built_are_refused_by_name(client: Client) -> None:
    events, arn = client("events"), f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:f"
    events.put_rule(Name="changes", EventPattern=ORDERS)
    with pytest.raises(ClientError, match=f"does not deliver events to {arn}"):
        events.put_targets(Rule="changes", Targets=[{"Id": "1", "Arn": arn}])


@pytest.mark.corrected
def test_schedules_that_are_not_built_are_refused(client: Client) -> None:
    with pytest.raises(ClientError, match="ScheduleExpression is not valid"):
        client("events").put_rule(Name="changes", ScheduleExpression="cron(0 12 L * ? *)")
