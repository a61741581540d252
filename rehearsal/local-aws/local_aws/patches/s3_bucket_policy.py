"""Bucket policies with a Condition or a named Principal.

moto: takes a statement with a Condition for a match, whatever the condition says, so the usual "deny what is not TLS" blocks
every object call; takes any `{"AWS": ...}` principal for everybody; and asks for actions that S3 does not have
(`s3:HeadObject`, `s3:PostObject`).
AWS: all conditions are evaluated; HEAD needs s3:GetObject, POST (multipart, browser upload) s3:PutObject, and a request
that names a version the `...Version` action. A Condition with an unknown operator is refused by PutBucketPolicy.
Source: IAM User Guide, "Condition operators" and "AWS JSON policy elements: Principal"; Service Authorization Reference,
"Actions, resources, and condition keys for Amazon S3"; Amazon S3 User Guide, "Amazon S3 policy keys".

**Loopback counts as secure transport.** The rehearsal speaks plain http on loopback, and nobody can listen in there, so
aws:SecureTransport is "true" (and s3:TlsVersion "1.3") for a request from loopback or over https. From any other address
plain http is "false", and a TLS-only policy denies it.

Left as moto has it: policies are evaluated for object operations only, never for bucket operations such as ListObjects;
and a request that no statement allows is still allowed if it is signed (moto has no identity policies in force).
"""

from __future__ import annotations

import datetime
import ipaddress
import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

from flask import has_request_context, request
from moto.iam.access_control import PermissionResult
from moto.s3.exceptions import S3ClientError
from moto.s3.models import FakeBucket, S3Backend

from ..callers import known_caller
from ..patching import replace
from ..policy.conditions import UnknownOperator
from ..policy.document import Caller, Decision, check, decide

_RESULTS = {
    Decision.ALLOWED: PermissionResult.PERMITTED,
    Decision.DENIED: PermissionResult.DENIED,
    Decision.SILENT: PermissionResult.NEUTRAL,
}
_ACTIONS = {"s3:HeadObject": "s3:GetObject", "s3:PostObject": "s3:PutObject"}
_VERSIONED = {"s3:GetObject": "s3:GetObjectVersion", "s3:DeleteObject": "s3:DeleteObjectVersion"}


class MalformedPolicy(S3ClientError):
    """PutBucketPolicy was given a document that cannot be evaluated."""

    def __init__(self, message: str) -> None:
        super().__init__("MalformedPolicy", message)


def is_secure(scheme: str, remote_address: str | None) -> bool:
    """True for https, and for any request from loopback (see the module's docstring)."""
    if scheme == "https":
        return True
    try:
        return remote_address is not None and ipaddress.ip_address(remote_address).is_loopback
    except ValueError:
        return False


def real_action(moto_action: str, names_version: bool) -> str:
    """The action that S3 checks for what moto derives from the HTTP method, as in s3:HeadObject."""
    action = _ACTIONS.get(moto_action, moto_action)
    return _VERSIONED.get(action, action) if names_version else action


def _access_key() -> str | None:
    """The access key id that signed the current request, by header or by query."""
    credential = (
        request.args.get("X-Amz-Credential") or request.headers.get("Authorization", "").partition("Credential=")[2]
    )
    return credential.split("/")[0] or request.args.get("AWSAccessKeyId")


def _caller(bucket: FakeBucket) -> Caller:
    """The role session or user whose key signed the request; other keys act as the bucket owner's root."""
    key = _access_key() if has_request_context() else None
    if has_request_context() and key is None:
        return Caller(account="", arn="")
    return known_caller(bucket.partition, key or "") or Caller(
        account=bucket.account_id, arn=f"arn:{bucket.partition}:iam::{bucket.account_id}:root"
    )


def _context(bucket: FakeBucket, caller: Caller) -> dict[str, list[str]]:
    """The condition keys that the current request has (lower case); other keys count as absent, as on AWS."""
    now = datetime.datetime.now(datetime.timezone.utc)
    context = {
        "aws:currenttime": [now.isoformat()],
        "aws:epochtime": [str(int(now.timestamp()))],
        "aws:resourceaccount": [bucket.account_id],
        "aws:requestedregion": [bucket.region_name],
    }
    if not caller.is_anonymous():
        context["aws:principalarn"] = [caller.arn]
        context["aws:principalaccount"] = [caller.account]
        context["aws:principaltype"] = [
            "AssumedRole" if caller.session_arn else "User" if ":user/" in caller.arn else "Account"
        ]
        if ":user/" in caller.arn:
            context["aws:username"] = [caller.arn.rsplit("/", 1)[1]]
    if has_request_context():
        _add_request_keys(context)
    return context


def _add_request_keys(context: dict[str, list[str]]) -> None:
    secure = is_secure(request.scheme, request.remote_addr)
    context["aws:securetransport"] = ["true" if secure else "false"]
    if secure:
        context["s3:tlsversion"] = ["1.3"]
    optional = {
        "aws:sourceip": request.remote_addr,
        "aws:useragent": request.headers.get("User-Agent"),
        "aws:referer": request.headers.get("Referer"),
        "s3:if-match": request.headers.get("If-Match"),
        "s3:if-none-match": request.headers.get("If-None-Match"),
        "s3:versionid": request.args.get("versionId"),
    }
    context.update({key: [value] for key, value in optional.items() if value is not None})
    context.update({f"s3:{n.lower()}": [v] for n, v in request.headers.items() if n.lower().startswith("x-amz-")})


def _names_version() -> bool:
    return has_request_context() and bool(parse_qs(urlsplit(request.url).query).get("versionId"))


def _get_permission(self: FakeBucket, action: str, resource: str) -> Any:
    if self.policy is None:
        return PermissionResult.NEUTRAL
    caller = _caller(self)
    document = json.loads(self.policy.decode())
    return _RESULTS[decide(document, caller, real_action(action, _names_version()), resource, _context(self, caller))]


def apply() -> None:
    """Replaces moto's evaluation of bucket policies, and checks operators when a policy is put."""
    original_put = S3Backend.put_bucket_policy

    def put_bucket_policy(self: S3Backend, bucket_name: str, policy: bytes) -> None:
        try:
            check(json.loads(policy))
        except UnknownOperator as error:
            raise MalformedPolicy(f"Invalid Condition type : {error}") from error
        except ValueError as error:
            raise MalformedPolicy("Policies must be valid JSON and the first byte must be '{'") from error
        original_put(self, bucket_name, policy)

    replace(FakeBucket, "get_permission", _get_permission)
    replace(S3Backend, "put_bucket_policy", put_bucket_policy)
