"""Appends with pyiceberg to a table that this library made. Arguments: address, table."""

import sys

import pyarrow as pa
from catalog import catalog_at

url, name = sys.argv[1:]
table = catalog_at(url).load_table(f"interop.{name}")
table.append(pa.Table.from_pylist([{"id": 100}, {"id": 101}], table.schema().as_arrow()))
