import json
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from conftest import ACCOUNT, REGION, post

Client = Callable[..., Any]
Events = Callable[[], "list[Any]"]
RULE = f"arn:aws:events:{REGION}:{ACCOUNT}:rule/changes"
TABLE = {"Name": "T1", "StorageDescriptor": {"Columns": [{"Name": "a", "Type": "int"}]}, "Parameters": {"Key": "v"}}


@pytest.fixture
def heard(client: Client, queue: Any, bodies: Any, endpoint: str) -> Events:
    """What a rule for all events of Glue has put into its queue since it was asked last."""
    post(endpoint, "drop-events", {"count": 0})
    events, (url, arn) = client("events"), queue("q", [RULE])
    events.put_rule(Name="changes", EventPattern=json.dumps({"source": ["aws.glue"]}))
    events.put_targets(Rule="changes", Targets=[{"Id": "q", "Arn": arn}])
    return lambda: bodies(url)


@pytest.mark.corrected
def test_a_new_table_is_told_as_a_change_of_its_database(client: Client, heard: Events) -> None:
    glue = client("glue")
    glue.create_database(DatabaseInput={"Name": "raw"})
    glue.create_table(DatabaseName="raw", TableInput=TABLE)
    database, table = heard()
    assert database["detail"] == {"databaseName": "raw", "typeOfChange": "CreateDatabase"}
    assert table["detail-type"] == "Glue Data Catalog Database State Change"
    assert table["detail"] == {"databaseName": "raw", "typeOfChange": "CreateTable", "changedTables": ["t1"]}
    assert table["resources"] == [f"arn:aws:glue:{REGION}:{ACCOUNT}:table/raw/t1"]
    assert (table["account"], table["region"], table["source"]) == (ACCOUNT, REGION, "aws.glue")


@pytest.mark.corrected
def test_updates_and_partitions_are_told_as_a_change_of_the_table(client: Client, heard: Events) -> None:
    glue = client("glue")
    glue.create_database(DatabaseInput={"Name": "raw"})
    glue.create_table(DatabaseName="raw", TableInput=TABLE)
    glue.update_table(DatabaseName="raw", TableInput=TABLE)
    glue.batch_create_partition(DatabaseName="raw", TableName="T1", PartitionInputList=[{"Values": ["2026", "x"]}])
    glue.delete_partition(DatabaseName="raw", TableName="T1", PartitionValues=["2026", "x"])
    glue.batch_delete_table(DatabaseName="raw", TablesToDelete=["T1"])
    update, add, remove, delete = heard()[2:]
    assert update["detail-type"] == "Glue Data Catalog Table State Change"
    assert update["detail"] == {"databaseName": "raw", "typeOfChange": "UpdateTable", "tableName": "t1"}
    assert add["detail"]["changedPartitions"] == ["[2026, x]"]
    assert (remove["detail"]["typeOfChange"], remove["detail"]["tableName"]) == ("DeletePartition", "t1")
    assert delete["detail"] == {"databaseName": "raw", "typeOfChange": "BatchDeleteTable", "changedTables": ["t1"]}


@pytest.mark.corrected
def test_a_trail_that_logs_tells_calls_too_also_those_that_failed(client: Client, heard: Events) -> None:
    glue, trail = client("glue"), client("cloudtrail")
    client("s3").create_bucket(Bucket="trail", CreateBucketConfiguration={"LocationConstraint": REGION})
    trail.create_trail(Name="all", S3BucketName="trail")
    trail.start_logging(Name="all")
    glue.create_database(DatabaseInput={"Name": "raw"})
    glue.create_table(DatabaseName="raw", TableInput=TABLE)
    with pytest.raises(ClientError):
        glue.create_table(DatabaseName="raw", TableInput=TABLE)
    calls = [event for event in heard() if event["detail-type"] == "AWS API Call via CloudTrail"]
    assert [call["detail"].get("errorCode") for call in calls] == [None, None, "AlreadyExistsException"]
    asked = calls[1]["detail"]["requestParameters"]
    assert asked["databaseName"] == "raw"
    assert asked["tableInput"]["name"] == "T1"
    assert asked["tableInput"]["storageDescriptor"]["columns"] == [{"name": "a", "type": "int"}]
    assert asked["tableInput"]["parameters"] == {"Key": "v"}


def test_without_a_trail_a_call_that_failed_tells_nothing(client: Client, heard: Events) -> None:
    with pytest.raises(ClientError):
        client("glue").delete_table(DatabaseName="none", Name="none")
    assert heard() == []


@pytest.mark.corrected
def test_events_get_lost_as_often_as_was_asked(client: Client, heard: Events, endpoint: str) -> None:
    glue = client("glue")
    assert post(endpoint, "drop-events", {"count": 2}) == {"count": 2, "dropped": 0}
    for name in ("a", "b", "c"):
        glue.create_database(DatabaseInput={"Name": name})
    assert [event["detail"]["databaseName"] for event in heard()] == ["c"]
    assert post(endpoint, "drop-events", {"count": 0}) == {"count": 0, "dropped": 0}
