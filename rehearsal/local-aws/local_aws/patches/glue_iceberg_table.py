"""CreateTable with OpenTableFormatInput makes an Iceberg table.

moto: sets Parameters.table_type and no more: there is no metadata file, so nothing can read the table.
AWS: writes `<location>/metadata/00000-<uuid>.metadata.json` (version 2, from StorageDescriptor.Columns, no snapshot) and sets
Parameters table_type = ICEBERG and metadata_location. Parameters that are Glue's own to set are refused. Deleting the table
leaves the file.
Source: Glue API, CreateTable and IcebergInput; Glue Developer Guide, "Creating Apache Iceberg tables"; the refusal's text:
apache/iceberg-go pull request 410.

Not built, and refused by name: format versions other than 2, PartitionKeys, IcebergInput.CreateIcebergTableInput.
"""

from __future__ import annotations

import json
import time
import uuid
from typing import Any
from urllib.parse import urlsplit

from moto.glue.exceptions import GlueClientError, TableAlreadyExistsException
from moto.glue.models import FakeTable, GlueBackend
from moto.s3.exceptions import S3ClientError
from moto.s3.models import s3_backends
from moto.utilities.utils import get_partition

from ..hive_types import UnsupportedType
from ..iceberg_metadata import first_metadata
from ..patching import replace

_RESERVED = ("table_type", "metadata_location")


class _InvalidInput(GlueClientError):
    def __init__(self, message: str) -> None:
        super().__init__("InvalidInputException", message)


def check_iceberg_input(table_input: dict[str, Any], iceberg_input: dict[str, Any]) -> None:
    """Raises InvalidInputException for what AWS refuses, and for what is not built here."""
    if iceberg_input.get("MetadataOperation") != "CREATE":
        raise _InvalidInput(f"MetadataOperation must be CREATE, not {iceberg_input.get('MetadataOperation')}")
    if iceberg_input.get("CreateIcebergTableInput"):
        raise _InvalidInput(
            "the local AWS does not carry out IcebergInput.CreateIcebergTableInput; use StorageDescriptor.Columns"
        )
    if (iceberg_input.get("Version") or "2") != "2":
        raise _InvalidInput(f"the local AWS creates Iceberg tables of version 2 only, not {iceberg_input['Version']}")
    if table_input.get("PartitionKeys"):
        raise _InvalidInput("the local AWS creates unpartitioned Iceberg tables only; leave PartitionKeys out")
    if set(_RESERVED) & set(table_input.get("Parameters") or {}):
        raise _InvalidInput(
            "Cannot use reserved parameters table_type or metadata_location while creating an iceberg table"
        )


def _location(storage: dict[str, Any]) -> str:
    location = str(storage.get("Location") or "").rstrip("/")
    if urlsplit(location).scheme not in ("s3", "s3a", "s3n") or not urlsplit(location).netloc:
        raise _InvalidInput(f"StorageDescriptor.Location of an Iceberg table must be an S3 location, not '{location}'")
    return location


def _write_first_metadata(backend: GlueBackend, storage: dict[str, Any]) -> str:
    """Writes the first metadata file and returns its location."""
    location = _location(storage)
    try:
        metadata = first_metadata(location, storage.get("Columns") or [], str(uuid.uuid4()), int(time.time() * 1000))
    except UnsupportedType as error:
        raise _InvalidInput(f"column type not supported by Iceberg: {error}") from error
    metadata_location = f"{location}/metadata/00000-{uuid.uuid4()}.metadata.json"
    target = urlsplit(metadata_location)
    s3 = s3_backends[backend.account_id][get_partition(backend.region_name)]
    try:
        s3.put_object(target.netloc, target.path.lstrip("/"), json.dumps(metadata).encode())
    except S3ClientError as error:
        raise _InvalidInput(f"cannot write Iceberg metadata to {metadata_location}: {error.message}") from error
    return metadata_location


def apply() -> None:
    """Makes GlueBackend.create_table write the metadata file before the table exists."""
    original = GlueBackend.create_table

    def create_table(
        self: GlueBackend,
        database_name: str,
        table_name: str,
        table_input: dict[str, Any],
        open_table_format_input: dict[str, Any] | None = None,
    ) -> FakeTable:
        iceberg_input = (open_table_format_input or {}).get("IcebergInput")
        if iceberg_input is None:
            return original(self, database_name, table_name, table_input, open_table_format_input)
        check_iceberg_input(table_input, iceberg_input)
        if table_name in self.get_database(database_name).tables:
            raise TableAlreadyExistsException()
        metadata_location = _write_first_metadata(self, table_input.get("StorageDescriptor") or {})
        parameters = {
            **(table_input.get("Parameters") or {}),
            "table_type": "ICEBERG",
            "metadata_location": metadata_location,
        }
        return original(
            self, database_name, table_name, {**table_input, "Parameters": parameters}, open_table_format_input
        )

    replace(GlueBackend, "create_table", create_table)
