"""The pure evaluation of policies."""

import itertools
from typing import Any

import pytest

from local_aws.policy.conditions import UnknownOperator, holds
from local_aws.policy.document import Caller, Decision, check, decide

ROLE = Caller(
    account="111122223333",
    arn="arn:aws:iam::111122223333:role/reader",
    session_arn="arn:aws:sts::111122223333:assumed-role/reader/s1",
)
CONTEXT = {
    "aws:securetransport": ["true"],
    "aws:sourceip": ["10.0.0.7"],
    "aws:username": ["ann"],
    "aws:currenttime": ["2026-05-01T10:00:00+00:00"],
    "s3:tlsversion": ["1.3"],
    "aws:principalarn": [ROLE.arn],
    "aws:tagkeys": ["team", "cost"],
}


@pytest.mark.parametrize(
    "operator, key, value, expected",
    [
        ("StringEquals", "aws:username", ["bob", "ann"], True),
        ("StringEquals", "AWS:UserName", "ann", True),
        ("StringEquals", "aws:username", "Ann", False),
        ("StringEqualsIgnoreCase", "aws:username", "ANN", True),
        ("StringNotEquals", "aws:username", ["bob", "ann"], False),
        ("StringLike", "aws:username", "a?n*", True),
        ("StringNotLike", "aws:username", "b*", True),
        ("Bool", "aws:SecureTransport", True, True),
        ("Bool", "aws:SecureTransport", "false", False),
        ("NumericLessThan", "s3:TlsVersion", 1.2, False),
        ("NumericGreaterThanEquals", "s3:TlsVersion", "1.3", True),
        ("NumericEquals", "aws:username", "1", False),
        ("IpAddress", "aws:SourceIp", "10.0.0.0/8", True),
        ("NotIpAddress", "aws:SourceIp", ["10.0.0.0/8", "192.168.0.0/16"], False),
        ("DateLessThan", "aws:CurrentTime", "2026-06-01T00:00:00Z", True),
        ("DateGreaterThan", "aws:CurrentTime", "2026-06-01T00:00:00Z", False),
        ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/read*", True),
        ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*reader", False),
        ("ArnNotEquals", "aws:PrincipalArn", ROLE.arn, False),
        ("Null", "aws:username", "true", False),
        ("Null", "aws:absent", "true", True),
        ("ForAnyValue:StringEquals", "aws:TagKeys", "cost", True),
        ("ForAllValues:StringEquals", "aws:TagKeys", ["cost"], False),
        ("ForAllValues:StringEquals", "aws:TagKeys", ["cost", "team"], True),
        ("StringEquals", "aws:username", "${aws:username}", True),
        ("StringEquals", "aws:username", "${aws:absent}", False),
        ("StringEquals", "aws:username", "${aws:absent, 'ann'}", True),
    ],
)
def test_operators(operator: str, key: str, value: Any, expected: bool) -> None:
    assert holds({operator: {key: value}}, CONTEXT) is expected


@pytest.mark.parametrize(
    "operator, expected",
    [
        ("StringEquals", False),
        ("StringNotEquals", True),
        ("StringEqualsIfExists", True),
        ("Bool", False),
        ("BoolIfExists", True),
        ("ForAllValues:StringEquals", True),
        ("ForAnyValue:StringEquals", False),
        ("ForAnyValue:StringNotEquals", False),
    ],
)
def test_an_absent_key(operator: str, expected: bool) -> None:
    assert holds({operator: {"aws:absent": "x"}}, CONTEXT) is expected


def test_every_operator_and_key_must_hold() -> None:
    true, false = {"aws:username": "ann"}, {"aws:sourceip": "9.9.9.9"}
    assert holds({"StringEquals": true, "Bool": {"aws:SecureTransport": "true"}}, CONTEXT)
    assert not holds({"StringEquals": {**true, **false}}, CONTEXT)


@pytest.mark.parametrize("operator", ["StringIs", "ForSomeValues:StringEquals", "NullIfExists", "BinaryEquals"])
def test_unknown_operators_are_never_left_out(operator: str) -> None:
    with pytest.raises(UnknownOperator, match=operator):
        check({"Statement": {"Effect": "Deny", "Condition": {operator: {"k": "v"}}}})
    with pytest.raises(UnknownOperator):
        holds({operator: {"k": "v"}}, {})


def decision(*statements: dict, caller: Caller = ROLE, action: str = "s3:GetObject") -> Decision:
    defaults = {"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}
    whole = [{**{k: v for k, v in defaults.items() if f"Not{k}" not in s}, **s} for s in statements]
    return decide({"Statement": whole}, caller, action, "arn:aws:s3:::lake/a/b", CONTEXT)


def test_deny_wins_in_any_order() -> None:
    both = [{"Effect": "Allow"}, {"Effect": "Deny"}]
    assert all(decision(*order) is Decision.DENIED for order in itertools.permutations(both))


@pytest.mark.parametrize(
    "statement, applies",
    [
        ({"Principal": {"AWS": "*"}}, True),
        ({"Principal": {"AWS": "111122223333"}}, True),
        ({"Principal": {"AWS": ["arn:aws:iam::111122223333:root"]}}, True),
        ({"Principal": {"AWS": "arn:aws:iam::999999999999:root"}}, False),
        ({"Principal": {"AWS": ROLE.arn}}, True),
        ({"Principal": {"AWS": ROLE.session_arn}}, True),
        ({"Principal": {"AWS": "arn:aws:iam::111122223333:role/*"}}, False),
        ({"Principal": {"Service": "glue.amazonaws.com"}}, False),
        ({"NotPrincipal": {"AWS": ROLE.arn}}, False),
        ({"NotPrincipal": {"AWS": "arn:aws:iam::111122223333:role/other"}}, True),
        ({"Action": "S3:Get*"}, True),
        ({"Action": ["s3:Put*"]}, False),
        ({"NotAction": "s3:GetObject"}, False),
        ({"NotAction": "s3:PutObject"}, True),
        ({"Resource": "arn:aws:s3:::lake/a/*"}, True),
        ({"Resource": "arn:aws:s3:::lake"}, False),
        ({"NotResource": "arn:aws:s3:::lake/*"}, False),
        ({"Resource": "arn:aws:s3:::lake/${aws:absent}*"}, False),
    ],
)
def test_which_requests_a_statement_applies_to(statement: dict, applies: bool) -> None:
    assert decision(statement) is (Decision.ALLOWED if applies else Decision.SILENT)


def test_nobody_is_named_by_a_star_only() -> None:
    nobody = Caller(account="", arn="")
    assert decision({}, caller=nobody) is Decision.ALLOWED
    assert decision({"Principal": {"AWS": "arn:aws:iam::111122223333:root"}}, caller=nobody) is Decision.SILENT
