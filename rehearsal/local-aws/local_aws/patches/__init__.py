"""The corrections to moto, a file a subject. Each module's docstring says what moto does, what AWS does, and the source.

A patch is a module with `apply()`, which changes moto's classes in this process. No patch needs another one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from . import (
    glue_iceberg_table,
    glue_table_version,
    lakeformation_permissions,
    lakeformation_resource,
    lakeformation_revoke,
    lakeformation_settings,
    s3_bucket_policy,
    s3_delete_marker,
    s3_result_elements,
)

PATCHES: Mapping[str, Callable[[], None]] = {
    "glue-iceberg-table": glue_iceberg_table.apply,
    "glue-table-version": glue_table_version.apply,
    "lakeformation-permissions": lakeformation_permissions.apply,
    "lakeformation-resource": lakeformation_resource.apply,
    "lakeformation-revoke": lakeformation_revoke.apply,
    "lakeformation-settings": lakeformation_settings.apply,
    "s3-bucket-policy": s3_bucket_policy.apply,
    "s3-delete-marker": s3_delete_marker.apply,
    "s3-result-elements": s3_result_elements.apply,
}


def apply_patches(leave_out: Collection[str] = ()) -> None:
    """Applies every patch whose name is not in `leave_out`. Call it once, before the server accepts requests."""
    for name, apply in PATCHES.items():
        if name not in leave_out:
            apply()
