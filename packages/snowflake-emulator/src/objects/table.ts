import type { Expression } from "../query/ast";
import type { DataType } from "../types/data-type";
import type { SnowflakeObject } from "./snowflake-object";

/** A column of a table. */
export interface TableColumn {
  name: string;
  type: DataType;
  nullable: boolean;
  /** What a row gets that says nothing of this column; undefined: NULL. */
  default?: Expression;
  /** The default as it was written, for DESCRIBE. */
  defaultText?: string;
  /** AUTOINCREMENT | IDENTITY. */
  identity?: { readonly start: number; readonly increment: number; readonly order: boolean };
  comment: string | null;
}

/** A constraint that is remembered; only NOT NULL is enforced (D: Constraints, overview). */
export interface TableConstraint {
  readonly name: string;
  readonly kind: "PRIMARY KEY" | "UNIQUE" | "FOREIGN KEY";
  readonly columns: readonly string[];
  /** Of a foreign key: the full name of the table that it points to, and its columns. */
  readonly references?: {
    readonly table: readonly string[];
    readonly columns: readonly string[];
    readonly onUpdate: string;
    readonly onDelete: string;
  };
  /** RELY: the optimizer may trust it. */
  readonly rely: boolean;
  readonly comment: string | null;
  /** Milliseconds since the epoch. */
  readonly createdOn: number;
}

/** A file that COPY INTO has loaded, as it was then. */
export interface LoadedFile {
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly loadedOn: number;
}

/** A native table. Its rows are kept by the data store, under its id. */
export interface Table extends SnowflakeObject {
  readonly kind: "TABLE" | "TRANSIENT" | "TEMPORARY";
  columns: TableColumn[];
  constraints: TableConstraint[];
  /** Expressions of CLUSTER BY as written; empty without. */
  clusterBy: readonly string[];
  changeTracking: boolean;
  enableSchemaEvolution: boolean;
  /** Parameters set on this table, by name. */
  parameters: Map<string, string>;
  /** Of a temporary table: the only session that sees it. */
  readonly sessionId: number | null;
  /** Of a table in a replica: which rows of its source it has. Absent: not known to be those of any. */
  rowsFrom?: string;
  /** What COPY INTO has loaded, by `s3://bucket/key`. Absent: nothing. */
  loads?: Readonly<Record<string, LoadedFile>>;
}
