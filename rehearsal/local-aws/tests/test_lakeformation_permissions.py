from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from time import sleep
from typing import Any

import pytest
from botocore.exceptions import ClientError
from conftest import ACCOUNT
from local_aws.patches import lakeformation_permissions
from moto.lakeformation.models import LakeFormationBackend

READER = {"DataLakePrincipalIdentifier": f"arn:aws:iam::{ACCOUNT}:role/reader"}
OTHER = {"DataLakePrincipalIdentifier": f"arn:aws:iam::{ACCOUNT}:role/other"}
ALL_TABLES = {"Table": {"DatabaseName": "lake", "TableWildcard": {}}}
ORDERS = {"Table": {"DatabaseName": "lake", "Name": "orders"}}


@pytest.fixture
def lf(client: Callable[..., Any]) -> Any:
    return client("lakeformation")


def listed(lf: Any, **request: Any) -> list:
    return [(e["Resource"], e["Permissions"]) for e in lf.list_permissions(**request)["PrincipalResourcePermissions"]]


@pytest.mark.corrected
def test_a_wildcard_grant_reads_back_as_all_tables_with_select_on_columns(lf: Any) -> None:
    lf.grant_permissions(Principal=READER, Resource=ALL_TABLES, Permissions=["SELECT", "DESCRIBE"])
    table = {"CatalogId": ACCOUNT, "DatabaseName": "lake", "Name": "ALL_TABLES"}
    assert listed(lf, Principal=READER, Resource=ALL_TABLES) == [
        ({"Table": {**table, "TableWildcard": {}}}, ["DESCRIBE"]),
        ({"TableWithColumns": {**table, "ColumnWildcard": {}}}, ["SELECT"]),
    ]


@pytest.mark.corrected
def test_a_wildcard_grant_and_a_named_table_are_listed_apart(lf: Any) -> None:
    lf.grant_permissions(Principal=READER, Resource=ALL_TABLES, Permissions=["DESCRIBE"])
    lf.grant_permissions(Principal=READER, Resource=ORDERS, Permissions=["ALTER"])
    assert [permissions for _, permissions in listed(lf, Principal=READER, Resource=ORDERS)] == [["ALTER"]]
    assert [permissions for _, permissions in listed(lf, Principal=READER, Resource=ALL_TABLES)] == [["DESCRIBE"]]


@pytest.mark.corrected
def test_column_grants_are_in_the_list_of_their_table(lf: Any) -> None:
    columns = {"TableWithColumns": {"DatabaseName": "lake", "Name": "orders", "ColumnNames": ["b", "a"]}}
    lf.grant_permissions(Principal=READER, Resource=columns, Permissions=["SELECT"])
    expected = [
        (
            {"TableWithColumns": {"CatalogId": ACCOUNT, **columns["TableWithColumns"], "ColumnNames": ["a", "b"]}},
            ["SELECT"],
        )
    ]
    assert listed(lf, Principal=READER, Resource=ORDERS) == expected
    assert listed(lf, Principal=READER, Resource=columns) == expected


@pytest.mark.corrected
@pytest.mark.parametrize(
    "resource, permissions",
    [
        ({"LFTag": {"TagKey": "team", "TagValues": ["a", "b"]}}, ["DESCRIBE"]),
        (
            {"LFTagPolicy": {"ResourceType": "TABLE", "Expression": [{"TagKey": "team", "TagValues": ["a"]}]}},
            ["SELECT"],
        ),
    ],
)
def test_tag_grants_can_be_listed(lf: Any, resource: dict, permissions: list) -> None:
    lf.grant_permissions(Principal=READER, Resource=resource, Permissions=permissions)
    assert [p for _, p in listed(lf, Principal=READER, Resource=resource)] == [permissions]
    assert listed(lf, Principal=OTHER, Resource=resource) == []


@pytest.mark.corrected
def test_the_own_catalog_id_may_be_written_or_left_out(lf: Any) -> None:
    written = {"Database": {"Name": "lake", "CatalogId": ACCOUNT}}
    lf.grant_permissions(Principal=READER, Resource=written, Permissions=["DESCRIBE"])
    lf.grant_permissions(Principal=READER, Resource={"Database": {"Name": "lake"}}, Permissions=["ALTER"])
    assert listed(lf, Principal=READER, Resource=written) == [(written, ["ALTER", "DESCRIBE"])]


@pytest.mark.corrected
def test_a_grant_that_was_widened_can_be_revoked(lf: Any) -> None:
    for permission in ("SELECT", "DESCRIBE"):
        lf.grant_permissions(Principal=READER, Resource=ORDERS, Permissions=[permission])
    lf.revoke_permissions(Principal=READER, Resource=ORDERS, Permissions=["SELECT"])
    assert [p for _, p in listed(lf, Principal=READER, Resource=ORDERS)] == [["DESCRIBE"]]


@pytest.mark.corrected
def test_batch_grants_keep_grant_options(lf: Any) -> None:
    entry = {
        "Id": "1",
        "Principal": READER,
        "Resource": ORDERS,
        "Permissions": ["ALTER"],
        "PermissionsWithGrantOption": ["ALTER"],
    }
    assert lf.batch_grant_permissions(Entries=[entry])["Failures"] == []
    assert lf.list_permissions(Resource=ORDERS)["PrincipalResourcePermissions"][0]["PermissionsWithGrantOption"] == [
        "ALTER"
    ]


@pytest.mark.corrected
def test_lists_by_type(lf: Any) -> None:
    lf.grant_permissions(Principal=READER, Resource={"Database": {"Name": "lake"}}, Permissions=["DESCRIBE"])
    lf.grant_permissions(Principal=READER, Resource=ORDERS, Permissions=["SELECT"])
    lf.grant_permissions(
        Principal=READER,
        Resource={"DataLocation": {"ResourceArn": "arn:aws:s3:::lake"}},
        Permissions=["DATA_LOCATION_ACCESS"],
    )
    kinds = {
        t: [next(iter(r)) for r, _ in listed(lf, ResourceType=t)]
        for t in ("DATABASE", "TABLE", "DATA_LOCATION", "CATALOG")
    }
    assert kinds == {
        "DATABASE": ["Database"],
        "TABLE": ["TableWithColumns"],
        "DATA_LOCATION": ["DataLocation"],
        "CATALOG": [],
    }


@pytest.mark.parametrize(
    "request_, message",
    [
        ({"Principal": READER}, "Resource is mandatory if Principal is set"),
        ({"Resource": {"Table": {"DatabaseName": "lake"}}}, "cannot both be empty"),
        ({"Resource": {"Table": {"DatabaseName": "lake", "Name": "a", "TableWildcard": {}}}}, "cannot both be present"),
    ],
)
def test_lists_that_are_refused(lf: Any, request_: dict, message: str) -> None:
    with pytest.raises(ClientError, match=message):
        lf.list_permissions(**request_)


def test_no_grant_is_lost_when_two_come_at_once() -> None:
    class Slow(dict[str, Any]):
        """Gives another thread the time to come in between."""

        def __contains__(self, key: object) -> bool:
            found = super().__contains__(key)
            sleep(0.05)
            return found

    lakeformation_permissions.apply()
    backend = LakeFormationBackend("us-west-2", ACCOUNT)
    backend.grants = Slow()

    def grant(name: str) -> None:
        backend.grant_permissions(ACCOUNT, READER, {"Table": {"DatabaseName": "lake", "Name": name}}, ["DESCRIBE"], [])

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(grant, ["orders", "clicks"]))
    assert {permission.resource["Table"]["Name"] for permission in backend.grants[ACCOUNT].permissions} == {
        "orders",
        "clicks",
    }
