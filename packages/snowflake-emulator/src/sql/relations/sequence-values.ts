import type { Schema } from "../../objects/schema";
import type { Sequence } from "../../objects/sequence";
import { requireWritable } from "../../replication/read-only";
import { objectById } from "../../state/account-state";
import type { ExecutionContext } from "../statement";

/** The schemas in which a sequence of this path can be; those that the active roles can't use are none. */
function schemasOf({ access, account, session }: ExecutionContext, path: readonly string[]): readonly Schema[] {
  const { DATABASE, SCHEMA } = account.state.objects;
  const [schemaName, databaseName] = path.slice(0, -1).reverse();
  const database =
    databaseName === undefined ? objectById(account.state, "DATABASE", session.databaseId) : DATABASE.get(databaseName);
  if (database === undefined || !access.canUse("DATABASE", database)) return [];
  const current = objectById(account.state, "SCHEMA", session.schemaId);
  const found =
    schemaName === undefined
      ? [current?.parentId === database.id ? current : undefined, SCHEMA.get("PUBLIC", database.id)]
      : [SCHEMA.get(schemaName, database.id)];
  return found.flatMap((schema) => (schema !== undefined && access.canUse("SCHEMA", schema) ? [schema] : []));
}

/** The sequence of a path of one to three parts, when the active roles may use it (D: NEXTVAL needs USAGE). */
export function findSequence(context: ExecutionContext, path: readonly string[]): Sequence | undefined {
  const { access, account } = context;
  for (const schema of schemasOf(context, path)) {
    const found = account.state.objects.SEQUENCE.get(path.at(-1) ?? "", schema.id);
    if (found !== undefined) return access.may("SEQUENCE", found, ["USAGE"]) ? found : undefined;
  }
  return undefined;
}

/** SQL of `path.NEXTVAL`; undefined: there is no such sequence. Throws 003903 for one of a secondary database. */
export async function sequenceSql(context: ExecutionContext, path: readonly string[]): Promise<string | undefined> {
  const { account, queryId } = context;
  const sequence = findSequence(context, path);
  if (sequence === undefined) return undefined;
  requireWritable(account.state, sequence.parentId);
  return account.data.tables.sequences.sql(sequence, queryId);
}

/** Tells the catalog how far the sequences have gone that a statement drew from, also when it failed (D: Using sequences). */
export async function settleSequences({
  account,
  queryId,
}: Pick<ExecutionContext, "account" | "queryId">): Promise<void> {
  const settled = await account.data.tables.sequences.settle(queryId);
  if (settled.length === 0) return;
  const { SEQUENCE } = account.state.objects;
  account.state.changes.transact(() => {
    for (const { id, next, increment } of settled) {
      const sequence = SEQUENCE.byId(id);
      if (sequence === undefined || sequence.increment !== increment || sequence.next === next) continue;
      SEQUENCE.edit(sequence);
      sequence.next = next;
    }
  });
}
