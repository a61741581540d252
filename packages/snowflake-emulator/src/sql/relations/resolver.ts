import type { Access } from "../../grants/access";
import type { Schema } from "../../objects/schema";
import type { ObjectId } from "../../objects/snowflake-object";
import type { TimeTravel } from "../../query/ast";
import type { BoundRelation, QueryScope, RowFilter } from "../../query/compile/scope";
import type { ExecutionContext } from "../statement";

/** On whose behalf names are looked up: the session's roles, or a view's owner. */
export interface Reader {
  /** Its access and its session's database and schema decide what unqualified names mean and what is allowed. */
  readonly context: ExecutionContext;
  /** Views that are being expanded, the outermost first: one in it again is a cycle. */
  readonly views: readonly ObjectId[];
  /** Only columns are asked for: rows need not be there. */
  readonly columnsOnly?: boolean;
  /** The scope for the query of a view: of its owner, from its own schema. */
  scopeOf(reader: Reader): QueryScope;
}

/** What a name in FROM is asked for. */
export interface RelationRequest {
  readonly schema: Schema;
  readonly name: string;
  /** The name as it was written, for messages. */
  readonly shown: string;
  readonly timeTravel: TimeTravel | undefined;
  /** What its rows are asked for. Absent: all of them. */
  readonly filter?: RowFilter | undefined;
}

/**
 * One kind of thing that a name in FROM can mean: native tables, Iceberg tables, external tables, views, materialized
 * views. Each kind is asked in turn, and the first that has an object of the name decides.
 */
export interface RelationKind {
  /**
   * Binds the relation of this name; undefined when this kind has none. Rejects with 002003 when the reader must not know of
   * it, with 003001 when it may not read it.
   */
  bind(reader: Reader, request: RelationRequest): Promise<BoundRelation> | undefined;
}

/** The context in which an owner's query is read: its role alone, names from this schema on, no temporary tables. */
export function ownersContext(context: ExecutionContext, access: Access, schema: Schema): ExecutionContext {
  const session = { ...context.session, id: 0, databaseId: schema.parentId, schemaId: schema.id };
  return { ...context, access, session };
}
