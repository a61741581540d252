import { blockOf, blocksOf, type DeclaredProgram, type ResourceArguments } from "./declared-program";
import { eachResource, type Judgement, type PolicyRule } from "./policy-rule";

const MINUTES_A_DAY = 1440;
const MILLISECONDS_A_MINUTE = 60_000;
const OLDEST_SNAPSHOT = "history.expire.max-snapshot-age-ms";

/** What a reader that lags may still ask for isn't removed before it can't lag any more. */
export const snapshotsOutliveTheLag: PolicyRule = {
  id: "snapshots-outlive-the-lag",
  requirements: ["R18"],
  reason: "a snapshot or file that goes while a replica still needs it makes the replica unreadable",
  source: "iceberg.apache.org/docs/latest/maintenance",
  fix: "keep snapshots and old versions for twice recoveryPointObjectiveMinutes or longer",
  judge: (program) => [
    ...eachResource("aws_glue_catalog_table_optimizer", (optimizer) => {
      const configuration = blockOf(optimizer, "configuration") ?? {};
      const retention = retentionOf(configuration, "retention_configuration", "snapshot_retention_period_in_days");
      const orphans = retentionOf(
        configuration,
        "orphan_file_deletion_configuration",
        "orphan_file_retention_period_in_days",
      );
      return [
        ...tooShort("snapshots are kept for", retention, program),
        ...tooShort("files without a snapshot are kept for", orphans, program),
      ];
    })(program),
    ...eachResource("aws_glue_catalog_table", ({ parameters }) => {
      const age =
        typeof parameters === "object" && parameters !== null ? Reflect.get(parameters, OLDEST_SNAPSHOT) : undefined;
      return age === undefined ? [] : tooShort("snapshots are kept for", Number(age) / MILLISECONDS_A_MINUTE, program);
    })(program),
    ...eachResource("aws_s3_bucket_lifecycle_configuration", (lifecycle) => lifecycleProblems(lifecycle, program))(
      program,
    ),
  ],
};

/** Of an optimizer's Iceberg settings, in minutes; undefined when it doesn't say. */
function retentionOf(configuration: ResourceArguments, kind: string, argument: string): number | undefined {
  const iceberg = blockOf(blockOf(configuration, kind) ?? {}, "iceberg_configuration");
  return iceberg?.[argument] === undefined ? undefined : Number(iceberg[argument]) * MINUTES_A_DAY;
}

function lifecycleProblems(lifecycle: ResourceArguments, program: DeclaredProgram): string[] {
  return blocksOf(lifecycle, "rule")
    .filter(({ status }) => status !== "Disabled")
    .flatMap((rule) => [
      ...tooShort("objects are kept for", daysOf(rule, "expiration", "days"), program),
      ...tooShort(
        "replaced objects are kept for",
        daysOf(rule, "noncurrent_version_expiration", "noncurrent_days"),
        program,
      ),
    ]);
}

function daysOf(rule: ResourceArguments, block: string, argument: string): number | undefined {
  const days = blockOf(rule, block)?.[argument];
  return days === undefined ? undefined : Number(days) * MINUTES_A_DAY;
}

function tooShort(what: string, minutes: number | undefined, { context }: DeclaredProgram): Judgement["problems"] {
  const least = 2 * context.recoveryPointMinutes;
  if (minutes === undefined || minutes >= least) {
    return [];
  }
  return [
    Number.isNaN(minutes)
      ? `how long ${what} can't be told`
      : `${what} ${minutes} minutes, and twice the recovery point objective is ${least}`,
  ];
}
