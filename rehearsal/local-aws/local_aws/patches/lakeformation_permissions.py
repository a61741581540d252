"""Grants read back as AWS lists them.

moto: compares resources as they were written, so a grant with a catalog id is another one than the same grant without; keeps
mutable grants in a set (a second grant on the same resource makes the first revoke fail with KeyError); lists SELECT on a
table as it was granted; fails with KeyError when a wildcard grant and a named table meet in one list; refuses lists for
LFTag, LFTagPolicy and TableWithColumns; its batch calls look for a member that does not exist; and of two requests at the
same time one may lose its grant.
AWS: see `local_aws.lakeformation_grants` for the forms and their source; Lake Formation API, ListPermissions,
BatchGrantPermissions (BatchPermissionsRequestEntry: PermissionsWithGrantOption).

Left as moto has it: no pages, no entries for grants that another grant implies, no check that the resource exists.
"""

from __future__ import annotations

import json
from threading import Lock
from typing import Any

from moto.lakeformation.exceptions import InvalidInput
from moto.lakeformation.models import LakeFormationBackend, Permission, PermissionCatalog
from moto.lakeformation.responses import LakeFormationResponse

from ..lakeformation_grants import Json, covers, is_of_type, listed, normalised
from ..patching import replace


def _add(catalog: PermissionCatalog, permission: Permission) -> None:
    """Adds or widens a grant; the set is rebuilt, since widening changes the grant's hash."""
    grants = list(catalog.permissions)
    same = next((g for g in grants if permission.equal_principal_and_resouce(g)), None)
    if same is None:
        grants.append(permission)
    else:
        same.merge(permission)
    catalog.permissions = set(grants)


def _normal(resource: Json, account: str) -> dict[str, Any]:
    try:
        return normalised(resource, account)
    except ValueError as error:
        raise InvalidInput(str(error)) from error


def _check_table(resource: Json | None) -> None:
    table = (resource or {}).get("Table")
    if table is not None and (table.get("Name") is None) == (table.get("TableWildcard") is None):
        both = "present" if table.get("Name") is not None else "empty"
        raise InvalidInput(f"Table name and table wildcard cannot both be {both}.")


def list_entries(
    grants: list[Permission],
    account: str,
    principal: Json | None,
    resource: Json | None,
    resource_type: str | None,
) -> list[dict[str, Any]]:
    """The answer of ListPermissions over `grants`, in a stable order. Raises InvalidInput for a request AWS would refuse."""
    if principal is not None and resource is None:
        raise InvalidInput("Resource is mandatory if Principal is set in the input.")
    _check_table(resource)
    wanted = None if resource is None else _normal(resource, account)
    entries = [
        e
        for g in grants
        for e in listed(g.principal, _normal(g.resource, account), g.permissions, g.permissions_with_grant_options)
    ]
    try:
        chosen = [
            entry
            for entry in entries
            if (principal is None or entry["Principal"] == principal)
            and (wanted is None or covers(wanted, entry["Resource"]))
            and (resource_type is None or is_of_type(resource_type, entry["Resource"]))
        ]
    except ValueError as error:
        raise InvalidInput(str(error)) from error
    return sorted(chosen, key=lambda entry: json.dumps(entry, sort_keys=True))


def apply() -> None:
    """Normalises resources on the way in, and lists grants in AWS's forms."""
    original_grant = LakeFormationBackend.grant_permissions
    original_revoke = LakeFormationBackend.revoke_permissions
    # Each request has a thread of its own, and both calls read, change and write back.
    one_at_a_time = Lock()

    def grant_permissions(
        self: LakeFormationBackend, catalog_id: str, principal: Any, resource: Any, *args: Any, **kwargs: Any
    ) -> None:
        _check_table(resource)
        with one_at_a_time:
            original_grant(self, catalog_id, principal, _normal(resource, catalog_id), *args, **kwargs)

    def revoke_permissions(
        self: LakeFormationBackend, catalog_id: str, principal: Any, resource: Any, *args: Any, **kwargs: Any
    ) -> None:
        with one_at_a_time:
            original_revoke(self, catalog_id, principal, _normal(resource, catalog_id), *args, **kwargs)

    def list_permissions(self: LakeFormationResponse) -> str:
        catalog_id = self._get_param("CatalogId") or self.current_account
        catalog = self.lakeformation_backend.grants.get(catalog_id)
        grants = [] if catalog is None else list(catalog.permissions)
        entries = list_entries(
            grants,
            catalog_id,
            self._get_param("Principal"),
            self._get_param("Resource"),
            self._get_param("ResourceType"),
        )
        return json.dumps({"PrincipalResourcePermissions": entries})

    def batch_grant_permissions(self: LakeFormationBackend, catalog_id: str, entries: list[dict[str, Any]]) -> None:
        for e in entries:
            options = e.get("PermissionsWithGrantOption") or []
            self.grant_permissions(catalog_id, e["Principal"], e["Resource"], e.get("Permissions") or [], options)

    replace(PermissionCatalog, "add_permission", _add)
    replace(LakeFormationBackend, "grant_permissions", grant_permissions)
    replace(LakeFormationBackend, "revoke_permissions", revoke_permissions)
    replace(LakeFormationBackend, "batch_grant_permissions", batch_grant_permissions)
    replace(LakeFormationResponse, "list_permissions", list_permissions)
