"""Median milliseconds of the benchmark's statements through the official Python connector.

Called with port, password and how often each statement runs; prints one JSON object.
"""

import json
import statistics
import sys
import time

import snowflake.connector


def main() -> None:
    port, password, times = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    connection = snowflake.connector.connect(
        account="BENCH-EAST",
        user="ADMIN",
        password=password,
        host="127.0.0.1",
        port=port,
        protocol="http",
        session_parameters={"CLIENT_TELEMETRY_ENABLED": False},
    )
    cursor = connection.cursor()
    cursor.execute("USE SCHEMA bench.work")
    statements = {
        "SELECT 1": lambda number: "SELECT 1",
        "CREATE TABLE": lambda number: f"CREATE TABLE py_{time.time_ns()}_{number} (a INT, b VARCHAR)",
        "INSERT 1 row": lambda number: f"INSERT INTO target VALUES ({number}, 'row')",
        "SHOW TABLES (100)": lambda number: "SHOW TABLES IN SCHEMA bench.hundred",
    }
    medians = {}
    for name, statement in statements.items():
        took = []
        for number in range(times):
            started = time.perf_counter()
            cursor.execute(statement(number)).fetchall()
            took.append((time.perf_counter() - started) * 1000)
        medians[name] = statistics.median(took)
    connection.close()
    json.dump(medians, sys.stdout)


if __name__ == "__main__":
    main()
