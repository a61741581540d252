import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GlueClient } from "@aws-sdk/client-glue";
import { type AppTools, describeFact, openBatch, type Report } from "./app";
import { FactTable } from "./fact-table";
import { GlueTables } from "./glue-tables";
import { tableLabel } from "./identity";
import { keyPairTokens } from "./key-pair-token";
import { readSettings } from "./read-settings";
import { openSecrets, readPrivateKey } from "./secrets";
import { SqlApiClient } from "./sql-api-client";
import { workloadIdentityTokens } from "./workload-identity-token";

/** The part of a batch of SQS that is read. */
interface QueueBatch {
  readonly Records: readonly { readonly messageId: string; readonly body: string }[];
}

/** The part of Lambda's context that is read. */
interface InvocationContext {
  getRemainingTimeInMillis(): number;
}

/** An environment variable. @throws RangeError naming the one that is missing */
function environment(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new RangeError(`the environment variable ${name} isn't set`);
  return value;
}

/** Of a file of its own, which most processes never load: a sweep's queue, workload identity, X-Ray. */
const loadRare = (): typeof import("./rare") => require("./rare");

const logger = new Logger({ serviceName: "table-sync" });
const metrics = new Metrics({ namespace: "Twinberg/TableSync", serviceName: "table-sync" });

const { sync: settings, snowflake } = readSettings(environment("TABLE_SYNC_SETTINGS"));
const queueUrl = environment("TABLE_SYNC_QUEUE_URL");
const glueClient = new GlueClient();
const factClient = new DynamoDBClient();
const glue = new GlueTables(glueClient, settings.catalog);
const facts = new FactTable(factClient, environment("TABLE_SYNC_FACT_TABLE"));
const tokens =
  snowflake.authentication === "KEY_PAIR"
    ? keyPairTokens(snowflake, secretKey(environment("TABLE_SYNC_SECRET")), Date.now)
    : workloadIdentityTokens(() => loadRare().webIdentityToken(), Date.now);
const tracing = process.env.POWERTOOLS_TRACE_ENABLED === "true";
let traced = false;

function secretKey(secret: string): () => Promise<string> {
  return () => readPrivateKey(openSecrets(), secret);
}

/** The longest that an invocation can take, in milliseconds: Lambda's own limit. Until then a table is a worker's. */
const LEASE_MS = 15 * 60_000;

const report: Report = {
  table: ({ fact, steps }) => {
    metrics.addMetric("StatementsRun", MetricUnit.Count, steps.length);
    if (fact.state === "REFUSED") metrics.addMetric("TablesRefused", MetricUnit.Count, 1);
    logger.info("table looked at", { ...describeFact(fact), actions: steps.map(({ action }) => action) });
  },
  failed: (identity, error) => {
    metrics.addMetric("TablesFailed", MetricUnit.Count, 1);
    logger.warn("table not in step, to be tried again", {
      table: tableLabel(identity),
      reason: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
    });
  },
  swept: (counts) => {
    // What is found in a database that an event has told of is no drift: its tables' events are on their way.
    if (counts.whole) metrics.addMetric("DriftFound", MetricUnit.Count, counts.repaired + counts.failed);
    logger.info("tables swept", counts);
  },
};

function toolsFor(context: InvocationContext): AppTools {
  const remainingMs = () => context.getRemainingTimeInMillis();
  const sql = new SqlApiClient({ ...snowflake, queryTag: "twinberg:table-sync" }, tokens, {
    fetch,
    sleep: (milliseconds) => sleep(milliseconds),
    random: Math.random,
    newId: randomUUID,
    remainingMs,
  });
  return {
    ports: { glue, facts, sql, now: Date.now, leaseMs: Math.min(LEASE_MS, remainingMs() + 5000) },
    settings,
    report,
    remainingMs,
    send: async (body) => {
      await loadRare().openQueue(queueUrl)(body);
    },
  };
}

/** Handles a batch of the queue. Messages that have to come again are named in the answer; others are done. */
export async function handler(batch: QueueBatch, context: InvocationContext): Promise<unknown> {
  if (tracing && !traced) {
    loadRare().traceCalls([glueClient, factClient]);
    traced = true;
  }
  const processor = new BatchProcessor(EventType.SQS);
  const handle = openBatch(
    batch.Records.map(({ body }) => body),
    toolsFor(context),
  );
  try {
    return await processPartialResponse(
      { Records: [...batch.Records] },
      (record: { readonly body: string }) => handle(record.body),
      processor,
      {
        // The answer names them all: an error would say the same, and count as one of the function.
        throwOnFullBatchFailure: false,
      },
    );
  } finally {
    metrics.publishStoredMetrics();
  }
}
