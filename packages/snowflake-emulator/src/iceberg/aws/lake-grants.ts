/** What a permission of Lake Formation is on. Names are Glue's. */
export type LakeResource =
  | { readonly kind: "database"; readonly database: string }
  /** `table` undefined: all tables of the database. */
  | { readonly kind: "table"; readonly database: string; readonly table: string | undefined };

/** Permissions of one principal on one resource, as ListPermissions tells them. */
export interface LakeGrant {
  /** ARN of a role, `IAM_ALLOWED_PRINCIPALS`, or `<account>:IAMPrincipals`. */
  readonly principal: string;
  readonly resource: LakeResource;
  /** SELECT, DESCRIBE, ALL … */
  readonly permissions: readonly string[];
}

/** The settings that bear on reading. */
export interface LakeSettings {
  /** What a new database or table is open to: `IAM_ALLOWED_PRINCIPALS` means that IAM alone decides. */
  readonly databaseDefaults: readonly string[];
  readonly tableDefaults: readonly string[];
  /** AllowFullTableExternalDataAccess: engines outside of AWS get credentials for whole tables. */
  readonly fullTableExternalAccess: boolean;
}

const EVERYONE = "IAM_ALLOWED_PRINCIPALS";

/** Lake Formation's answers for one role. Source: Lake Formation Developer Guide, "Lake Formation permissions reference". */
export class LakeGrants {
  readonly #byDatabase = new Map<string, LakeGrant[]>();
  readonly #onDatabase = new Map<string, LakeGrant[]>();
  readonly #byTable = new Map<string, LakeGrant[]>();

  constructor(
    grants: readonly LakeGrant[],
    readonly settings: LakeSettings,
    private readonly roleArn: string,
  ) {
    for (const grant of grants) {
      const { resource } = grant;
      push(this.#byDatabase, resource.database, grant);
      if (resource.kind === "database") push(this.#onDatabase, resource.database, grant);
      else push(this.#byTable, tableKey(resource.database, resource.table), grant);
    }
  }

  /** Does the role see the database: by a permission on it, on anything in it, or because IAM alone decides? */
  describesDatabase(database: string): boolean {
    const own = this.#onDatabase.get(database) ?? [];
    return this.#open(own, this.settings.databaseDefaults) || this.#any(this.#byDatabase.get(database) ?? []);
  }

  /** Does the role see the table? Any permission on it or on all tables of its database will do. */
  describesTable(database: string, table: string): boolean {
    const grants = this.#ofTable(database, table);
    return this.#open(grants, this.settings.tableDefaults) || this.#any(grants);
  }

  /** May the role read the table's data? */
  selects(database: string, table: string): boolean {
    return this.#may("SELECT", database, table);
  }

  /** May the role add data to the table? */
  inserts(database: string, table: string): boolean {
    return this.#may("INSERT", database, table);
  }

  #may(permission: string, database: string, table: string): boolean {
    const grants = this.#ofTable(database, table);
    if (this.#open(grants, this.settings.tableDefaults)) return true;
    return this.#held(grants).some(({ permissions }) => permissions.some((one) => one === permission || isAll(one)));
  }

  #ofTable(database: string, table: string): readonly LakeGrant[] {
    const byName = this.#byTable.get(tableKey(database, table)) ?? [];
    return [...byName, ...(this.#byTable.get(tableKey(database, undefined)) ?? [])];
  }

  /** Is the resource left to IAM: granted to everybody, or never put under Lake Formation's rule? */
  #open(grants: readonly LakeGrant[], defaults: readonly string[]): boolean {
    if (grants.some(({ principal, permissions }) => principal === EVERYONE && permissions.some(isAll))) return true;
    return grants.length === 0 && defaults.includes(EVERYONE);
  }

  #any(grants: readonly LakeGrant[]): boolean {
    return this.#held(grants).some(({ permissions }) => permissions.length > 0);
  }

  #held(grants: readonly LakeGrant[]): readonly LakeGrant[] {
    const account = this.roleArn.split(":")[4] ?? "";
    return grants.filter(({ principal }) => principal === this.roleArn || principal === `${account}:IAMPrincipals`);
  }
}

const isAll = (permission: string) => permission === "ALL" || permission === "SUPER";

const tableKey = (database: string, table: string | undefined) =>
  table === undefined ? JSON.stringify([database]) : JSON.stringify([database, table]);

function push(map: Map<string, LakeGrant[]>, key: string, grant: LakeGrant): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [grant]);
  else list.push(grant);
}
