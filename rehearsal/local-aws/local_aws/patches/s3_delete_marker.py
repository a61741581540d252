"""Deleting versions from a bucket whose versioning was suspended, where a delete marker lies under the key.

moto: removes the key with all that lies under it and disposes of each; a delete marker has nothing to dispose of, so the request
ends with a 500, which clients retry for minutes. Terraform empties a bucket in this order.
AWS: DeleteObjects with version ids removes versions and delete markers alike, also while versioning is suspended.
Source: Amazon S3 User Guide, "Working with delete markers" and "Deleting objects from versioning-suspended buckets".
"""

from __future__ import annotations

from moto.s3.utils import _VersionedKeyStore

from ..patching import replace


def apply() -> None:
    """Disposes of versions, and passes delete markers over."""

    def pop(self: _VersionedKeyStore, key: str) -> None:
        for version in self.getlist(key, []):
            if hasattr(version, "dispose"):
                version.dispose()
        dict.pop(self, key)

    replace(_VersionedKeyStore, "pop", pop)
