"""Lake Formation grants as AWS keeps and lists them: pure functions over the API's own JSON shapes.

Source of the listed forms: the AWS Terraform provider's account of what ListPermissions answers (internal/service/lakeformation,
"CREATE PERMS (in)" / "LIST PERMS (out)"): SELECT on a table comes back as a TableWithColumns entry with a ColumnWildcard,
everything else as a Table entry, and a table wildcard carries the name ALL_TABLES.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]

ALL_TABLES = "ALL_TABLES"
KINDS = (
    "Catalog",
    "Database",
    "Table",
    "TableWithColumns",
    "DataLocation",
    "DataCellsFilter",
    "LFTag",
    "LFTagPolicy",
    "LFTagExpression",
)
_WITHOUT_CATALOG_ID = ("Catalog", "DataCellsFilter")
_RESOURCE_TYPES = {
    "CATALOG": ("Catalog",),
    "DATABASE": ("Database",),
    "TABLE": ("Table", "TableWithColumns"),
    "DATA_LOCATION": ("DataLocation",),
    "LF_TAG": ("LFTag",),
    "LF_TAG_POLICY": ("LFTagPolicy",),
    "LF_TAG_POLICY_DATABASE": ("LFTagPolicy",),
    "LF_TAG_POLICY_TABLE": ("LFTagPolicy",),
    "LF_NAMED_TAG_EXPRESSION": ("LFTagExpression",),
}


def kind_of(resource: Json) -> str:
    """Which one of KINDS a Resource is. Raises ValueError unless exactly one is given."""
    given = [kind for kind in KINDS if resource.get(kind) is not None]
    if len(given) != 1:
        raise ValueError(f"Resource must have exactly one of the fields {', '.join(KINDS)} populated.")
    return given[0]


def normalised(resource: Json, account: str) -> dict[str, Any]:
    """A Resource in one spelling, so that equal resources are equal objects: the catalog id is filled in, a table wildcard has
    the name ALL_TABLES, and lists whose order means nothing are sorted."""
    kind = kind_of(resource)
    body = dict(resource[kind])
    if kind not in _WITHOUT_CATALOG_ID:
        body["CatalogId"] = body.get("CatalogId") or account
    if kind == "Table" and body.get("TableWildcard") is not None:
        body["Name"] = ALL_TABLES
    for name in ("ColumnNames", "TagValues"):
        if body.get(name):
            body[name] = sorted(body[name])
    if body.get("Expression"):
        pairs = [{**tag, "TagValues": sorted(tag["TagValues"])} for tag in body["Expression"]]
        body["Expression"] = sorted(pairs, key=lambda tag: str(tag["TagKey"]))
    return {kind: body}


def listed(principal: Json, resource: Json, permissions: list[str], grantable: list[str]) -> list[dict[str, Any]]:
    """The entries that ListPermissions answers for one grant on a normalised resource."""
    if "Table" not in resource:
        return [_entry(principal, resource, permissions, grantable)]
    table = resource["Table"]
    columns = {key: value for key, value in table.items() if key != "TableWildcard"}
    entries = [
        _entry(principal, {"Table": table}, _without_select(permissions), _without_select(grantable)),
        _entry(
            principal,
            {"TableWithColumns": {**columns, "ColumnWildcard": {}}},
            [p for p in permissions if p == "SELECT"],
            [p for p in grantable if p == "SELECT"],
        ),
    ]
    return [entry for entry in entries if entry["Permissions"] or entry["PermissionsWithGrantOption"]]


def _without_select(permissions: list[str]) -> list[str]:
    return [p for p in permissions if p != "SELECT"]


def _entry(principal: Json, resource: Json, permissions: list[str], grantable: list[str]) -> dict[str, Any]:
    return {
        "Principal": dict(principal),
        "Resource": dict(resource),
        "Permissions": sorted(permissions),
        "PermissionsWithGrantOption": sorted(grantable),
    }


def covers(wanted: Json, entry_resource: Json) -> bool:
    """True if an entry belongs to a list for the normalised resource `wanted`.

    A table's list holds its column grants too (a list can't be asked for a table with columns alone: the provider asks for
    the table). The other kinds answer for themselves only.
    """
    kind = kind_of(wanted)
    if kind in ("Table", "TableWithColumns"):
        body = entry_resource.get("Table") or entry_resource.get("TableWithColumns")
        same_table = body is not None and all(
            body.get(k) == wanted[kind].get(k) for k in ("CatalogId", "DatabaseName", "Name")
        )
        return same_table and (kind == "Table" or "TableWithColumns" in entry_resource)
    return entry_resource.get(kind) == wanted[kind]


def is_of_type(resource_type: str, entry_resource: Json) -> bool:
    """True if an entry is of a ListPermissions ResourceType. Raises ValueError for a type that does not exist."""
    if resource_type not in _RESOURCE_TYPES:
        raise ValueError(f"ResourceType must be one of {', '.join(_RESOURCE_TYPES)}, not {resource_type}.")
    kind = kind_of(entry_resource)
    if resource_type.startswith("LF_TAG_POLICY_") and kind == "LFTagPolicy":
        return str(entry_resource[kind].get("ResourceType")) == resource_type[len("LF_TAG_POLICY_") :]
    return kind in _RESOURCE_TYPES[resource_type]


def revoke_refusal(held: tuple[list[str], list[str]] | None, revoked: list[str], grantable: list[str]) -> str | None:
    """Why a revocation is refused, in Lake Formation's words, or None if it can be carried out.

    `held` is what the principal has on that very resource: (permissions, permissions with grant option), or None for nothing.
    Revoking is all or nothing: one permission that is not held refuses the whole call.
    """
    if held is None:
        return "No permissions revoked. Grantee has no permissions and no grantable permissions on resource."
    permissions, options = held
    missing = sorted(set(revoked) - set(permissions)) or sorted(set(grantable) - set(options))
    if missing:
        return f"No permissions revoked. Grantee does not have: [{', '.join(missing)}]"
    return None
