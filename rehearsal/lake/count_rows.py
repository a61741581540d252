"""Counts the rows of Iceberg tables with pyiceberg, which knows nothing of this project.

Arguments: AWS endpoint, Glue database, tables. Credentials and region come from the environment. Every data file is read.
Prints one JSON object: table to {"rows": number, "metadata_location": URI}.
"""

import json
import os
import sys

from pyiceberg.catalog.glue import GlueCatalog


def main():
    endpoint, database, *tables = sys.argv[1:]
    region = os.environ["AWS_REGION"]
    key, secret = os.environ["AWS_ACCESS_KEY_ID"], os.environ["AWS_SECRET_ACCESS_KEY"]
    catalog = GlueCatalog(
        "lake",
        **{
            "glue.endpoint": endpoint,
            "glue.region": region,
            "glue.access-key-id": key,
            "glue.secret-access-key": secret,
            "s3.endpoint": endpoint,
            "s3.region": region,
            "s3.access-key-id": key,
            "s3.secret-access-key": secret,
        },
    )
    counts = {}
    for name in tables:
        table = catalog.load_table(f"{database}.{name}")
        rows = sum(len(batch) for batch in table.scan().to_arrow_batch_reader())
        counts[name] = {"rows": rows, "metadata_location": table.metadata_location}
    print(json.dumps(counts))


main()
