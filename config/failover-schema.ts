import { z } from "zod";
import { schedule } from "./data-schema";
import { awsRegion, bucketName, snowflakeName } from "./field-types";

/** Kinds of integrations that a failover group can carry; catalog integrations it can't. Source: docs.snowflake.com, create-failover-group. */
export const REPLICATED_INTEGRATION_TYPES = ["SECURITY", "API", "STORAGE", "EXTERNAL ACCESS", "NOTIFICATION"] as const;

/** What moves between the accounts in a disaster, and what moves it. */
export const failover = z.strictObject({
  accountGroup: z
    .strictObject({
      name: snowflakeName.default("ICEBERG_BCDR_ACCOUNT_FG").describe("The failover group's name."),
      roles: z
        .enum(["declared", "replicated"])
        .default("declared")
        .describe(
          "declared: Terraform makes the roles in both accounts. replicated: it makes them in the primary, the group carries all roles with their grants, and the secondary's can't be changed there.",
        ),
      integrationTypes: z
        .array(
          z.enum(REPLICATED_INTEGRATION_TYPES, {
            error: `is not a kind of integration that a failover group carries: ${REPLICATED_INTEGRATION_TYPES.join(", ")}; catalog integrations are declared in both accounts (docs.snowflake.com, create-failover-group)`,
          }),
        )
        .default(["STORAGE"])
        .describe("Which integrations the group carries; all of a type travel. Catalog integrations can't."),
      networkPolicies: z.boolean().default(false).describe("Whether network policies travel."),
      resourceMonitors: z.boolean().default(false).describe("Whether resource monitors travel."),
    })
    .prefault({})
    .describe("The failover group of account objects. Snowflake allows one such group."),
  volumeGroup: z
    .strictObject({ name: snowflakeName.default("ICEBERG_BCDR_VOLUME_FG").describe("The failover group's name.") })
    .prefault({})
    .describe("The failover group of the external volume."),
  databaseGroup: z
    .strictObject({
      name: snowflakeName.default("ICEBERG_BCDR_DB_FG").describe("The failover group's name."),
      databases: z
        .array(snowflakeName)
        .default([])
        .describe(
          "Other native databases to carry besides databases.operations. Never a catalog-linked one, nor one of external or Iceberg tables.",
        ),
    })
    .prefault({})
    .describe("The failover group of native databases."),
  schedule: schedule.prefault({ minutes: 10 }).describe("When the secondary is refreshed: all groups alike."),
  connection: z
    .strictObject({
      name: snowflakeName.describe("The connection's name; clients log in to <organization>-<connection>."),
    })
    .optional()
    .describe(
      "Client Redirect: one URL that leads to whichever account is primary. Its accounts are in different regions.",
    ),
  controller: z
    .strictObject({
      bucket: bucketName.describe("The S3 bucket that holds the controller's lease and journal."),
      region: awsRegion.describe("That bucket's region: not the lake's, which may be what is lost."),
    })
    .describe("What failover and failback keep their state in."),
});
