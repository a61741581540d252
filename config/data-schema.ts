import { z } from "zod";
import { glueName, schemaName, snowflakeName, stringOf } from "./field-types";

/** The longest schedule that Snowflake takes, in minutes. Source: docs.snowflake.com, create-task, SCHEDULE. */
export const SCHEDULE_MINUTES = 11520;

/** Every n minutes, or by cron with a time zone. Source: docs.snowflake.com, create-task, SCHEDULE. */
const schedule = z.union(
  [
    z.strictObject({
      minutes: z.int().min(1).max(SCHEDULE_MINUTES).describe("Minutes from one run to the next."),
    }),
    z.strictObject({
      cron: stringOf("five cron fields and a time zone", /^(\S+ ){5}[A-Za-z][\w+/-]*$/).describe(
        "Minute, hour, day of month, month, day of week and time zone, such as 0 3 * * * UTC.",
      ),
    }),
  ],
  { error: `minutes: 1 to ${SCHEDULE_MINUTES}; or cron: five fields and a time zone, such as 0 3 * * * UTC` },
);

/** The databases of an account. */
export const databases = z.strictObject({
  external: z
    .strictObject({
      name: snowflakeName.default("ICEBERG_DEMO_EXT").describe("The database's name."),
      schema: schemaName.default("ADVERTISING").describe("The schema that the tables and views are in."),
      advertisingViews: z
        .boolean()
        .default(false)
        .describe(
          "Whether V_CAMPAIGN_PERFORMANCE, V_DAILY_METRICS and the materialized views are declared. They need the demo's four tables.",
        ),
    })
    .prefault({})
    .describe(
      "The database of the lake's tables, one Iceberg table each, through the Glue integration and the volume.",
    ),
  catalogLinked: z
    .strictObject({
      name: snowflakeName.default("ICEBERG_DEMO_CLD").describe("The database's name."),
      discoverySeconds: z
        .int()
        .min(30)
        .max(86400)
        .default(60)
        .describe("Seconds from one look at Glue for new and dropped tables to the next."),
      writer: z
        .enum(["none", "primary", "secondary"])
        .default("none")
        .describe(
          "The one account that may write to the lake through its catalog-linked database. There, DROP TABLE drops the table in Glue.",
        ),
    })
    .prefault({})
    .describe("The catalog-linked database: whatever is in the Glue database, through its Iceberg REST endpoint."),
  prod: z
    .strictObject({
      name: snowflakeName.default("ICEBERG_PROD").describe("The database's name."),
      schemas: z
        .record(glueName, schemaName)
        .default({})
        .describe("Glue database to the schema of its views. One that isn't named here has its name in upper case."),
    })
    .prefault({})
    .describe("The database that applications and analysts read: views only, under the same names in both accounts."),
  monitoring: z
    .strictObject({
      name: snowflakeName.default("ICEBERG_MONITORING").describe("The database's name."),
      schema: schemaName.default("MONITORING").describe("The schema of logs, procedures and tasks."),
    })
    .prefault({})
    .describe("Each account's own logs, procedures and tasks."),
  operations: z
    .strictObject({
      name: snowflakeName.default("ICEBERG_OPS").describe("The database's name."),
      schema: schemaName.default("MONITORING").describe("The schema of the recovery point and the definitions."),
      lastGoodSchema: schemaName.default("LAST_GOOD").describe("The schema of the last-good copies."),
      lastGood: z
        .array(
          z.strictObject({
            schema: schemaName.describe("The view's schema in the database that applications read."),
            view: snowflakeName.describe("The view's name."),
          }),
        )
        .default([])
        .describe(
          "The views whose rows are kept as a native copy, which replication carries. Keep it short: rows cost.",
        ),
    })
    .prefault({})
    .describe("The one native database that replication carries from the primary to the secondary."),
});

/** When the tasks run. */
export const schedules = z.strictObject({
  syncProd: schedule.prefault({ minutes: 5 }).describe("When the views that applications read follow the lake."),
  heartbeat: schedule.prefault({ minutes: 5 }).describe("When each account looks at its own health."),
  exportSchema: schedule.prefault({ minutes: 15 }).describe("When the primary writes down its definitions."),
  detectDrift: schedule.prefault({ minutes: 15 }).describe("When the secondary compares them with its own."),
  keepLastGood: schedule.prefault({ minutes: 60 }).describe("When the primary copies the last-good views."),
  replicaRefresh: schedule
    .prefault({ minutes: 10 })
    .describe("When the secondary fetches what the primary wrote into the replicated database."),
});

/** Who is told when something is wrong. */
export const alerts = z.strictObject({
  recipients: z
    .array(z.email({ error: "is not an email address" }).max(254))
    .min(1, { error: "is empty; name a recipient, or leave alerts out" })
    .max(50)
    .describe("Who gets mail. Each must be the verified address of a user in both accounts."),
  integration: snowflakeName.default("ICEBERG_ALERT_EMAIL").describe("The name of the notification integration."),
  minutes: z
    .int()
    .min(1)
    .max(SCHEDULE_MINUTES)
    .default(10)
    .describe("Minutes from one look at the logs to the next, and how far back it looks."),
});
