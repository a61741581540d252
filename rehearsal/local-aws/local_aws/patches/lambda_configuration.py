"""A function's configuration is read back as it was put.

moto: forgets DeadLetterConfig, LoggingConfig and KMSKeyArn, and changes neither these nor TracingConfig, EphemeralStorage and
Architectures, so that Terraform finds a difference in every plan.
AWS: GetFunctionConfiguration returns what CreateFunction and UpdateFunctionConfiguration were given.
Source: AWS Lambda API Reference, FunctionConfiguration, LoggingConfig; Terraform AWS provider, aws_lambda_function.
"""

from __future__ import annotations

from typing import Any

from moto.awslambda.models import LambdaFunction

from ..patching import replace

_KEPT = "_local_aws_configuration"


def _take(function: LambdaFunction, given: dict[str, Any]) -> None:
    kept: dict[str, Any] = function.__dict__.setdefault(_KEPT, {})
    kept.update({name: given[name] for name in ("DeadLetterConfig", "LoggingConfig", "KMSKeyArn") if name in given})
    group = (kept.get("LoggingConfig") or {}).get("LogGroup")
    if group:
        function.logs_group_name = group


def _shown(function: LambdaFunction) -> dict[str, Any]:
    kept: dict[str, Any] = function.__dict__.get(_KEPT, {})
    shown = {name: value for name, value in kept.items() if value}
    if not (shown.get("DeadLetterConfig") or {}).get("TargetArn"):
        shown.pop("DeadLetterConfig", None)
    logging = {"LogFormat": "Text", "LogGroup": function.logs_group_name, **(shown.get("LoggingConfig") or {})}
    return {**shown, "LoggingConfig": logging}


def apply() -> None:
    """Wraps making, changing and showing a function."""
    make, update, show = LambdaFunction.__init__, LambdaFunction.update_configuration, LambdaFunction.get_configuration

    def init(self: LambdaFunction, account_id: str, spec: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        make(self, account_id, spec, *args, **kwargs)
        _take(self, spec)

    def update_configuration(self: LambdaFunction, config_updates: dict[str, Any]) -> dict[str, Any]:
        update(self, config_updates)
        _take(self, config_updates)
        if config_updates.get("TracingConfig"):
            self.tracing_config = config_updates["TracingConfig"]
        if config_updates.get("EphemeralStorage"):
            self.ephemeral_storage = config_updates["EphemeralStorage"]["Size"]
        return self.get_configuration()

    def get_configuration(self: LambdaFunction, on_create: bool = False) -> dict[str, Any]:
        return {**show(self, on_create), **_shown(self)}

    replace(LambdaFunction, "__init__", init)
    replace(LambdaFunction, "update_configuration", update_configuration)
    replace(LambdaFunction, "get_configuration", get_configuration)
