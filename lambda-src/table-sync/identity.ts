/** A table of the Glue Data Catalog. */
export interface TableIdentity {
  /** The catalog's id: an AWS account id of 12 digits. */
  readonly catalog: string;
  readonly database: string;
  readonly table: string;
}

/** A text that no two tables share: Glue's names may hold any character, so that a separator alone would not do. */
export function tableKey({ catalog, database, table }: TableIdentity): string {
  return JSON.stringify([catalog, database, table]);
}

/** A table as people write it. For messages only: two tables may look alike. */
export function tableLabel({ database, table }: Pick<TableIdentity, "database" | "table">): string {
  return `${database}.${table}`;
}
