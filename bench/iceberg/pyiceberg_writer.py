"""The same work with pyiceberg: the table is read into memory before the clock starts, as its append takes Arrow tables."""

import json
import resource
import sys
import time

import boto3
import pyarrow
import pyarrow.parquet as parquet
from pyiceberg.catalog import load_catalog
from pyiceberg.transforms import IdentityTransform

FEW = 10

url, sample, workload, commits, file_io = sys.argv[1:]
keys = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-west-2", "endpoint_url": url}
boto3.client("s3", **keys).create_bucket(Bucket="lake", CreateBucketConfiguration={"LocationConstraint": "us-west-2"})
boto3.client("glue", **keys).create_database(DatabaseInput={"Name": "bench"})
properties = {"py-io-impl": file_io}
for service in ("glue", "s3"):
    properties |= {f"{service}.endpoint": url, f"{service}.region": "us-west-2"}
    properties |= {f"{service}.access-key-id": "test", f"{service}.secret-access-key": "test"}
catalog = load_catalog("glue", type="glue", **properties)

if workload == "commits":
    data = pyarrow.Table.from_batches([next(parquet.ParquetFile(sample).iter_batches(batch_size=FEW))])
else:
    data = parquet.read_table(sample)
table = catalog.create_table("bench.t", schema=data.schema, location="s3://lake/bench/t")
if workload == "partitioned":
    with table.update_spec() as update:
        update.add_field("date_key", IdentityTransform(), "date_key")
    table = catalog.load_table("bench.t")

times = []
for _ in range(int(commits) if workload == "commits" else 1):
    started = time.perf_counter()
    table.append(data)
    times.append(time.perf_counter() - started)
rows = int(table.refresh().current_snapshot().summary["total-records"])
print(json.dumps({"times": times, "rows": rows, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
