import type { Table } from "../objects/table";
import { ChangeLog } from "./change-log";
import { ObjectCollection } from "./object-collection";

/**
 * The temporary tables of all sessions. They are no part of the account's state: nobody else sees them, no journal keeps
 * them, and they may have the name of a permanent table, which they hide (D: Working with temporary and transient tables).
 */
export class TemporaryTables {
  readonly changes = new ChangeLog();
  readonly #bySession = new Map<number, ObjectCollection<Table>>();

  /** The tables of a session. */
  of(sessionId: number): ObjectCollection<Table> {
    const known = this.#bySession.get(sessionId);
    if (known !== undefined) return known;
    const tables = new ObjectCollection<Table>(`temporary tables of session ${sessionId}`, this.changes);
    this.#bySession.set(sessionId, tables);
    return tables;
  }

  /** The table of this name that a session has in a schema. Sessions without temporary tables cost nothing. */
  find(sessionId: number, schemaId: number, name: string): Table | undefined {
    return this.#bySession.get(sessionId)?.get(name, schemaId);
  }

  /** Every temporary table that there is. */
  *all(): IterableIterator<Table> {
    for (const tables of this.#bySession.values()) yield* tables.values();
  }

  /** All of them are gone, with their rows: the account's state was put back. */
  forgetAll(): void {
    this.#bySession.clear();
  }

  /** The session has ended: its tables go. */
  closeSession(sessionId: number): void {
    const tables = this.#bySession.get(sessionId);
    if (tables === undefined) return;
    this.changes.transact(() => {
      for (const table of [...tables.values()]) tables.drop(table);
    });
    this.#bySession.delete(sessionId);
  }
}
