"""Registered data locations read back as they were registered.

moto: RegisterResource keeps the ARN and the role only. DescribeResource then has neither WithFederation nor
HybridAccessEnabled, which Terraform reads as a difference that forces replacement; a location registered with the
service-linked role has no role at all.
AWS: ResourceInfo carries RoleArn, LastModified, WithFederation and HybridAccessEnabled (and WithPrivilegedAccess), and the
service-linked role's ARN when UseServiceLinkedRole is set. A registration with neither a role nor that flag is refused.
Source: Lake Formation API, RegisterResource and ResourceInfo; Developer Guide, "Using service-linked roles".
"""

from __future__ import annotations

import time
from typing import Any

from moto.lakeformation.exceptions import InvalidInput
from moto.lakeformation.models import Resource
from moto.lakeformation.responses import LakeFormationResponse

from ..patching import replace

_FLAGS = ("WithFederation", "HybridAccessEnabled", "WithPrivilegedAccess")
_ECHO = "local_aws_echo"


def service_linked_role(partition: str, account: str) -> str:
    """The ARN of Lake Formation's service-linked role in an account."""
    role = "aws-service-role/lakeformation.amazonaws.com/AWSServiceRoleForLakeFormationDataAccess"
    return f"arn:{partition}:iam::{account}:role/{role}"


def apply() -> None:
    """Keeps what RegisterResource was given, and answers it in DescribeResource and ListResources."""
    original_to_dict = Resource.to_dict

    def register_resource(self: LakeFormationResponse) -> str:
        role_arn = self._get_param("RoleArn")
        if role_arn is None and not self._get_param("UseServiceLinkedRole"):
            raise InvalidInput("Either RoleArn or UseServiceLinkedRole must be given to register a resource.")
        arn = self._get_param("ResourceArn")
        role = role_arn or service_linked_role(self.partition, self.current_account)
        self.lakeformation_backend.register_resource(resource_arn=arn, role_arn=role)
        flags = {flag: bool(self._get_param(flag)) for flag in _FLAGS}
        setattr(self.lakeformation_backend.resources[arn], _ECHO, {**flags, "LastModified": time.time()})
        return "{}"

    def to_dict(self: Resource) -> dict[str, Any]:
        return {**original_to_dict(self), **getattr(self, _ECHO, {})}

    replace(LakeFormationResponse, "register_resource", register_resource)
    replace(Resource, "to_dict", to_dict)
