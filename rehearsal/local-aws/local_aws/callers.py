"""Whose an access key is."""

from __future__ import annotations

from moto.iam.models import iam_backends
from moto.sts.models import sts_backends

from .policy.document import Caller


def known_caller(partition: str, key: str) -> Caller | None:
    """The role session or user that IAM or STS made the access key for."""
    for account, by_partition in list(sts_backends.items()):
        role = by_partition[partition].get_assumed_role_from_access_key(key)
        if role is not None:
            return Caller(account=account, arn=role.role_arn, session_arn=role.arn)
    for account, iam_by_partition in list(iam_backends.items()):
        user = iam_by_partition[partition].get_user_from_access_key_id(key)
        if user is not None:
            return Caller(account=account, arn=user.arn)
    return None
