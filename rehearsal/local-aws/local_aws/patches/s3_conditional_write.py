"""Of several conditional writes of one object at the same time, one succeeds.

moto: compares If-Match and If-None-Match with what is there and then writes, each request in a thread of its own, so that two
writers may both be told that they were the first.
AWS: "If multiple conditional writes occur for the same object name, the first write operation to finish succeeds. Amazon S3 then
fails subsequent writes with a 412 Precondition Failed response." Leases and optimistic commits rest on it.
Source: Amazon S3 User Guide, "How to prevent object overwrites with conditional writes".
"""

from __future__ import annotations

from threading import Lock

from moto.core.responses import TYPE_RESPONSE
from moto.s3.responses import S3Response

from ..patching import replace


def apply() -> None:
    """Comparing and writing are one step."""
    original = S3Response.put_object
    lock = Lock()

    def put_object(self: S3Response) -> TYPE_RESPONSE:
        if not (self.headers.get("If-Match") or self.headers.get("If-None-Match")):
            return original(self)
        with lock:
            return original(self)

    replace(S3Response, "put_object", put_object)
