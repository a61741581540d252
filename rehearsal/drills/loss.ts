import { setTimeout as pause } from "node:timers/promises";
import type { TwinbergConfig } from "../../config/schema";
import {
  openSession,
  type SessionSettings,
  type SnowflakeSession,
  withSession,
} from "../../operator/snowflake/session";
import { qualifiedName } from "../../sql/identifier";
import type { SnowflakeControl } from "../clouds/control";
import type { Marks } from "./marks";

const LOOK_MS = 50;
const LOOKS = 200;

/** What was under way when the account was lost, and how it ended. Neither promise rejects. */
export interface Loss {
  /** What the refresh that was under way ended with; undefined: it ended well. */
  readonly refresh: Promise<string | undefined>;
  /** What the open transaction's COMMIT ended with; undefined: it ended well. The driver tries for minutes before it gives up. */
  readonly commit: Promise<string | undefined>;
  /** Brings the account back, if it is not back already. */
  comeBack(): Promise<void>;
}

/** Takes the primary down in the middle of a refresh of the database group and of a transaction that writes a mark. */
export async function losePrimary(
  control: SnowflakeControl,
  config: TwinbergConfig,
  sessions: Readonly<Record<"primary" | "secondary", SessionSettings>>,
  marks: Marks,
  mark: number,
): Promise<Loss> {
  const group = config.failover.databaseGroup.name;
  const { primary, secondary } = sessions;
  // Not logged out of: the session ends with the account, and there is nobody to say goodbye to.
  const writer = await openSession(primary);
  return withSession(secondary, async (refresher) => {
    await writer.execute(`USE WAREHOUSE ${qualifiedName(config.warehouses.query.name)}`);
    await writer.execute("BEGIN");
    await writer.execute(marks.insertion(mark));
    const release = await control.inject(`${config.organization}-${secondary.account}`, {
      kind: "refresh",
      group,
      phase: "PRIMARY_UPLOADING_DATA",
    });
    const refresh = failureOf(refresher, `ALTER FAILOVER GROUP ${qualifiedName(group)} REFRESH`);
    await withSession(secondary, (looker) => untilPhase(looker, group, "PRIMARY_UPLOADING_DATA"));
    const restore = await control.inject(`${config.organization}-${primary.account}`, { kind: "outage" });
    let down = true;
    const comeBack = async () => {
      if (!down) return;
      down = false;
      await restore();
    };
    try {
      await release();
      // The session that refreshes is needed until that has ended.
      await refresh;
      return { refresh, commit: failureOf(writer, "COMMIT"), comeBack };
    } catch (error) {
      await comeBack();
      throw error;
    }
  });
}

/** Waits until a refresh of a group is in a phase. @throws Error when it never is */
async function untilPhase(session: SnowflakeSession, group: string, phase: string): Promise<void> {
  const progress = `SELECT PHASE_NAME FROM TABLE(INFORMATION_SCHEMA.REPLICATION_GROUP_REFRESH_PROGRESS('${group}'))`;
  for (let look = 0; look < LOOKS; look += 1) {
    const rows = await session.execute(progress);
    if (rows.some(({ PHASE_NAME }) => PHASE_NAME === phase)) return;
    await pause(LOOK_MS);
  }
  throw new Error(`no refresh of ${group} came to ${phase}`);
}

function failureOf(session: SnowflakeSession, statement: string): Promise<string | undefined> {
  return session.execute(statement).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
}
