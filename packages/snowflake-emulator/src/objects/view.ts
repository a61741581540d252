import type { DataType } from "../types/data-type";
import type { SnowflakeObject } from "./snowflake-object";

/** A column as the view was created with; what its query gives is found out anew at each use. */
export interface ViewColumn {
  readonly name: string;
  readonly type: DataType;
  comment: string | null;
}

interface AnyView extends SnowflakeObject {
  secure: boolean;
  /** The whole CREATE statement as it was sent: what SHOW VIEWS.text gives. */
  readonly text: string;
  /** The query's text alone. */
  readonly query: string;
  columns: ViewColumn[];
  /** Were the columns named in the statement? */
  readonly columnsNamed: boolean;
  /** Where unqualified names in the query are looked for: the view's own schema. */
  changeTracking: boolean;
}

/** A view: bound at use, so what it reads may go away (D: CREATE VIEW, usage notes). */
export interface View extends AnyView {
  readonly recursive: boolean;
  readonly copyGrants: boolean;
}

/** A materialized view over one table: its rows are computed at use, so it is never behind (D: Materialized views). */
export interface MaterializedView extends AnyView {
  clusterBy: readonly string[];
  /** Kept clustered: not after SUSPEND RECLUSTER. */
  reclustering: boolean;
  /** The table that it reads. */
  readonly sourceTableId: number;
  /** Suspended: it can't be used, and says so. */
  invalidReason: string | null;
}
