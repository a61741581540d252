import json
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from botocore.exceptions import ClientError

COLUMNS = [
    {"Name": "id", "Type": "bigint"},
    {"Name": "tags", "Type": "map<string,array<struct<a:int,b:string>>>"},
    {"Name": "amount", "Type": "decimal(12,2)", "Comment": "in euro"},
]


@pytest.fixture
def glue(s3: Any, client: Callable[..., Any]) -> Any:
    glue = client("glue")
    glue.create_database(DatabaseInput={"Name": "lake"})
    return glue


def create(glue: Any, location: str = "s3://lake/t", iceberg: dict = {}, **table: Any) -> None:  # noqa: B006
    table_input = {"Name": "t", "StorageDescriptor": {"Location": location, "Columns": COLUMNS}, **table}
    iceberg_input = {"MetadataOperation": "CREATE", "Version": "2", **iceberg}
    glue.create_table(DatabaseName="lake", TableInput=table_input, OpenTableFormatInput={"IcebergInput": iceberg_input})


def metadata_of(glue: Any, s3: Any) -> "tuple[str, dict]":
    location = glue.get_table(DatabaseName="lake", Name="t")["Table"]["Parameters"]["metadata_location"]
    address = urlsplit(location)
    return location, json.loads(s3.get_object(Bucket=address.netloc, Key=address.path[1:])["Body"].read())


@pytest.mark.corrected
def test_create_writes_the_first_metadata_file(glue: Any, s3: Any) -> None:
    create(glue, location="s3://lake/t/", Parameters={"classification": "x"})
    location, metadata = metadata_of(glue, s3)
    assert re.fullmatch(r"s3://lake/t/metadata/00000-[0-9a-f-]{36}\.metadata\.json", location)
    assert (metadata["format-version"], metadata["location"], metadata["snapshots"]) == (2, "s3://lake/t", [])
    assert [(f["id"], f["name"]) for f in metadata["schemas"][0]["fields"]] == [(1, "id"), (2, "tags"), (3, "amount")]
    parameters = glue.get_table(DatabaseName="lake", Name="t")["Table"]["Parameters"]
    assert parameters == {"classification": "x", "table_type": "ICEBERG", "metadata_location": location}


@pytest.mark.corrected
def test_the_file_outlives_the_table(glue: Any, s3: Any) -> None:
    create(glue)
    location, _ = metadata_of(glue, s3)
    glue.delete_table(DatabaseName="lake", Name="t")
    s3.head_object(Bucket="lake", Key=urlsplit(location).path[1:])


@pytest.mark.corrected
@pytest.mark.parametrize(
    "request_, message",
    [
        ({"location": "s3://none/t"}, "cannot write Iceberg metadata to s3://none/t/metadata/"),
        ({"location": "hdfs://lake/t"}, "must be an S3 location, not 'hdfs://lake/t'"),
        ({"Parameters": {"table_type": "ICEBERG"}}, "Cannot use reserved parameters table_type or metadata_location"),
        ({"PartitionKeys": [{"Name": "d", "Type": "date"}]}, "unpartitioned Iceberg tables only"),
        ({"iceberg": {"Version": "1"}}, "version 2 only, not 1"),
        (
            {"StorageDescriptor": {"Location": "s3://lake/t", "Columns": [{"Name": "c", "Type": "tinyint"}]}},
            "not supported by Iceberg: tinyint",
        ),
    ],
)
def test_what_cannot_be_created_leaves_nothing(glue: Any, s3: Any, request_: dict, message: str) -> None:
    with pytest.raises(ClientError, match=message):
        create(glue, **request_)
    assert glue.get_tables(DatabaseName="lake")["TableList"] == []
    assert s3.list_objects_v2(Bucket="lake")["KeyCount"] == 0


@pytest.mark.corrected
def test_a_second_create_is_refused_and_writes_nothing(glue: Any, s3: Any) -> None:
    create(glue)
    with pytest.raises(ClientError, match="AlreadyExistsException"):
        create(glue)
    assert s3.list_objects_v2(Bucket="lake")["KeyCount"] == 1


def test_other_tables_are_as_before(glue: Any, s3: Any) -> None:
    glue.create_table(DatabaseName="lake", TableInput={"Name": "plain", "Parameters": {"a": "b"}})
    assert glue.get_table(DatabaseName="lake", Name="plain")["Table"]["Parameters"] == {"a": "b"}
    assert s3.list_objects_v2(Bucket="lake")["KeyCount"] == 0
