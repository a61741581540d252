"""Root elements of S3 answers.

moto: names the root of CompleteMultipartUpload, ListParts and GetBucketVersioning `<Operation>Response`.
AWS: `CompleteMultipartUploadResult`, `ListPartsResult`, `VersioningConfiguration`. Clients that look at the root element
(Arrow's S3 filesystem, and so pyiceberg's default one) take moto's answer to a finished upload for a failure.
Source: Amazon S3 API Reference, "Response Syntax" of the three operations.
"""

from __future__ import annotations

from typing import Any

from moto.core.serialize import S3Serializer

from ..patching import replace

ROOT_ELEMENTS = {
    "CompleteMultipartUpload": "CompleteMultipartUploadResult",
    "GetBucketVersioning": "VersioningConfiguration",
    "ListParts": "ListPartsResult",
}


def apply() -> None:
    """Gives the three operations the root element that S3 uses."""
    original = S3Serializer._serialized_result_to_response

    def with_root_element(self: S3Serializer, resp: Any, result: Any, shape: Any, serialized_result: Any) -> Any:
        root = ROOT_ELEMENTS.get(self.operation_model.name)
        if root is not None and shape is not None:
            shape.serialization["resultWrapper"] = root
        return original(self, resp, result, shape, serialized_result)

    replace(S3Serializer, "_serialized_result_to_response", with_root_element)
