from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from botocore.exceptions import ClientError

WRITERS = 8
# Writing it takes so long that another writer's comparison falls into that time.
BODY = b"x" * 4_000_000


def status_of_write(s3: Any, **condition: str) -> int:
    try:
        return s3.put_object(Bucket="lake", Key="lease.json", Body=BODY, **condition)["ResponseMetadata"]["HTTPStatusCode"]
    except ClientError as error:
        return error.response["ResponseMetadata"]["HTTPStatusCode"]


@pytest.mark.corrected
def test_of_many_who_create_an_object_at_once_one_succeeds(s3: Any) -> None:
    with ThreadPoolExecutor(WRITERS) as pool:
        statuses = list(pool.map(lambda _: status_of_write(s3, IfNoneMatch="*"), range(WRITERS)))
    assert sorted(statuses) == [200] + [412] * (WRITERS - 1)


def test_who_has_read_an_older_one_is_refused(s3: Any) -> None:
    etag = s3.put_object(Bucket="lake", Key="lease.json", Body=b"1")["ETag"]
    assert status_of_write(s3, IfMatch=etag) == 200
    assert status_of_write(s3, IfMatch=etag) == 412
