from typing import Any

import pytest


@pytest.mark.corrected
def test_a_bucket_whose_versioning_was_suspended_can_be_emptied_of_versions_and_delete_markers(s3: Any) -> None:
    s3.put_bucket_versioning(Bucket="lake", VersioningConfiguration={"Status": "Enabled"})
    s3.put_object(Bucket="lake", Key="k", Body=b"one")
    s3.delete_object(Bucket="lake", Key="k")
    s3.put_object(Bucket="lake", Key="k", Body=b"two")
    s3.put_bucket_versioning(Bucket="lake", VersioningConfiguration={"Status": "Suspended"})
    listed = s3.list_object_versions(Bucket="lake")
    versions = [{"Key": "k", "VersionId": one["VersionId"]} for one in listed["Versions"]]
    markers = [{"Key": "k", "VersionId": one["VersionId"]} for one in listed["DeleteMarkers"]]
    assert (len(versions), len(markers)) == (2, 1)
    assert "Errors" not in s3.delete_objects(Bucket="lake", Delete={"Objects": versions})
    assert "Errors" not in s3.delete_objects(Bucket="lake", Delete={"Objects": markers})
    left = s3.list_object_versions(Bucket="lake")
    assert "Versions" not in left
    assert "DeleteMarkers" not in left
