"""Names of databases and tables are folded to lower case.

moto: keeps them as they were written, and finds them by that only.
AWS: folds them when they are stored, and finds them whatever the case.
Source: Glue API, DatabaseInput and TableInput: "For Hive compatibility, this is folded to lowercase when it is stored."
"""

from __future__ import annotations

import json
from typing import Any

from moto.glue.responses import GlueResponse

from ..patching import replace

_NAMED = ("GetDatabase", "UpdateDatabase", "DeleteDatabase", "GetTable", "DeleteTable", "UpdateTable")
"""Actions whose parameter Name is a database's or a table's."""


def folded(action: str, request: dict[str, Any]) -> dict[str, Any]:
    """A request with the names of its database and tables in lower case."""
    names = [*(("Name",) if action in _NAMED else ()), "DatabaseName", "TableName"]
    changed: dict[str, Any] = {name: request[name].lower() for name in names if isinstance(request.get(name), str)}
    for name in ("DatabaseInput", "TableInput"):
        if isinstance((request.get(name) or {}).get("Name"), str):
            changed[name] = {**request[name], "Name": request[name]["Name"].lower()}
    if request.get("TablesToDelete"):
        changed["TablesToDelete"] = [table.lower() for table in request["TablesToDelete"]]
    return {**request, **changed}


def apply() -> None:
    """Replaces GlueResponse.parameters."""

    def parameters(self: GlueResponse) -> dict[str, Any]:
        return folded(self._get_action(), json.loads(self.body))

    replace(GlueResponse, "parameters", property(parameters))
