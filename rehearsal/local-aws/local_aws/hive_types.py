"""Glue column types (Hive's spelling) as Iceberg types.

Source: Iceberg specification, "Schemas and Data Types" and "Appendix C: JSON serialization"; AWS Athena User Guide, "Supported
data types for Iceberg tables in Athena" (tinyint, smallint, char and varchar are not among them).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

IcebergType = str | dict

_PRIMITIVES = {
    "boolean": "boolean",
    "int": "int",
    "integer": "int",
    "bigint": "long",
    "long": "long",
    "float": "float",
    "double": "double",
    "date": "date",
    "timestamp": "timestamp",
    "timestamptz": "timestamptz",
    "timestamp with local time zone": "timestamptz",
    "string": "string",
    "uuid": "uuid",
    "binary": "binary",
}
_DECIMAL = re.compile(r"decimal(?:\((\d+)(?:,(\d+))?\))?")
_FIXED = re.compile(r"fixed\((\d+)\)")


class UnsupportedType(ValueError):
    """A column type that has no Iceberg counterpart; the message holds the type."""


def iceberg_type(glue_type: str, next_id: Callable[[], int]) -> IcebergType:
    """The Iceberg type, in its JSON form, of a Glue column type. Raises UnsupportedType.

    `next_id` gives field ids to what is nested in the type; ids of one level are taken before those of the levels below, as
    Iceberg's own libraries do. Nested fields are optional: Hive has no other.
    """
    text = glue_type.strip().lower()
    name, _, rest = text.partition("<")
    if rest:
        if not rest.endswith(">"):
            raise UnsupportedType(glue_type)
        return _nested(name.strip(), _split(rest[:-1], ","), glue_type, next_id)
    compact = re.sub(r"\s*([(),])\s*", r"\1", text)
    decimal, fixed = _DECIMAL.fullmatch(compact), _FIXED.fullmatch(compact)
    if decimal:
        precision, scale = int(decimal.group(1) or 10), int(decimal.group(2) or 0)
        if not 1 <= precision <= 38 or scale > precision:
            raise UnsupportedType(glue_type)
        return f"decimal({precision}, {scale})"
    if fixed:
        return f"fixed[{fixed.group(1)}]"
    if text not in _PRIMITIVES:
        raise UnsupportedType(glue_type)
    return _PRIMITIVES[text]


def _nested(name: str, arguments: list[str], glue_type: str, next_id: Callable[[], int]) -> IcebergType:
    if name == "array" and len(arguments) == 1:
        element_id = next_id()
        element = iceberg_type(arguments[0], next_id)
        return {"type": "list", "element-id": element_id, "element": element, "element-required": False}
    if name == "map" and len(arguments) == 2:
        key_id, value_id = next_id(), next_id()
        key, value = iceberg_type(arguments[0], next_id), iceberg_type(arguments[1], next_id)
        return {
            "type": "map",
            "key-id": key_id,
            "key": key,
            "value-id": value_id,
            "value": value,
            "value-required": False,
        }
    if name == "struct":
        return {"type": "struct", "fields": _fields([_field(a, glue_type) for a in arguments], next_id)}
    raise UnsupportedType(glue_type)


def _fields(named: list[tuple[str, str]], next_id: Callable[[], int]) -> list[dict[str, Any]]:
    ids = [next_id() for _ in named]
    return [
        {"id": field_id, "name": name, "required": False, "type": iceberg_type(glue_type, next_id)}
        for field_id, (name, glue_type) in zip(ids, named)
    ]


def _field(text: str, glue_type: str) -> tuple[str, str]:
    name, colon, field_type = text.partition(":")
    if not colon or not name.strip():
        raise UnsupportedType(glue_type)
    return (name.strip(), field_type)


def _split(text: str, separator: str) -> list[str]:
    """`text` split at separators that are not inside <> or ()."""
    parts, depth = [""], 0
    for character in text:
        depth += (character in "<(") - (character in ">)")
        if character == separator and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts]


def iceberg_fields(columns: list[dict[str, Any]]) -> tuple[list[dict[str, Any]], int]:
    """The fields of a schema, ids from 1, for Glue columns ({Name, Type, Comment?}), and the highest id in use.

    Raises UnsupportedType.
    """
    last = 0

    def next_id() -> int:
        nonlocal last
        last += 1
        return last

    fields = _fields([(column["Name"], column.get("Type") or "") for column in columns], next_id)
    for field, column in zip(fields, columns):
        if column.get("Comment"):
            field["doc"] = column["Comment"]
    return (fields, last)
