"""Writes the table of folder pyiceberg anew: a table of every type as pyiceberg leaves it after two appends, an
evolution of its schema and a delete. Needs pyiceberg with pyarrow, sql-sqlite and pyiceberg-core; takes no arguments."""

import datetime
import decimal
import pathlib
import shutil
import tempfile
import uuid

import pyarrow as pa
from pyiceberg.catalog.sql import SqlCatalog
from pyiceberg.io.pyarrow import PyArrowFileIO
from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.transforms import BucketTransform, IdentityTransform, MonthTransform
from pyiceberg.types import (
    BinaryType, BooleanType, DateType, DecimalType, DoubleType, FixedType, FloatType, IntegerType, ListType, LongType,
    MapType, NestedField, StringType, StructType, TimestampType, TimestamptzType, TimeType, UUIDType,
)

LAKE = pathlib.Path(__file__).parent / "pyiceberg"
UTC = datetime.timezone.utc


class LakeFileIO(PyArrowFileIO):
    """Files of s3://lake/ lie in a folder: no path of a machine gets into the table."""

    def __path(self, location):
        path = LAKE / location.removeprefix("s3://lake/")
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def new_input(self, location):
        file = super().new_input(f"file://{self.__path(location)}")
        file._location = location
        return file

    def new_output(self, location):
        file = super().new_output(f"file://{self.__path(location)}")
        file._location = location
        return file

    def delete(self, location):
        self.__path(str(getattr(location, "location", location))).unlink()


def rows(table, first, last):
    return pa.Table.from_pylist(
        [
            {
                "id": i,
                "day": datetime.date(2024, 1 + i % 2, 1 + i),
                "name": ["NA", None][i % 2],
                "price": decimal.Decimal(i) / 4,
                "at": datetime.datetime(2024, 1, 1, 0, 0, i, i, tzinfo=UTC),
                "local": datetime.datetime(2024, 1, 1, 0, 0, i),
                "time": datetime.time(1, 2, 3, i),
                "count": i,
                "ratio": i / 2,
                "double": i / 3,
                "flag": i % 2 == 0,
                "uuid": uuid.UUID(int=i).bytes,
                "fixed": b"abc",
                "bytes": bytes([i]),
                "struct": {"a": i, "b": str(i)},
                "list": [i, None],
                "map": [("k", i)],
            }
            for i in range(first, last)
        ],
        schema=table.schema().as_arrow(),
    )


def main():
    shutil.rmtree(LAKE, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        catalog = SqlCatalog(
            "golden", uri=f"sqlite:///{folder}/catalog.db", warehouse="s3://lake", **{"py-io-impl": f"{__name__}.LakeFileIO"}
        )
        catalog.create_namespace("n")
        schema = Schema(
            NestedField(1, "id", LongType()),
            NestedField(2, "day", DateType()),
            NestedField(3, "name", StringType()),
            NestedField(4, "price", DecimalType(9, 2)),
            NestedField(5, "at", TimestamptzType()),
            NestedField(6, "local", TimestampType()),
            NestedField(7, "time", TimeType()),
            NestedField(8, "count", IntegerType()),
            NestedField(9, "ratio", FloatType()),
            NestedField(10, "double", DoubleType()),
            NestedField(11, "flag", BooleanType()),
            NestedField(12, "uuid", UUIDType()),
            NestedField(13, "fixed", FixedType(3)),
            NestedField(14, "bytes", BinaryType()),
            NestedField(15, "struct", StructType(NestedField(16, "a", IntegerType()), NestedField(17, "b", StringType()))),
            NestedField(18, "list", ListType(19, IntegerType(), element_required=False)),
            NestedField(20, "map", MapType(21, StringType(), 22, IntegerType(), value_required=False)),
        )
        table = catalog.create_table("n.t", schema, location="s3://lake/t")
        table.append(rows(table, 0, 4))
        with table.update_spec() as spec:
            spec.add_field("day", MonthTransform(), "day_month")
            spec.add_identity("name")
            spec.add_field("id", BucketTransform(4), "id_bucket")
        table = catalog.load_table("n.t")
        table.append(rows(table, 4, 8))
        with table.update_schema() as change:
            change.rename_column("price", "cost")
            change.add_column("extra", StringType())
            change.delete_column("flag")
            change.update_column("count", field_type=LongType())
            change.update_column("ratio", field_type=DoubleType())
            change.rename_column("struct.a", "aa")
            change.add_column(("struct", "c"), DoubleType())
            change.move_first("name")
        table = catalog.load_table("n.t")
        table.delete("id = 1")
        latest = catalog.load_table("n.t").metadata_location
        (LAKE / "latest").write_text(latest)
        for path in (LAKE / "t" / "metadata").glob("*.metadata.json"):
            if path.name != latest.rsplit("/", 1)[1]:
                path.unlink()


if __name__ == "__main__":
    main()
