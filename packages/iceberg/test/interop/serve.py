"""moto's Glue and S3, corrected where Arrow's S3 client and optimistic commits rest on what AWS does.

Prints its address when it accepts connections; ends when standard input closes.
"""

import logging
import sys
from threading import Lock

from moto.core.serialize import S3Serializer
from moto.glue.exceptions import GlueClientError
from moto.glue.responses import GlueResponse
from moto.server import ThreadedMotoServer

serialize = S3Serializer._serialized_result_to_response
update_table = GlueResponse.update_table
updating = Lock()


def with_root_of_s3(self, resp, result, shape, serialized_result):
    """S3 names the root of this answer …Result; moto …Response."""
    if self.operation_model.name == "CompleteMultipartUpload" and shape is not None:
        shape.serialization["resultWrapper"] = "CompleteMultipartUploadResult"
    return serialize(self, resp, result, shape, serialized_result)


def with_version(self):
    """Glue refuses an update of another version than the table's; moto does not look."""
    with updating:
        expected = self.parameters.get("VersionId")
        table = self.glue_backend.get_table(self.parameters["DatabaseName"], self.parameters["TableInput"]["Name"])
        if expected is not None and table.as_dict()["VersionId"] != expected:
            raise GlueClientError(
                "ConcurrentModificationException", "Update table failed due to concurrent modifications."
            )
        return update_table(self)


logging.getLogger("werkzeug").setLevel(logging.ERROR)
S3Serializer._serialized_result_to_response = with_root_of_s3
GlueResponse.update_table = with_version
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print("http://%s:%d" % server.get_host_and_port(), flush=True)
sys.stdin.read()
server.stop()
