import { isAwsFailure } from "../aws/aws-errors";
import { mapWithLimit } from "../aws/concurrency";
import { SnowflakeError } from "../errors";
import type { LakeAccount } from "../iceberg/lake-account";
import type { LakeSession } from "../iceberg/lake-session";
import { RemoteAccessError } from "../iceberg/remote-catalog";
import type { ExternalTable } from "../objects/external-table";
import type { EventSource } from "../time/event-source";
import { nextTime } from "../time/schedule";
import { applyFiles, findFiles, registered } from "./registration";

/** A: Snowflake waits for the bucket's events; here a table looks for itself. */
const INTERVAL = { kind: "interval", milliseconds: 60_000 } as const;
const TABLES_AT_ONCE = 4;

/** Refreshes the external tables of an account that have AUTO_REFRESH, every minute from their creation on. */
export class ExternalRefresh implements EventSource {
  readonly name: string;
  readonly #underWay = new Set<number>();

  constructor(
    private readonly account: LakeAccount,
    private readonly newSession: () => LakeSession,
  ) {
    this.name = `refreshes of external tables of ${account.identifier}`;
  }

  nextDue(after: number): number | undefined {
    const times = this.#tables().flatMap(({ createdOn }) => nextTime(INTERVAL, createdOn, after) ?? []);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  async run(at: number): Promise<void> {
    const due = this.#tables().filter(
      ({ id, createdOn }) => nextTime(INTERVAL, createdOn, at - 1) === at && !this.#underWay.has(id),
    );
    for (const { id } of due) this.#underWay.add(id);
    const lake = this.newSession();
    await mapWithLimit(due, TABLES_AT_ONCE, (table) => this.#refresh(lake, table));
    await this.account.flush();
  }

  #tables(): readonly ExternalTable[] {
    return [...this.account.state.objects.EXTERNAL_TABLE.values()].filter((table) => table.autoRefresh);
  }

  async #refresh(lake: LakeSession, table: ExternalTable): Promise<void> {
    try {
      const found = await findFiles(this.account, lake, table);
      const isNews = registered(table.files, found).changes.length > 0 || table.lastRefreshProblem !== null;
      if (isNews) applyFiles(this.account, table, found);
    } catch (error) {
      this.#failed(table, error);
    } finally {
      this.#underWay.delete(table.id);
    }
  }

  /** What stood in the way is shown with the table; a defect is thrown on. */
  #failed({ id }: ExternalTable, error: unknown): void {
    if (!(error instanceof SnowflakeError) && !(error instanceof RemoteAccessError) && !isAwsFailure(error))
      throw error;
    const { state } = this.account;
    const table = state.objects.EXTERNAL_TABLE.byId(id);
    if (table === undefined || table.lastRefreshProblem === error.message) return;
    state.changes.transact(() => {
      state.objects.EXTERNAL_TABLE.edit(table);
      table.lastRefreshProblem = error.message;
    });
  }
}
