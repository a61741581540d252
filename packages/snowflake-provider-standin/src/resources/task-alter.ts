import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { qualified } from "../sql/identifier";
import { parsePath, type SchemaObjectPath } from "./located-object";
import { findTask, type ShownTask, suspendRoots, suspendTask } from "./task-graph";
import { taskChanges } from "./task-properties";

/** Everything that an update changes, between suspending and resuming. @param toResume gets the roots that are suspended on the way */
export async function alterTask(
  data: ResourceData,
  session: ResourceSession,
  before: ShownTask,
  toResume: SchemaObjectPath[],
): Promise<void> {
  const alter = (change: string): Promise<void> => session.execute(`ALTER TASK ${qualified(...before.path)} ${change}`);
  const { set, unset } = taskChanges(data);
  if (unset.length > 0) await alter(`UNSET ${unset.join(", ")}`);
  if (data.hasChange("when")) await alter(data.isSet("when") ? `MODIFY WHEN ${data.string("when")}` : "REMOVE WHEN");
  if (data.hasChange("sql_statement")) await alter(`MODIFY AS ${data.string("sql_statement")}`);
  if (data.hasChange("finalize")) await alterFinalize(data, session, before, toResume);
  if (data.hasChange("after")) await alterAfter(data, session, before.path, toResume);
  if (set.length > 0) await alter(`SET ${set.join(", ")}`);
}

async function alterFinalize(
  data: ResourceData,
  session: ResourceSession,
  before: ShownTask,
  toResume: SchemaObjectPath[],
): Promise<void> {
  const root = data.isSet("finalize") ? parsePath(data.string("finalize")) : before.links.finalizedRoot;
  if (root === undefined) throw new Error(`task ${qualified(...before.path)} finalizes nothing: refresh the state`);
  const { started } = await findTask(session, root);
  if (started) await suspendTask(session, root);
  const change = data.isSet("finalize") ? `SET FINALIZE = ${qualified(...root)}` : "UNSET FINALIZE";
  await session.execute(`ALTER TASK ${qualified(...before.path)} ${change}`);
  if (started && !toResume.some((path) => qualified(...path) === qualified(...root))) toResume.push(root);
}

async function alterAfter(
  data: ResourceData,
  session: ResourceSession,
  path: SchemaObjectPath,
  toResume: SchemaObjectPath[],
): Promise<void> {
  const before = data.stringsBefore("after");
  const after = data.strings("after");
  const listed = (names: readonly string[]): string => names.map((name) => qualified(...parsePath(name))).join(", ");
  const added = after.filter((name) => !before.includes(name));
  const removed = before.filter((name) => !after.includes(name));
  for (const name of added) toResume.push(...(await suspendRoots(session, parsePath(name), undefined)));
  const alter = (change: string): Promise<void> => session.execute(`ALTER TASK ${qualified(...path)} ${change}`);
  if (added.length > 0) await alter(`ADD AFTER ${listed(added)}`);
  if (removed.length > 0) await alter(`REMOVE AFTER ${listed(removed)}`);
}
