"""Runs cases of the client suite with the official Python connector.

Reads one JSON object from standard input, {"connection": {...}, "cases": [...]}, and writes one line of JSON for each
case: what its steps answered. README.md tells how values are written.
"""

import datetime
import decimal
import json
import sys
from urllib.parse import urlsplit

import snowflake.connector
from cryptography.hazmat.primitives import serialization
from snowflake.connector.constants import FIELD_ID_TO_NAME

snowflake.connector.paramstyle = "qmark"


def connect(connection):
    with open(connection["privateKeyFile"], "rb") as file:
        key = serialization.load_pem_private_key(file.read(), password=None)
    der = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    url = urlsplit(connection["url"])
    names = {name: connection[name] for name in ("role", "warehouse", "database", "schema") if name in connection}
    return snowflake.connector.connect(
        account=connection["account"],
        user=connection["user"],
        private_key=der,
        host=url.hostname,
        port=url.port or (443 if url.scheme == "https" else 80),
        protocol=url.scheme,
        **names,
    )


def short_fraction(text):
    return text.rstrip("0").rstrip(".") if "." in text else text


def plain(value, kind):
    if value is None or isinstance(value, (bool, str)) and kind not in ("VARIANT", "OBJECT", "ARRAY"):
        return value
    if kind in ("VARIANT", "OBJECT", "ARRAY"):
        return json.loads(value)
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, decimal.Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (bytes, bytearray)):
        return value.hex().upper()
    if isinstance(value, datetime.datetime):
        if value.tzinfo is None:
            return short_fraction(value.isoformat())
        moment = value.astimezone(datetime.timezone.utc).replace(tzinfo=None)
        return short_fraction(moment.isoformat()) + "Z"
    if isinstance(value, datetime.time):
        return short_fraction(value.isoformat())
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise TypeError(f"a value of type {type(value).__name__} has no plain form")


def observe(cursor):
    # The result of an asynchronous statement is there, with its columns, only after the first fetch.
    fetched = cursor.fetchall()
    columns = cursor.description or []
    kinds = [FIELD_ID_TO_NAME[column.type_code] for column in columns]
    rows = [[plain(value, kind) for value, kind in zip(row, kinds)] for row in fetched]
    return {"columns": [column.name for column in columns], "rows": rows}


def run_step(session, step):
    cursor = session.cursor()
    binds = step.get("binds")
    try:
        if step.get("asynchronous"):
            cursor.execute_async(step["sql"])
            cursor.get_results_from_sfqid(cursor.sfqid)
            return observe(cursor)
        if step.get("several"):
            cursor.execute(step["sql"], num_statements=0)
            observed = observe(cursor)
            while cursor.nextset():
                observed = observe(cursor)
            return observed
        if "bindRows" in step:
            cursor.executemany(step["sql"], step["bindRows"])
            return observe(cursor)
        cursor.execute(step["sql"], params=binds)
        return observe(cursor)
    except snowflake.connector.errors.Error as error:
        code = "" if error.errno is None else f"{error.errno:06d}"
        return {"error": {"code": code, "sqlState": error.sqlstate or "", "message": error.raw_msg or error.msg or ""}}


def run_case(connection, case):
    with connect(connection) as session:
        observed = [run_step(session, step) for step in case["steps"]]
        for sql in case.get("cleanup", []):
            run_step(session, {"sql": sql})
        return observed


def main():
    request = json.load(sys.stdin)
    for case in request["cases"]:
        print(json.dumps(run_case(request["connection"], case)), flush=True)


main()
