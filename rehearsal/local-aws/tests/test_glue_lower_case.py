from collections.abc import Callable
from typing import Any

import pytest

Client = Callable[..., Any]


@pytest.mark.corrected
def test_names_are_folded_when_stored_and_found_in_any_case(client: Client) -> None:
    glue = client("glue")
    glue.create_database(DatabaseInput={"Name": "Raw"})
    glue.create_table(DatabaseName="RAW", TableInput={"Name": "Orders", "PartitionKeys": [{"Name": "d", "Type": "date"}]})
    glue.create_partition(DatabaseName="Raw", TableName="ORDERS", PartitionInput={"Values": ["2026-01-01"]})
    assert glue.get_database(Name="rAw")["Database"]["Name"] == "raw"
    assert glue.get_table(DatabaseName="raw", Name="orders")["Table"]["Name"] == "orders"
    assert [table["Name"] for table in glue.get_tables(DatabaseName="raw")["TableList"]] == ["orders"]
    assert len(glue.get_partitions(DatabaseName="raw", TableName="orders")["Partitions"]) == 1
    glue.batch_delete_table(DatabaseName="raw", TablesToDelete=["OrDers"])
    glue.delete_database(Name="RAW")
    assert glue.get_databases()["DatabaseList"] == []


def test_other_names_keep_their_case(client: Client) -> None:
    glue = client("glue")
    glue.create_registry(RegistryName="Schemas")
    assert [registry["RegistryName"] for registry in glue.list_registries()["Registries"]] == ["Schemas"]
