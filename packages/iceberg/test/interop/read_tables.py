"""Reads tables with pyiceberg. Arguments: address, and JSON [{table, filters}]. Prints [{rows, filtered, records}] in that order."""

import json
import sys

from catalog import catalog_at
from values import rows_of

url, asked = sys.argv[1:]
catalog = catalog_at(url)
answers = []
for each in json.loads(asked):
    try:
        table = catalog.load_table(f"interop.{each['table']}")
        snapshot = table.current_snapshot()
        answers.append(
            {
                "rows": rows_of(table.scan().to_arrow()),
                "filtered": [rows_of(table.scan(row_filter=filter).to_arrow()) for filter in each["filters"]],
                "records": snapshot and snapshot.summary["total-records"],
            }
        )
    except Exception as error:  # told, and counted as a failure
        answers.append({"error": f"{type(error).__name__}: {error}"})
json.dump(answers, sys.stdout)
