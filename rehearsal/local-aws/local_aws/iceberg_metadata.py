"""The first metadata file of an Iceberg v2 table.

Source: Iceberg specification, "Table Metadata Fields" (required fields of version 2) and "Appendix C: JSON serialization".
"""

from __future__ import annotations

from typing import Any

from .hive_types import iceberg_fields

LAST_PARTITION_ID_UNPARTITIONED = 999
"""Partition field ids start at 1000 (specification, "Partition Evolution"), so a table without one has 999."""


def first_metadata(location: str, columns: list[dict[str, Any]], table_uuid: str, now_ms: int) -> dict[str, Any]:
    """Metadata of a new, unpartitioned, unsorted table without snapshots.

    `columns` are Glue's ({Name, Type, Comment?}); `now_ms` is Unix time in milliseconds. Raises hive_types.UnsupportedType.
    """
    fields, last_column_id = iceberg_fields(columns)
    return {
        "format-version": 2,
        "table-uuid": table_uuid,
        "location": location,
        "last-sequence-number": 0,
        "last-updated-ms": now_ms,
        "last-column-id": last_column_id,
        "current-schema-id": 0,
        "schemas": [{"type": "struct", "schema-id": 0, "fields": fields}],
        "default-spec-id": 0,
        "partition-specs": [{"spec-id": 0, "fields": []}],
        "last-partition-id": LAST_PARTITION_ID_UNPARTITIONED,
        "default-sort-order-id": 0,
        "sort-orders": [{"order-id": 0, "fields": []}],
        "properties": {},
        "current-snapshot-id": -1,
        "refs": {},
        "snapshots": [],
        "statistics": [],
        "partition-statistics": [],
        "snapshot-log": [],
        "metadata-log": [],
    }
