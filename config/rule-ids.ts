/**
 * The ids of the rules that synthesis applies; the rules themselves are in constructs/policies, a file each of that name. They
 * are a contract: a configuration that suppresses one names it so.
 */
export const RULE_IDS = [
  "analyst-reads-only-prod",
  "catalog-is-signed-for-its-region",
  "catalog-linked-database-is-never-replaced",
  "catalog-linked-database-states-its-writes",
  "connection-leads-to-another-region",
  "each-account-has-its-twin",
  "event-rule-skips-failed-calls",
  "event-target-keeps-what-it-loses",
  "events-are-swept",
  "external-ids-are-set-and-unique",
  "external-volume-does-not-write",
  "failover-group-carries-what-replicates",
  "failover-group-commands-run-on-their-side",
  "failover-group-creation-is-legal",
  "failover-group-lists-what-it-carries",
  "failover-group-schedule-is-possible",
  "failover-needs-business-critical",
  "failover-path-avoids-the-lost-region",
  "grants-are-on-both-sides",
  "lake-formation-admin-is-not-snowflake",
  "lake-formation-grants-only-read",
  "lake-formation-settings-have-one-owner",
  "materialized-views-are-legal",
  "names-are-legal",
  "object-is-in-one-failover-group",
  "one-catalog-linked-database-writes",
  "queue-consumer-tells-what-failed",
  "queue-is-watched",
  "registration-role-is-not-snowflake",
  "replacement-keeps-grants",
  "replica-of-the-lake-is-not-written",
  "replicated-database-has-a-failover-group",
  "replicated-database-holds-native-tables",
  "replication-keeps-the-recovery-point",
  "roles-only-read",
  "snapshots-outlive-the-lag",
  "state-outlives-the-lost-region",
  "stateful-is-kept",
  "tasks-do-not-overlap",
  "trust-takes-external-id",
] as const;

/** The id of a rule. */
export type RuleId = (typeof RULE_IDS)[number];
