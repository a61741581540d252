"""The corrections to moto, a file a subject. Each module's docstring says what moto does, what AWS does, and the source.

A patch is a module with `apply()`, which changes moto's classes in this process. No patch needs another one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from . import (
    cloudwatch_alarm_state,
    events_targets,
    glue_events,
    glue_iceberg_table,
    glue_lower_case,
    glue_table_version,
    lakeformation_permissions,
    lakeformation_resource,
    lakeformation_revoke,
    lakeformation_settings,
    lambda_configuration,
    lambda_node,
    s3_bucket_policy,
    s3_delete_marker,
    s3_result_elements,
    sqs_lambda,
    sqs_message_move,
    sqs_queue_attributes,
    sqs_time,
)

PATCHES: Mapping[str, Callable[[], None]] = {
    "cloudwatch-alarm-state": cloudwatch_alarm_state.apply,
    "events-targets": events_targets.apply,
    "glue-events": glue_events.apply,
    "glue-iceberg-table": glue_iceberg_table.apply,
    "glue-lower-case": glue_lower_case.apply,
    "glue-table-version": glue_table_version.apply,
    "lakeformation-permissions": lakeformation_permissions.apply,
    "lakeformation-resource": lakeformation_resource.apply,
    "lakeformation-revoke": lakeformation_revoke.apply,
    "lakeformation-settings": lakeformation_settings.apply,
    "lambda-configuration": lambda_configuration.apply,
    "lambda-node": lambda_node.apply,
    "s3-bucket-policy": s3_bucket_policy.apply,
    "s3-delete-marker": s3_delete_marker.apply,
    "s3-result-elements": s3_result_elements.apply,
    "sqs-lambda": sqs_lambda.apply,
    "sqs-message-move": sqs_message_move.apply,
    "sqs-queue-attributes": sqs_queue_attributes.apply,
    "sqs-time": sqs_time.apply,
}


def apply_patches(leave_out: Collection[str] = ()) -> None:
    """Applies every patch whose name is not in `leave_out`. Call it once, before the server accepts requests."""
    for name, apply in PATCHES.items():
        if name not in leave_out:
            apply()
