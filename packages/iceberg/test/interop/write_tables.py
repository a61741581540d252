"""Writes tables with pyiceberg, and prints what it reads of them: {table: rows}. Argument: address.

pyiceberg 0.12 writes no delete files, also where the table asks for merge-on-read: there are none here.
"""

import datetime
import decimal
import json
import sys
import warnings

import pyarrow as pa
from catalog import catalog_at
from pyiceberg.transforms import BucketTransform, DayTransform, IdentityTransform, MonthTransform, TruncateTransform
from pyiceberg.types import LongType
from values import rows_of

warnings.filterwarnings("ignore")
catalog = catalog_at(sys.argv[1])
SCHEMA = pa.schema(
    [
        ("id", pa.int32()),
        ("name", pa.string()),
        ("at", pa.timestamp("us")),
        ("zoned", pa.timestamp("us", tz="UTC")),
        ("day", pa.date32()),
        ("amount", pa.decimal128(12, 2)),
        ("ratio", pa.float64()),
        ("raw", pa.binary()),
        ("nested", pa.struct([("x", pa.int64()), ("tags", pa.list_(pa.string()))])),
        ("counts", pa.map_(pa.string(), pa.int32())),
    ]
)


def row(number):
    if number % 7 == 6:
        return {"id": number}
    at = datetime.datetime(1969, 12, 25, 23, 59, 59, 999999) + datetime.timedelta(days=number)
    return {
        "id": number,
        "name": f"näme {number % 3}",
        "at": at,
        "zoned": at.replace(tzinfo=datetime.timezone.utc),
        "day": at.date(),
        "amount": decimal.Decimal(number * 3 - 20) / 100,
        "ratio": float("nan") if number % 5 == 0 else number / 3,
        "raw": bytes([number, 255]),
        "nested": {"x": 2**40 + number, "tags": ["a", None]},
        "counts": [("k", number)],
    }


def rows(start, end):
    return pa.Table.from_pylist([row(number) for number in range(start, end)], SCHEMA)


def create(table_name, **partition):
    table = catalog.create_table(f"interop.{table_name}", SCHEMA, location=f"s3://lake/interop/{table_name}")
    with table.update_spec() as update:
        for column, transform in partition.items():
            update.add_field(column, transform, f"{column}_part")
    table = catalog.load_table(f"interop.{table_name}")
    table.append(rows(0, 12))
    return table


flat = create("py_flat")
flat.append(rows(12, 20))
create("py_identity", name=IdentityTransform())
create("py_day", at=DayTransform())
create("py_zoned_month", zoned=MonthTransform())
create("py_bucket", id=BucketTransform(4), name=TruncateTransform(2))
deleted = create("py_deleted", name=IdentityTransform())
deleted.delete("id >= 3 and id < 8")
merge = create("py_merge_on_read")
with merge.transaction() as change:
    change.set_properties({"write.delete.mode": "merge-on-read"})
merge.delete("id = 4")
overwritten = create("py_overwritten", name=IdentityTransform())
overwritten.dynamic_partition_overwrite(rows(30, 31))
evolved = create("py_evolved")
with evolved.update_schema() as update:
    update.rename_column("name", "title").update_column("id", LongType()).delete_column("raw")
with evolved.update_schema() as update:
    update.add_column("name", LongType())
evolved.append(pa.table({"id": pa.array([2**40], pa.int64()), "title": ["t"], "name": pa.array([1], pa.int64())}))

names = [name for _, name in catalog.list_tables("interop") if name.startswith("py_")]
json.dump({name: rows_of(catalog.load_table(f"interop.{name}").scan().to_arrow()) for name in names}, sys.stdout)
