import type { SyncSettings } from "./settings";

/** Whether the tables of a Glue database are synced: `databases` names it, or what its name begins with. */
export function isSynced(glueDatabase: string, { databases }: Pick<SyncSettings, "databases">): boolean {
  return (
    databases === undefined ||
    databases.some((one) => (one.endsWith("*") ? glueDatabase.startsWith(one.slice(0, -1)) : glueDatabase === one))
  );
}
