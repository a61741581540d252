from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from conftest import ACCOUNT

READER = {"DataLakePrincipalIdentifier": f"arn:aws:iam::{ACCOUNT}:role/reader"}
DATABASE = {"Database": {"Name": "lake"}}


@pytest.fixture
def lf(client: Callable[..., Any]) -> Any:
    lf = client("lakeformation")
    lf.grant_permissions(Principal=READER, Resource=DATABASE, Permissions=["DESCRIBE"])
    return lf


def held(lf: Any) -> list:
    return [e["Permissions"] for e in lf.list_permissions(Resource=DATABASE)["PrincipalResourcePermissions"]]


@pytest.mark.corrected
def test_the_second_revocation_is_refused(lf: Any) -> None:
    lf.revoke_permissions(Principal=READER, Resource=DATABASE, Permissions=["DESCRIBE"])
    assert held(lf) == []
    with pytest.raises(
        ClientError, match="InvalidInputException.*No permissions revoked. Grantee has no permissions and no grantable"
    ):
        lf.revoke_permissions(Principal=READER, Resource=DATABASE, Permissions=["DESCRIBE"])


@pytest.mark.corrected
@pytest.mark.parametrize(
    "options, missing",
    [
        ({"Permissions": ["ALTER", "DESCRIBE"]}, "ALTER"),
        ({"Permissions": ["DESCRIBE"], "PermissionsWithGrantOption": ["DESCRIBE"]}, "DESCRIBE"),
    ],
)
def test_what_is_held_in_part_is_not_taken_in_part(lf: Any, options: dict, missing: str) -> None:
    with pytest.raises(ClientError, match=rf"Grantee does not have: \[{missing}\]"):
        lf.revoke_permissions(Principal=READER, Resource=DATABASE, **options)
    assert held(lf) == [["DESCRIBE"]]


@pytest.mark.corrected
def test_a_batch_reports_the_entry_that_failed_and_does_the_others(lf: Any) -> None:
    entries = [
        {"Id": "absent", "Principal": READER, "Resource": {"Database": {"Name": "none"}}, "Permissions": ["DESCRIBE"]},
        {"Id": "held", "Principal": READER, "Resource": DATABASE, "Permissions": ["DESCRIBE"]},
    ]
    failures = lf.batch_revoke_permissions(Entries=entries)["Failures"]
    assert [(f["RequestEntry"]["Id"], f["Error"]["ErrorCode"]) for f in failures] == [
        ("absent", "InvalidInputException")
    ]
    assert held(lf) == []
