import type { AccountRole, TwinbergConfig } from "../../config/schema";
import { MARK_PREFIX } from "../../procedures/sync-prod/mark";
import { qualifiedName } from "../../sql/identifier";
import type { DataKind } from "./data-kinds";
import { type CleanupObservation, resourcesIn, type SeenRelation, type StateResource } from "./observation";
import { accountOf } from "./stack-order";

/** What a resource holds, which decides whether it may be destroyed without being named. */
export type Holding =
  | { readonly kind: "data"; readonly data: DataKind }
  /** Nothing that the next apply wouldn't bring back. */
  | { readonly kind: "nothing" }
  /** It would hold data, and the configuration doesn't know it by this name. */
  | { readonly kind: "unknown"; readonly name: string };

/** Databases that always hold data of their own, and those that do when people have put something into them. */
type DatabaseUse = "ops" | "monitoring" | "prod" | "external" | "sync" | "linked";

const DROPS_DATABASE = /^DROP DATABASE IF EXISTS "((?:[^"]|"")+)"$/;
const GLUE = ["aws_glue_catalog_database", "aws_glue_catalog_table", "aws_lakeformation_data_lake_settings"];
const IN_DATABASES = ["snowflake_schema", "snowflake_table"];

/** What the configuration's databases are for, by name. */
export function databaseUses(config: TwinbergConfig): ReadonlyMap<string, DatabaseUse> {
  const { operations, monitoring, prod, external, catalogLinked } = config.databases;
  const { tableSync } = config;
  return new Map<string, DatabaseUse>([
    [catalogLinked.name, "linked"],
    ...[...(tableSync?.databases ?? []), ...(tableSync === undefined ? [] : [tableSync.stageDatabase])].map(
      (name): [string, DatabaseUse] => [name, "sync"],
    ),
    [external.name, "external"],
    [prod.name, "prod"],
    [monitoring.name, "monitoring"],
    [operations.name, "ops"],
  ]);
}

/** Tells what resources of the stacks hold, by what was observed. */
export class Holdings {
  private readonly uses: ReadonlyMap<string, DatabaseUse>;
  /** What was told before: each resource of a database asks for it. */
  private readonly others = new Map<string, readonly string[]>();

  constructor(
    private readonly config: TwinbergConfig,
    private readonly observation: Pick<CleanupObservation, "stacks" | "accounts">,
  ) {
    this.uses = databaseUses(config);
  }

  /** What a resource of a stack holds. */
  of(stack: string, { type, name, database, bucket, revert }: StateResource): Holding {
    if (type.startsWith("aws_s3_bucket")) return this.bucket(stack, bucket ?? "");
    if (GLUE.includes(type)) return { kind: "data", data: "glue" };
    if (type.startsWith("aws_secretsmanager_secret")) return { kind: "data", data: "secrets" };
    if (type === "snowflake_database") return this.database(stack, name ?? "");
    if (IN_DATABASES.includes(type)) return this.database(stack, database ?? "");
    const dropped = type === "snowflake_execute" ? DROPS_DATABASE.exec(revert ?? "")?.[1] : undefined;
    return dropped === undefined ? { kind: "nothing" } : this.database(stack, dropped.replaceAll('""', '"'));
  }

  /** What somebody else has put into one of the databases of an account, by whole names in SQL, sorted. */
  othersIn(account: AccountRole, database: string): readonly string[] {
    const key = `${account} ${database}`;
    const found = this.others.get(key) ?? this.findOthers(account, database);
    this.others.set(key, found);
    return found;
  }

  private findOthers(account: AccountRole, database: string): readonly string[] {
    const seen = this.observation.accounts[account];
    const relations = seen.known ? (seen.value.databases.get(database) ?? []) : [];
    const declared = this.declaredIn(account, database);
    return relations
      .filter((one) => !declared.has(qualifiedName(one.schema, one.name)) && !this.isMade(database, one))
      .map(({ schema, name }) => qualifiedName(database, schema, name))
      .sort();
  }

  /** What the database of an account holds that is to be asked about; undefined: nothing. */
  dataIn(account: AccountRole, database: string): DataKind | undefined {
    const use = this.uses.get(database);
    if (use === undefined || use === "linked") return undefined;
    if (use === "ops" || use === "monitoring") return use;
    return this.othersIn(account, database).length > 0 ? use : undefined;
  }

  private bucket(stack: string, bucket: string): Holding {
    if (stack === "lake" && bucket === this.config.lake.bucket) return { kind: "data", data: "lake" };
    if (stack === "controller" && bucket === this.config.failover.controller.bucket) {
      return { kind: "data", data: "controller" };
    }
    return { kind: "unknown", name: `bucket ${bucket}` };
  }

  private database(stack: string, database: string): Holding {
    const account = accountOf(this.config, stack);
    if (account === undefined || !this.uses.has(database)) return { kind: "unknown", name: `database ${database}` };
    const data = this.dataIn(account, database);
    return data === undefined ? { kind: "nothing" } : { kind: "data", data };
  }

  /** Made at run time by what is being removed: views by SYNC_PROD, external tables by the sync. */
  private isMade(database: string, { kind, comment }: SeenRelation): boolean {
    return this.uses.get(database) === "sync" ? kind === "external" : comment.startsWith(MARK_PREFIX);
  }

  private declaredIn(account: AccountRole, database: string): ReadonlySet<string> {
    return new Set(
      [...this.observation.stacks.keys()]
        .filter((stack) => accountOf(this.config, stack) === account)
        .flatMap((stack) => resourcesIn(this.observation, stack))
        .flatMap((one) =>
          one.database === database && one.schema !== undefined && one.name !== undefined
            ? [qualifiedName(one.schema, one.name)]
            : [],
        ),
    );
  }
}
