"""UpdateTable compares VersionId.

moto: ignores VersionId, so that of two writers who read the same version the second overwrites what the first has done.
AWS: an update that names another version than the table's fails with ConcurrentModificationException and changes nothing;
without VersionId there is no comparison. Optimistic commits of Iceberg's Glue catalogs rest on it.
Source: Glue API, UpdateTable: VersionId; the text and the behaviour as observed: apache/iceberg issue 8636,
floci-io/floci issues 1183 and 1205.
"""

from __future__ import annotations

from threading import Lock

from moto.core.responses import ActionResult
from moto.glue.exceptions import GlueClientError
from moto.glue.responses import GlueResponse

from ..patching import replace


class _ConcurrentModification(GlueClientError):
    def __init__(self) -> None:
        super().__init__("ConcurrentModificationException", "Update table failed due to concurrent modifications.")


def apply() -> None:
    """Makes GlueResponse.update_table refuse a version that is not the table's. Comparing and updating are one step."""
    original = GlueResponse.update_table
    lock = Lock()

    def update_table(self: GlueResponse) -> ActionResult:
        expected = self.parameters.get("VersionId")
        names = (self.parameters.get("DatabaseName"), self.parameters.get("TableInput").get("Name"))
        with lock:
            if expected is not None and self.glue_backend.get_table(*names).as_dict()["VersionId"] != expected:
                raise _ConcurrentModification()
            return original(self)

    replace(GlueResponse, "update_table", update_table)
