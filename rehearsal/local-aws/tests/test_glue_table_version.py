from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError


@pytest.fixture
def glue(client: Callable[..., Any]) -> Any:
    glue = client("glue")
    glue.create_database(DatabaseInput={"Name": "lake"})
    glue.create_table(DatabaseName="lake", TableInput={"Name": "t", "Parameters": {"writer": "none"}})
    return glue


def table(glue: Any) -> dict:
    return glue.get_table(DatabaseName="lake", Name="t")["Table"]


def update(glue: Any, writer: str, **options: Any) -> None:
    glue.update_table(DatabaseName="lake", TableInput={"Name": "t", "Parameters": {"writer": writer}}, **options)


@pytest.mark.corrected
def test_a_version_that_is_past_changes_nothing(glue: Any) -> None:
    version = table(glue)["VersionId"]
    update(glue, "first", VersionId=version)
    with pytest.raises(ClientError) as refused:
        update(glue, "second", VersionId=version)
    assert refused.value.response["Error"] == {
        "Code": "ConcurrentModificationException",
        "Message": "Update table failed due to concurrent modifications.",
    }
    assert refused.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    assert table(glue)["Parameters"] == {"writer": "first"}


@pytest.mark.corrected
def test_of_many_writers_with_one_version_one_succeeds(glue: Any) -> None:
    version = table(glue)["VersionId"]

    def attempt(number: int) -> bool:
        try:
            update(glue, str(number), VersionId=version)
            return True
        except ClientError:
            return False

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(attempt, range(16))) == 1


def test_each_update_has_a_version_of_its_own(glue: Any) -> None:
    versions = [table(glue)["VersionId"]]
    for writer in ("first", "second"):
        update(glue, writer, VersionId=versions[-1], SkipArchive=True)
        versions.append(table(glue)["VersionId"])
    assert len(set(versions)) == 3


def test_without_a_version_nothing_is_compared(glue: Any) -> None:
    update(glue, "first")
    update(glue, "second")
    assert table(glue)["Parameters"] == {"writer": "second"}


def test_a_missing_table_is_said_to_be_missing(glue: Any) -> None:
    with pytest.raises(ClientError, match="EntityNotFoundException"):
        glue.update_table(DatabaseName="lake", TableInput={"Name": "gone"}, VersionId="1")
