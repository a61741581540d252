from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError
from conftest import ACCOUNT

ARN = "arn:aws:s3:::lake/data"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/data-access"


@pytest.fixture
def lf(client: Callable[..., Any]) -> Any:
    return client("lakeformation")


@pytest.mark.corrected
@pytest.mark.parametrize(
    "flags", [{}, {"WithFederation": True}, {"HybridAccessEnabled": True, "WithFederation": False}]
)
def test_flags_read_back_as_registered(lf: Any, flags: dict) -> None:
    lf.register_resource(ResourceArn=ARN, RoleArn=ROLE, **flags)
    expected = {"WithFederation": False, "HybridAccessEnabled": False, **flags}
    info = lf.describe_resource(ResourceArn=ARN)["ResourceInfo"]
    assert {name: info[name] for name in expected} == expected
    assert info["RoleArn"] == ROLE
    assert lf.list_resources()["ResourceInfoList"] == [info]


@pytest.mark.corrected
def test_the_service_linked_role_is_named(lf: Any) -> None:
    lf.register_resource(ResourceArn=ARN, UseServiceLinkedRole=True)
    role = lf.describe_resource(ResourceArn=ARN)["ResourceInfo"]["RoleArn"]
    assert role.endswith(":role/aws-service-role/lakeformation.amazonaws.com/AWSServiceRoleForLakeFormationDataAccess")


@pytest.mark.corrected
def test_a_registration_without_any_role_is_refused(lf: Any) -> None:
    with pytest.raises(ClientError, match="InvalidInputException"):
        lf.register_resource(ResourceArn=ARN)


def test_a_second_registration_is_refused(lf: Any) -> None:
    lf.register_resource(ResourceArn=ARN, RoleArn=ROLE)
    with pytest.raises(ClientError, match="AlreadyExistsException"):
        lf.register_resource(ResourceArn=ARN, RoleArn=ROLE)
