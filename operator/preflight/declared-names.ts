import { ACCOUNT_ROLES, type AccountRole, type TwinbergConfig } from "../../config/schema";
import { ACCESS_PURPOSES, accessRoleName } from "../../constructs/aws/arns";
import { LAKE_ACCESS_NAMES } from "../../constructs/snowflake/declared/lake-access-names";

/** Kinds of objects in a Snowflake account whose names the stacks take, as SHOW lists them. */
export const OBJECT_KINDS = [
  "ROLES",
  "WAREHOUSES",
  "RESOURCE MONITORS",
  "INTEGRATIONS",
  "EXTERNAL VOLUMES",
  "DATABASES",
  "FAILOVER GROUPS",
  "CONNECTIONS",
] as const;

/** One of {@link OBJECT_KINDS}. */
export type ObjectKind = (typeof OBJECT_KINDS)[number];

/** A name that a stack takes. */
export interface DeclaredName {
  readonly kind: ObjectKind;
  readonly name: string;
  /** The stack that makes it. */
  readonly stack: string;
}

/** The names that the stacks take in an account, which nobody else may have taken before. */
export function namesInSnowflake(config: TwinbergConfig, account: AccountRole): readonly DeclaredName[] {
  const { roles, warehouses, databases, failover, alerts } = config;
  const [foundation, carried, data] = [`${account}-account`, `failover-${account}`, `${account}-data`];
  const of = (stack: string, kind: ObjectKind, names: readonly (string | undefined)[]): readonly DeclaredName[] =>
    names.flatMap((name) => (name === undefined ? [] : [{ kind, name, stack }]));
  return [
    ...of(foundation, "ROLES", [roles.admin, roles.engineer, roles.analyst]),
    ...of(foundation, "WAREHOUSES", [warehouses.query.name, warehouses.tasks.name]),
    ...of(foundation, "RESOURCE MONITORS", [warehouses.resourceMonitor.name]),
    ...of(foundation, "INTEGRATIONS", [
      LAKE_ACCESS_NAMES.restCatalog,
      LAKE_ACCESS_NAMES.glueCatalog,
      alerts?.integration,
    ]),
    ...of(carried, "INTEGRATIONS", [LAKE_ACCESS_NAMES.storageIntegration]),
    ...of(carried, "EXTERNAL VOLUMES", [LAKE_ACCESS_NAMES.externalVolume]),
    ...of(carried, "DATABASES", [databases.operations.name]),
    ...of(carried, "FAILOVER GROUPS", [
      failover.accountGroup.name,
      failover.volumeGroup.name,
      failover.databaseGroup.name,
    ]),
    ...of(carried, "CONNECTIONS", [failover.connection?.name]),
    ...of(data, "DATABASES", [
      databases.external.name,
      databases.catalogLinked.name,
      databases.prod.name,
      databases.monitoring.name,
    ]),
  ];
}

/** The IAM roles that the stacks make, with the stack of each. */
export function iamRoleNames({ aws }: TwinbergConfig): readonly { readonly name: string; readonly stack: string }[] {
  const access = ACCOUNT_ROLES.flatMap((account) =>
    ACCESS_PURPOSES.map((purpose) => accessRoleName(aws, account, purpose)),
  );
  return [
    { name: `${aws.rolePrefix}-lake-registration`, stack: "lake" },
    // Shared purposes have one role for both accounts.
    ...[...new Set(access)].map((name) => ({ name, stack: "trust" })),
  ];
}
