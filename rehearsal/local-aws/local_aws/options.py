"""What the server was started with, for the parts that need it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass


@dataclass
class Options:
    """Set once, before the server accepts requests."""

    node: str | None = None
    """Node that runs functions; None: the one on the PATH."""
    organization_trail: bool = False
    """Whether calls are logged as by an organization's trail, that the account itself does not have."""
    url: str = ""
    """The server's own address."""

    def node_path(self) -> str:
        """Raises FileNotFoundError if there is no Node."""
        found = self.node or shutil.which("node")
        if found is None:
            raise FileNotFoundError("no Node to run functions with: give --node PATH")
        return found


OPTIONS = Options()
