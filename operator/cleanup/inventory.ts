import { ACCOUNT_ROLES, type TwinbergConfig } from "../../config/schema";
import { tableSyncNames } from "../../config/table-sync-names";
import { ALL_DATA_KINDS, type DataKind } from "./data-kinds";
import { databaseUses, type Holdings } from "./holdings";
import { type CleanupObservation, resourcesIn, type SeenContents, type StateResource } from "./observation";
import { counted, renderContents, renderRelations } from "./sizes";
import { accountOf } from "./stack-order";
import type { DataItem } from "./step";

/** Every thing that holds data and is there, with its size or count, in the order of the kinds. Pure. */
export function inventoryOf(
  config: TwinbergConfig,
  observation: CleanupObservation,
  holdings: Holdings,
): readonly DataItem[] {
  const items = [
    ...bucketItems(config, observation),
    ...glueItems(config, observation),
    ...databaseItems(config, observation, holdings),
    ...secretItems(config, observation),
    ...stateItems(config, observation),
  ];
  return ALL_DATA_KINDS.flatMap((data) => items.filter((item) => item.data === data));
}

function bucketItems({ lake, failover }: TwinbergConfig, observation: CleanupObservation): readonly DataItem[] {
  const item = (data: DataKind, stack: string, bucket: string): readonly DataItem[] => {
    const contents = observation.aws.known ? observation.aws.value.buckets.get(bucket) : undefined;
    const owned = has(observation, stack, ({ type, bucket: name }) => type === "aws_s3_bucket" && name === bucket);
    return contents === undefined || contents === null
      ? []
      : [{ data, what: `s3://${bucket}`, holds: renderContents(contents), owned }];
  };
  return [...item("lake", "lake", lake.bucket), ...item("controller", "controller", failover.controller.bucket)];
}

function glueItems({ lake }: TwinbergConfig, observation: CleanupObservation): readonly DataItem[] {
  const tables = observation.aws.known ? observation.aws.value.glueTables : null;
  const owned = has(observation, "lake", ({ type }) => type === "aws_glue_catalog_database");
  return tables === null
    ? []
    : [{ data: "glue", what: `Glue database ${lake.glueDatabase}`, holds: counted(tables.length, "table"), owned }];
}

function databaseItems(
  config: TwinbergConfig,
  observation: CleanupObservation,
  holdings: Holdings,
): readonly DataItem[] {
  return ACCOUNT_ROLES.flatMap((account) => {
    const seen = observation.accounts[account];
    if (!seen.known) return [];
    return [...databaseUses(config).keys()].flatMap((database): readonly DataItem[] => {
      const relations = seen.value.databases.get(database);
      const data = holdings.dataIn(account, database);
      if (relations === undefined || data === undefined) return [];
      const others = data === "ops" || data === "monitoring" ? [] : holdings.othersIn(account, database);
      const shown = others.slice(0, 3).join(", ");
      const madeByOthers =
        others.length === 0
          ? ""
          : `; made by others: ${shown}${others.length > 3 ? ` and ${others.length - 3} more` : ""}`;
      return [
        {
          data,
          account,
          what: `database ${database} in ${config.accounts[account].name}`,
          holds: `${renderRelations(relations)}${madeByOthers}`,
          owned: [...observation.stacks.keys()].some(
            (stack) =>
              accountOf(config, stack) === account && has(observation, stack, (one) => isDatabase(one, database)),
          ),
        },
      ];
    });
  });
}

function isDatabase({ type, name, revert }: StateResource, database: string): boolean {
  return type === "snowflake_database" ? name === database : revert === `DROP DATABASE IF EXISTS "${database}"`;
}

function secretItems(config: TwinbergConfig, observation: CleanupObservation): readonly DataItem[] {
  const owned = has(observation, "table-sync", ({ type }) => type === "aws_secretsmanager_secret");
  return owned
    ? [
        {
          data: "secrets",
          what: `secret ${tableSyncNames(config).secret}`,
          holds: "the table sync's private key",
          owned,
        },
      ]
    : [];
}

function stateItems({ backend }: TwinbergConfig, observation: CleanupObservation): readonly DataItem[] {
  const count = stacksWithState(observation).length;
  if (backend.type === "cloud" || count === 0) return [];
  const what =
    backend.type === "local" ? `state files in ${backend.directory}` : `s3://${backend.bucket}/${backend.keyPrefix}`;
  return [{ data: "state", what, holds: `of ${counted(count, "stack")}`, owned: true }];
}

/** Stacks that there is a state of, be it an empty one, sorted. */
export function stacksWithState({ stacks }: CleanupObservation): readonly string[] {
  return [...stacks].flatMap(([stack, state]) => (state.known && state.value !== null ? [stack] : [])).sort();
}

/** What is in one of the buckets, where it is known. */
export function contentsOf({ aws }: CleanupObservation, bucket: string): SeenContents | null {
  return aws.known ? (aws.value.buckets.get(bucket) ?? null) : null;
}

function has(observation: CleanupObservation, stack: string, is: (one: StateResource) => boolean): boolean {
  return resourcesIn(observation, stack).some(is);
}
