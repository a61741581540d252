import {
  insufficientPrivileges,
  materializedViewInvalid,
  notEmulated,
  relationDoesNotExist,
  SnowflakeError,
  viewColumnCount,
  viewCycle,
  viewExpansionFailed,
} from "../../errors";
import { Access } from "../../grants/access";
import type { SnowflakeObject } from "../../objects/snowflake-object";
import type { MaterializedView, View } from "../../objects/view";
import type { Query } from "../../query/ast";
import { compileQuery } from "../../query/compile";
import type { BoundRelation } from "../../query/compile/scope";
import { parseQuery } from "../../query/parse";
import { type AccountState, objectById } from "../../state/account-state";
import { Cursor } from "../cursor";
import { fullName } from "../names";
import { tokenize } from "../tokenizer";
import { ownersContext, type Reader, type RelationKind, type RelationRequest } from "./resolver";

type AnyView = View | MaterializedView;

const trees = new WeakMap<AnyView, { readonly text: string; readonly query: Query }>();

/** A view's query, parsed once for each text. */
export function viewQuery(view: AnyView): Query {
  const known = trees.get(view);
  if (known?.text === view.query) return known.query;
  const query = parseQuery(new Cursor(tokenize(view.query)));
  trees.set(view, { text: view.query, query });
  return query;
}

/**
 * Expands a view: its query is compiled anew with its owner's rights, from its own schema (D: CREATE VIEW, usage notes). Throws
 * 002037 with the reason when that fails, 002057 when the query gives another number of columns than at creation.
 */
export async function expandView(
  reader: Reader,
  view: AnyView,
  { schema, shown }: Pick<RelationRequest, "schema" | "shown">,
): Promise<BoundRelation> {
  const { context, views } = reader;
  const { account } = context;
  if (views.includes(view.id)) throw viewCycle(shown);
  const owner = { userId: context.session.userId, primaryRoleId: view.ownerRoleId, secondaryRoles: "NONE" as const };
  const access = new Access(account.state, owner, account.identity.locator);
  const inner: Reader = { ...reader, context: ownersContext(context, access, schema), views: [...views, view.id] };
  try {
    const compiled = await compileQuery(viewQuery(view), reader.scopeOf(inner));
    if (compiled.columns.length !== view.columns.length) {
      throw viewColumnCount(fullName(context, view), view.columns.length, compiled.columns.length);
    }
    const columns = compiled.columns.map(({ type, nullable }, index) => ({
      name: view.columns[index]?.name ?? "",
      type,
      nullable: nullable ?? true,
    }));
    return { columns, source: { kind: "query", sql: compiled.sql } };
  } catch (error) {
    if (!(error instanceof SnowflakeError) || error.type !== "COMPILATION" || error.code === "002057") throw error;
    throw viewExpansionFailed(view.name, error.message);
  }
}

function check({ context }: Reader, type: "VIEW" | "MATERIALIZED_VIEW", view: AnyView, shown: string): void {
  const { access } = context;
  if (!access.sees(type, view)) throw relationDoesNotExist("Object", shown);
  if (!access.may(type, view, ["SELECT"])) throw insufficientPrivileges("view", view.name);
}

/** The table that a materialized view reads, if there still is one. */
export function materializedSourceTable(state: AccountState, view: MaterializedView): SnowflakeObject | undefined {
  const { sourceTableId: id } = view;
  return (
    objectById(state, "TABLE", id) ?? objectById(state, "ICEBERG_TABLE", id) ?? objectById(state, "EXTERNAL_TABLE", id)
  );
}

/** Why a materialized view can't be used: suspended, or its table is gone (D: Working with materialized views). Null: it can. */
export function invalidReason(state: AccountState, view: MaterializedView): string | null {
  if (view.invalidReason !== null) return view.invalidReason;
  return materializedSourceTable(state, view) === undefined ? "Base table dropped" : null;
}

/** Views. D: reading needs SELECT on the view; what it reads is read with its owner's rights. */
export const viewRelations: RelationKind = {
  bind(reader, request) {
    const view = reader.context.account.state.objects.VIEW.get(request.name, request.schema.id);
    if (view === undefined) return undefined;
    check(reader, "VIEW", view, request.shown);
    if (request.timeTravel !== undefined) throw notEmulated(`time travel (${request.timeTravel.when})`);
    return expandView(reader, view, request);
  },
};

/** Materialized views: computed at use, so they are never behind. Suspended ones and those without their table say so. */
export const materializedViewRelations: RelationKind = {
  bind(reader, request) {
    const { objects } = reader.context.account.state;
    const view = objects.MATERIALIZED_VIEW.get(request.name, request.schema.id);
    if (view === undefined) return undefined;
    check(reader, "MATERIALIZED_VIEW", view, request.shown);
    if (request.timeTravel !== undefined) throw notEmulated(`time travel (${request.timeTravel.when})`);
    const reason = invalidReason(reader.context.account.state, view);
    if (reason !== null) throw materializedViewInvalid(view.name, reason);
    return expandView(reader, view, request);
  },
};
