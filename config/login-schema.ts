import { z } from "zod";
import { principalArn } from "./field-types";

/**
 * How a deployer logs in; none of it is in Terraform's code or state.
 * Source: registry.terraform.io/providers/snowflakedb/snowflake, authentication methods.
 */
export const login = z
  .discriminatedUnion(
    "type",
    [
      z.strictObject({ type: z.literal("key-pair") }),
      z.strictObject({
        type: z.literal("workload-identity"),
        arn: principalArn.describe(
          "The AWS role or user that Terraform runs as: Snowflake knows the deployer by it, and there is no key.",
        ),
      }),
      z.strictObject({ type: z.literal("environment") }),
    ],
    {
      error:
        "type: key-pair (a Terraform variable), workload-identity (an AWS role, no key) or environment (SNOWFLAKE_…)",
    },
  )
  .default({ type: "key-pair" });

/** Kinds of login, as {@link login} has them. */
export const LOGIN_TYPES = ["key-pair", "workload-identity", "environment"] as const;
