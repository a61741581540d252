"""The pure part of Iceberg tables: types, field ids, metadata."""

import pytest

from local_aws.hive_types import UnsupportedType, iceberg_fields
from local_aws.iceberg_metadata import first_metadata

REQUIRED_IN_V2 = {
    "format-version", "table-uuid", "location", "last-sequence-number", "last-updated-ms", "last-column-id", "schemas",
    "current-schema-id", "partition-specs", "default-spec-id", "last-partition-id", "sort-orders", "default-sort-order-id",
}  # fmt: skip


def type_of(glue_type: str) -> object:
    return iceberg_fields([{"Name": "c", "Type": glue_type}])[0][0]["type"]


@pytest.mark.parametrize(
    "glue, iceberg",
    [
        ("boolean", "boolean"),
        ("INT", "int"),
        ("integer", "int"),
        ("bigint", "long"),
        ("float", "float"),
        ("double", "double"),
        ("decimal", "decimal(10, 0)"),
        ("decimal(38, 10)", "decimal(38, 10)"),
        ("date", "date"),
        ("timestamp", "timestamp"),
        ("timestamp with local time zone", "timestamptz"),
        ("string", "string"),
        ("binary", "binary"),
        ("fixed(16)", "fixed[16]"),
    ],
)
def test_primitive_types(glue: str, iceberg: str) -> None:
    assert type_of(glue) == iceberg


@pytest.mark.parametrize(
    "glue",
    [
        "",
        "tinyint",
        "smallint",
        "varchar(3)",
        "decimal(39,1)",
        "decimal(5,6)",
        "array<>",
        "array<int",
        "struct<a>",
        "map<int>",
    ],
)
def test_types_without_a_counterpart_are_refused(glue: str) -> None:
    with pytest.raises(UnsupportedType):
        type_of(glue)


def test_ids_of_a_level_come_before_those_below_it() -> None:
    columns = [
        {"Name": "m", "Type": "map<string, struct<a:array<int>,b:decimal(4,1)>>"},
        {"Name": "z", "Type": "int", "Comment": "last"},
    ]
    fields, last = iceberg_fields(columns)
    assert fields == [
        {
            "id": 1,
            "name": "m",
            "required": False,
            "type": {
                "type": "map",
                "key-id": 3,
                "key": "string",
                "value-id": 4,
                "value": {
                    "type": "struct",
                    "fields": [
                        {
                            "id": 5,
                            "name": "a",
                            "required": False,
                            "type": {"type": "list", "element-id": 7, "element": "int", "element-required": False},
                        },
                        {"id": 6, "name": "b", "required": False, "type": "decimal(4, 1)"},
                    ],
                },
                "value-required": False,
            },
        },
        {"id": 2, "name": "z", "required": False, "type": "int", "doc": "last"},
    ]
    assert last == 7


def test_metadata_has_what_version_2_requires() -> None:
    metadata = first_metadata(
        "s3://b/t", [{"Name": "id", "Type": "int"}], "9c12d441-03fe-4693-9a96-a0705ddf69c1", 1_700_000_000_000
    )
    assert REQUIRED_IN_V2 <= set(metadata)
    assert metadata["last-column-id"] == 1
    assert metadata["last-partition-id"] == 999
    assert metadata["current-snapshot-id"] == -1
