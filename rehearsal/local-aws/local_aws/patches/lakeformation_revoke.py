"""Revoking what is not there.

moto: RevokePermissions of something that was never granted succeeds, a partly held one takes what there is, and
BatchRevokePermissions never reports a failure.
AWS: InvalidInputException, and nothing is taken. Where the principal has nothing on the resource: "No permissions revoked.
Grantee has no permissions and no grantable permissions on resource."; where it has something else: "No permissions revoked.
Grantee does not have: [SELECT]". The AWS Terraform provider revokes until it sees "Grantee has no": without the error destroy
fails, and with the other text it waits 30 s for each grant.
BatchRevokePermissions answers the entries that failed in Failures, and carries out the others.
Source: tokern/lakecli issue 10 and aws-samples/aws-glue-samples pull request 78 (the text for nothing held); Terraform AWS
provider, internal/service/lakeformation/permissions.go (delete), and its issue 35160 (an explicit permission held, a grant
option not: nothing revoked); Lake Formation API, BatchRevokePermissions.
"""

from __future__ import annotations

import json
from typing import Any

from moto.lakeformation.exceptions import InvalidInput
from moto.lakeformation.models import LakeFormationBackend
from moto.lakeformation.responses import LakeFormationResponse

from ..lakeformation_grants import Json, normalised, revoke_refusal
from ..patching import replace


def _held(
    backend: LakeFormationBackend, catalog_id: str, principal: Json, resource: Json
) -> tuple[list[str], list[str]] | None:
    """What the principal has on that very resource, or None."""
    catalog = backend.grants.get(catalog_id)
    wanted = normalised(resource, catalog_id)
    for grant in [] if catalog is None else catalog.permissions:
        if grant.principal == principal and normalised(grant.resource, catalog_id) == wanted:
            return (grant.permissions, grant.permissions_with_grant_options)
    return None


def apply() -> None:
    """Makes both revoking calls refuse as AWS does."""
    original = LakeFormationBackend.revoke_permissions

    def revoke_permissions(
        self: LakeFormationBackend,
        catalog_id: str,
        principal: Any,
        resource: Any,
        permissions_to_revoke: list[str] | None,
        permissions_with_grant_options_to_revoke: list[str] | None,
    ) -> None:
        permissions, options = permissions_to_revoke or [], permissions_with_grant_options_to_revoke or []
        refusal = revoke_refusal(_held(self, catalog_id, principal, resource), permissions, options)
        if refusal is not None:
            raise InvalidInput(refusal)
        original(self, catalog_id, principal, resource, permissions, options)

    def batch_revoke_permissions(self: LakeFormationResponse) -> str:
        catalog_id = self._get_param("CatalogId") or self.current_account
        failures = []
        for entry in self._get_param("Entries") or []:
            try:
                self.lakeformation_backend.revoke_permissions(
                    catalog_id,
                    entry["Principal"],
                    entry["Resource"],
                    entry.get("Permissions"),
                    entry.get("PermissionsWithGrantOption"),
                )
            except InvalidInput as error:
                failures.append(
                    {
                        "RequestEntry": entry,
                        "Error": {"ErrorCode": "InvalidInputException", "ErrorMessage": error.message},
                    }
                )
        return json.dumps({"Failures": failures})

    replace(LakeFormationBackend, "revoke_permissions", revoke_permissions)
    replace(LakeFormationResponse, "batch_revoke_permissions", batch_revoke_permissions)
