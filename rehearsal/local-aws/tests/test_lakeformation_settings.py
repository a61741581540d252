from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from conftest import ACCOUNT

ADMIN = {"DataLakePrincipalIdentifier": f"arn:aws:iam::{ACCOUNT}:role/lake-admin"}
FULL = {
    "DataLakeAdmins": [ADMIN],
    "ReadOnlyAdmins": [],
    "CreateDatabaseDefaultPermissions": [],
    "CreateTableDefaultPermissions": [],
    "Parameters": {"CROSS_ACCOUNT_VERSION": "4", "SET_CONTEXT": "TRUE"},
    "TrustedResourceOwners": [],
    "AllowExternalDataFiltering": False,
    "AllowFullTableExternalDataAccess": True,
    "ExternalDataFilteringAllowList": [],
    "AuthorizedSessionTagValueList": [],
}


@pytest.fixture
def lf(client: Callable[..., Any]) -> Any:
    return client("lakeformation")


def test_a_full_object_reads_back(lf: Any) -> None:
    lf.put_data_lake_settings(DataLakeSettings=FULL)
    assert lf.get_data_lake_settings()["DataLakeSettings"] == FULL


@pytest.mark.corrected
def test_what_put_leaves_out_reads_back_as_its_default(lf: Any) -> None:
    lf.put_data_lake_settings(DataLakeSettings=FULL)
    lf.put_data_lake_settings(DataLakeSettings={"DataLakeAdmins": [ADMIN]})
    settings = lf.get_data_lake_settings()["DataLakeSettings"]
    assert settings == {
        **FULL,
        "AllowFullTableExternalDataAccess": False,
        "Parameters": {"CROSS_ACCOUNT_VERSION": "1", "SET_CONTEXT": "TRUE"},
    }


@pytest.mark.corrected
def test_a_fresh_account_has_every_member(lf: Any) -> None:
    settings = lf.get_data_lake_settings()["DataLakeSettings"]
    assert set(settings) == set(FULL)
    assert settings["Parameters"] == {"CROSS_ACCOUNT_VERSION": "1", "SET_CONTEXT": "TRUE"}
    everyone = {"Principal": {"DataLakePrincipalIdentifier": "IAM_ALLOWED_PRINCIPALS"}, "Permissions": ["ALL"]}
    assert settings["CreateDatabaseDefaultPermissions"] == [everyone]


@pytest.mark.corrected
def test_set_context_is_answered_though_it_was_not_put(lf: Any) -> None:
    lf.put_data_lake_settings(DataLakeSettings={"Parameters": {"CROSS_ACCOUNT_VERSION": "4"}})
    assert lf.get_data_lake_settings()["DataLakeSettings"]["Parameters"] == FULL["Parameters"]


@pytest.mark.corrected
def test_an_unknown_cross_account_version_is_refused(lf: Any) -> None:
    with pytest.raises(ClientError, match="CROSS_ACCOUNT_VERSION: 9"):
        lf.put_data_lake_settings(DataLakeSettings={"Parameters": {"CROSS_ACCOUNT_VERSION": "9"}})
