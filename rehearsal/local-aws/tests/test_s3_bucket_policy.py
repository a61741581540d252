import json
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from botocore.exceptions import ClientError
from conftest import ACCOUNT

from local_aws.patches.s3_bucket_policy import is_secure, real_action


def put_policy(s3: Any, **statement: Any) -> None:
    whole = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::lake/*", **statement}
    s3.put_bucket_policy(Bucket="lake", Policy=json.dumps({"Version": "2012-10-17", "Statement": [whole]}))


def refused(call: Callable[[], Any]) -> bool:
    try:
        call()
    except ClientError as error:
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 403
        return True
    return False


@pytest.mark.corrected
def test_a_tls_only_policy_lets_loopback_calls_pass(s3: Any) -> None:
    put_policy(s3, Condition={"Bool": {"aws:SecureTransport": "false"}})
    s3.put_object(Bucket="lake", Key="k", Body=b"x")
    assert s3.get_object(Bucket="lake", Key="k")["Body"].read() == b"x"


@pytest.mark.corrected
def test_a_tls_version_policy_lets_loopback_calls_pass(s3: Any) -> None:
    put_policy(s3, Condition={"NumericLessThan": {"s3:TlsVersion": 1.2}})
    s3.put_object(Bucket="lake", Key="k", Body=b"x")


@pytest.mark.parametrize(
    "scheme, address, secure",
    [
        ("http", "127.0.0.1", True),
        ("http", "::1", True),
        ("https", "10.1.2.3", True),
        ("http", "10.1.2.3", False),
        ("http", None, False),
    ],
)
def test_only_loopback_and_https_are_secure_transport(scheme: str, address: str, secure: bool) -> None:
    assert is_secure(scheme, address) is secure


def test_a_condition_that_holds_still_denies(s3: Any) -> None:
    put_policy(s3, Condition={"Bool": {"aws:SecureTransport": "true"}})
    assert refused(lambda: s3.put_object(Bucket="lake", Key="k", Body=b"x"))


@pytest.mark.corrected
def test_header_conditions_are_evaluated_per_request(s3: Any) -> None:
    put_policy(s3, Action="s3:PutObject", Condition={"StringNotEquals": {"s3:x-amz-server-side-encryption": "aws:kms"}})
    assert refused(lambda: s3.put_object(Bucket="lake", Key="k", Body=b"x"))
    s3.put_object(Bucket="lake", Key="k", Body=b"x", ServerSideEncryption="aws:kms")


@pytest.mark.corrected
def test_a_deny_of_one_role_leaves_others_alone(s3: Any, client: Callable[..., Any]) -> None:
    trust = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "sts:AssumeRole"}]}
    role = client("iam").create_role(RoleName="fenced", AssumeRolePolicyDocument=json.dumps(trust))["Role"]["Arn"]
    keys = client("sts").assume_role(RoleArn=role, RoleSessionName="session")["Credentials"]
    session = client(
        "s3",
        aws_access_key_id=keys["AccessKeyId"],
        aws_secret_access_key=keys["SecretAccessKey"],
        aws_session_token=keys["SessionToken"],
    )
    s3.put_object(Bucket="lake", Key="k", Body=b"x")
    put_policy(s3, Principal={"AWS": role})
    assert refused(lambda: session.get_object(Bucket="lake", Key="k"))
    assert s3.get_object(Bucket="lake", Key="k")["Body"].read() == b"x"
    put_policy(s3, Condition={"ArnNotLike": {"aws:PrincipalArn": f"arn:aws:iam::{ACCOUNT}:role/fen*"}})
    assert session.get_object(Bucket="lake", Key="k")["Body"].read() == b"x"
    assert refused(lambda: s3.get_object(Bucket="lake", Key="k"))


@pytest.mark.corrected
def test_head_needs_get_object(s3: Any) -> None:
    s3.put_object(Bucket="lake", Key="k", Body=b"x")
    put_policy(s3, Action="s3:GetObject")
    assert refused(lambda: s3.head_object(Bucket="lake", Key="k"))


def test_actions_are_those_of_s3() -> None:
    assert real_action("s3:PostObject", False) == "s3:PutObject"
    assert real_action("s3:HeadObject", True) == "s3:GetObjectVersion"


@pytest.mark.corrected
def test_an_unknown_operator_is_refused_when_the_policy_is_put(s3: Any) -> None:
    with pytest.raises(ClientError, match="MalformedPolicy.*Invalid Condition type : StringSoundsLike"):
        put_policy(s3, Condition={"StringSoundsLike": {"aws:UserAgent": "x"}})


def test_an_unsigned_read_is_allowed_only_by_the_policy(s3: Any, endpoint: str) -> None:
    s3.put_object(Bucket="lake", Key="k", Body=b"x", ACL="private")
    with pytest.raises(HTTPError, match="403"):
        urlopen(f"{endpoint}/lake/k")
    put_policy(s3, Effect="Allow", Action="s3:GetObject")
    with urlopen(f"{endpoint}/lake/k") as answer:
        assert answer.read() == b"x"
