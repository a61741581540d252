import type { Database } from "../objects/database";
import type { Schema } from "../objects/schema";
import { objectById } from "../state/account-state";
import type { Cursor } from "./cursor";
import { currentDatabase, findDatabase, findSchema, type Path } from "./names";
import type { ExecutionContext } from "./statement";

/** Where SHOW looks: as written after IN. */
export type ShowScope =
  /** No IN: the session's database, or the account when it has none (D: SHOW TABLES and others). */
  | { readonly kind: "DEFAULT" }
  | { readonly kind: "ACCOUNT" }
  /** undefined: the session's. */
  | { readonly kind: "DATABASE"; readonly name: string | undefined }
  /** Empty: the session's. */
  | { readonly kind: "SCHEMA"; readonly path: Path };

const startsName = (cursor: Cursor) => {
  const { kind, value } = cursor.peek();
  return kind === "quoted" || (kind === "word" && !["STARTS", "LIMIT", "LIKE"].includes(value));
};

/** Reads `[IN { ACCOUNT | DATABASE [name] | [SCHEMA] [name] }]`. */
export function readShowScope(cursor: Cursor): ShowScope {
  if (!cursor.take("IN")) return { kind: "DEFAULT" };
  if (cursor.take("ACCOUNT")) return { kind: "ACCOUNT" };
  if (cursor.take("DATABASE")) {
    return { kind: "DATABASE", name: startsName(cursor) ? cursor.identifier() : undefined };
  }
  if (cursor.take("SCHEMA")) return { kind: "SCHEMA", path: startsName(cursor) ? cursor.path(2) : [] };
  return { kind: "SCHEMA", path: cursor.path(2) };
}

/** The databases that a scope reaches and the active roles can use, by name. Throws 002003 and 090105 like names do. */
export function databasesIn(context: ExecutionContext, scope: ShowScope, action: string): readonly Database[] {
  const { access, account, session } = context;
  if (scope.kind === "DATABASE") {
    return [scope.name === undefined ? currentDatabase(context, action) : findDatabase(context, scope.name)];
  }
  const current = objectById(account.state, "DATABASE", session.databaseId);
  if (scope.kind === "DEFAULT" && current !== undefined) return access.canUse("DATABASE", current) ? [current] : [];
  return access.visible("DATABASE").filter((database) => access.canUse("DATABASE", database));
}

/** The schemas that a scope reaches and the active roles can use, by database and name. */
export function schemasIn(context: ExecutionContext, scope: ShowScope, action: string): readonly Schema[] {
  if (scope.kind === "SCHEMA") return [findSchema(context, scope.path, action)];
  const { access } = context;
  return databasesIn(context, scope, action).flatMap((database) =>
    access.visible("SCHEMA", database.id).filter((schema) => access.canUse("SCHEMA", schema)),
  );
}
