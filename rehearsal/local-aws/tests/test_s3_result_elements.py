import re
from typing import Any

import pytest


@pytest.fixture
def roots(s3: Any) -> dict:
    """Operation name to the root element of its last answer."""
    seen: dict = {}

    def remember(http_response: Any, model: Any, **_: Any) -> None:
        if model.has_streaming_output:
            return
        found = re.search(rb"<([A-Za-z]+)[ >/]", http_response.content.split(b"?>")[-1])
        seen[model.name] = found.group(1).decode() if found else None

    s3.meta.events.register("after-call.s3", remember)
    return seen


@pytest.mark.corrected
def test_multipart_upload_answers_with_the_elements_of_s3(s3: Any, roots: dict) -> None:
    upload = s3.create_multipart_upload(Bucket="lake", Key="k")["UploadId"]
    part = s3.upload_part(Bucket="lake", Key="k", UploadId=upload, PartNumber=1, Body=b"x")
    s3.list_parts(Bucket="lake", Key="k", UploadId=upload)
    parts = [{"PartNumber": 1, "ETag": part["ETag"]}]
    done = s3.complete_multipart_upload(Bucket="lake", Key="k", UploadId=upload, MultipartUpload={"Parts": parts})
    assert roots["ListParts"] == "ListPartsResult"
    assert roots["CompleteMultipartUpload"] == "CompleteMultipartUploadResult"
    assert done["Key"] == "k"
    assert s3.get_object(Bucket="lake", Key="k")["Body"].read() == b"x"


@pytest.mark.corrected
def test_versioning_answers_with_the_element_of_s3(s3: Any, roots: dict) -> None:
    s3.put_bucket_versioning(Bucket="lake", VersioningConfiguration={"Status": "Enabled"})
    assert s3.get_bucket_versioning(Bucket="lake")["Status"] == "Enabled"
    assert roots["GetBucketVersioning"] == "VersioningConfiguration"


def test_other_answers_keep_their_element(s3: Any, roots: dict) -> None:
    s3.list_buckets()
    s3.list_objects_v2(Bucket="lake")
    assert (roots["ListBuckets"], roots["ListObjectsV2"]) == ("ListAllMyBucketsResult", "ListBucketResult")
