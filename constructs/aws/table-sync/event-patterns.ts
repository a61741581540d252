import { GLUE_CHANGES, NATIVE_DETAIL_TYPES, TRAIL_DETAIL_TYPE } from "../../../lambda-src/table-sync/messages";

/** An event pattern of EventBridge. */
export type EventPattern = Readonly<Record<string, unknown>>;

/**
 * Glue's own events of tables and databases, of the synced databases only.
 * Source: docs.aws.amazon.com, glue/latest/dg/automating-awsglue-with-cloudwatch-events.
 *
 * @param databases names, or beginnings that end in `*`
 */
export function nativePattern(databases: readonly string[]): EventPattern {
  return {
    source: ["aws.glue"],
    "detail-type": NATIVE_DETAIL_TYPES,
    detail: { databaseName: databases.map(nameMatcher) },
  };
}

/**
 * Glue's API calls as CloudTrail records them: those that change something, that didn't fail, and that are about a synced
 * database, wherever a call names it.
 * Source: docs.aws.amazon.com, eventbridge/latest/userguide/eb-service-event-cloudtrail and eb-create-pattern-operators.
 *
 * @param databases names, or beginnings that end in `*`
 */
export function trailPattern(databases: readonly string[]): EventPattern {
  const names = databases.map(nameMatcher);
  return {
    source: ["aws.glue"],
    "detail-type": [TRAIL_DETAIL_TYPE],
    detail: {
      eventSource: ["glue.amazonaws.com"],
      eventName: GLUE_CHANGES,
      errorCode: [{ exists: false }],
      $or: [
        { requestParameters: { databaseName: names } },
        { requestParameters: { databaseInput: { name: names } } },
        { requestParameters: { name: names } },
      ],
    },
  };
}

/** Glue keeps names in lower case, and a call may spell them otherwise. */
function nameMatcher(name: string): EventPattern {
  if (name === "*") return { exists: true };
  return name.endsWith("*") ? { prefix: { "equals-ignore-case": name.slice(0, -1) } } : { "equals-ignore-case": name };
}
