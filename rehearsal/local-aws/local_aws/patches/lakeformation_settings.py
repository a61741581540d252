"""Data lake settings as one full object.

moto: GetDataLakeSettings answers exactly the members that the last PutDataLakeSettings had, so a member that was left out is
absent, and the defaults know neither AllowFullTableExternalDataAccess nor Parameters.
AWS: put replaces the whole object, and get answers every member, with its default where put had none. Parameters always
holds SET_CONTEXT = "TRUE" and CROSS_ACCOUNT_VERSION ("1" in a fresh account); put is refused for other versions.
Source: Lake Formation API, DataLakeSettings; Terraform AWS provider, aws_lakeformation_data_lake_settings ("parameters":
SET_CONTEXT is also returned with a value of TRUE; in a fresh account CROSS_ACCOUNT_VERSION is "1"; valid are "1" to "4").
Not known from a source: whether AWS keeps CROSS_ACCOUNT_VERSION when put leaves it out. Here it goes back to "1", as any other
member goes back to its default.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from moto.lakeformation.exceptions import InvalidInput
from moto.lakeformation.models import LakeFormationBackend, default_settings

from ..patching import replace

CROSS_ACCOUNT_VERSIONS = ("1", "2", "3", "4")
_ABSENT: Mapping[str, Any] = {
    "DataLakeAdmins": [],
    "ReadOnlyAdmins": [],
    "CreateDatabaseDefaultPermissions": [],
    "CreateTableDefaultPermissions": [],
    "TrustedResourceOwners": [],
    "AllowExternalDataFiltering": False,
    "AllowFullTableExternalDataAccess": False,
    "ExternalDataFilteringAllowList": [],
    "AuthorizedSessionTagValueList": [],
}


def full_settings(given: Mapping[str, Any]) -> dict[str, Any]:
    """The object that AWS answers after a put of `given`. Raises InvalidInput for a cross-account version that does not exist."""
    parameters = {"CROSS_ACCOUNT_VERSION": "1", **(given.get("Parameters") or {}), "SET_CONTEXT": "TRUE"}
    if parameters["CROSS_ACCOUNT_VERSION"] not in CROSS_ACCOUNT_VERSIONS:
        raise InvalidInput(f"Invalid value for CROSS_ACCOUNT_VERSION: {parameters['CROSS_ACCOUNT_VERSION']}")
    members = {name: given[name] if given.get(name) is not None else default for name, default in _ABSENT.items()}
    return {**members, "Parameters": parameters}


def apply() -> None:
    """Completes the settings when they are put, and when an account's defaults are read."""
    original_put = LakeFormationBackend.put_data_lake_settings

    def get_data_lake_settings(self: LakeFormationBackend, catalog_id: str) -> dict[str, Any]:
        return full_settings(self.settings[catalog_id] if catalog_id in self.settings else default_settings())

    def put_data_lake_settings(self: LakeFormationBackend, catalog_id: str, settings: dict[str, Any]) -> None:
        original_put(self, catalog_id, full_settings(settings))

    replace(LakeFormationBackend, "get_data_lake_settings", get_data_lake_settings)
    replace(LakeFormationBackend, "put_data_lake_settings", put_data_lake_settings)
