import type { AccountRole } from "../../../config/schema";
import type { Fact } from "../../../lambda-src/table-sync";
import { MemoryJournalStore, MemoryLeaseStore } from "../../../operator/failover/memory-stores";
import { Looker } from "../../../operator/status/looker";
import { demoConfig } from "../../helpers/demo-config";

/** An account that answers its clock and refuses everything else, and counts logins and logouts. */
function lab({ factsFail = false } = {}) {
  const log: string[] = [];
  let now = Date.parse("2026-03-01T12:00:00.000Z");
  let down: AccountRole | undefined;
  let scans = 0;
  const fact: Fact = {
    identity: { catalog: "1", database: "raw__a", table: "t" },
    state: "IN_STEP",
    reason: "",
    target: '"A"."B"."T"',
    version: { created: 0, version: 1, updated: 0 },
    source: "",
    mark: "",
    partitions: [],
    queryId: "",
    at: now - 60_000,
    leasedUntil: 0,
    revision: 1,
  };
  const looker = new Looker({
    config: demoConfig(),
    open: async (account) => {
      if (down === account) throw new Error("connect ECONNREFUSED");
      log.push(`login ${account}`);
      return {
        account,
        execute: async (sql) => {
          if (sql.includes("AS NOW")) return [{ NOW: now }];
          throw Object.assign(new Error("not authorized"), { code: "003001" });
        },
        close: async () => void log.push(`logout ${account}`),
      };
    },
    leases: new MemoryLeaseStore(),
    journals: new MemoryJournalStore(),
    tableSync: {
      facts: async () => {
        scans += 1;
        if (factsFail) throw new Error("AccessDeniedException");
        return [fact];
      },
      messages: async (queue) => (queue === "deadLetters" ? 4 : 0),
      close: () => undefined,
    },
    clock: () => new Date(now),
  });
  return {
    ...{ looker, log },
    scans: () => scans,
    pass: (ms: number) => {
      now += ms;
    },
    lose: (account: AccountRole | undefined) => {
      down = account;
    },
  };
}

describe("looking again and again", () => {
  it("stays logged in while both accounts answer, also when they refuse", async () => {
    const { looker, log } = lab();
    await looker.look();
    const { workings } = await looker.look();
    expect(log.sort()).toEqual(["login primary", "login secondary"]);
    expect(workings.primary).toMatchObject({
      known: true,
      value: { drift: { known: false, reason: "not authorized" } },
    });
    await looker.close();
    expect(log).toHaveLength(4);
  });

  it("logs in anew after an account was out of reach, and sees it again", async () => {
    const { looker, log, lose } = lab();
    lose("primary");
    const { status, workings } = await looker.look();
    expect(status.observation.accounts.primary).toMatchObject({ reachable: false, reason: "connect ECONNREFUSED" });
    expect(workings.primary).toEqual({ known: false, reason: "connect ECONNREFUSED" });
    expect(workings.secondary.known).toBe(true);
    expect(log).toEqual(["login secondary", "logout secondary"]);
    lose(undefined);
    expect((await looker.look()).workings.primary.known).toBe(true);
    await looker.close();
  });

  it("reads all tables at most once a minute", async () => {
    const { looker, scans, pass } = lab();
    await looker.look();
    pass(59_000);
    const { tableSync } = await looker.look();
    expect(scans()).toBe(1);
    pass(1000);
    await looker.look();
    expect(scans()).toBe(2);
    expect(tableSync).toMatchObject({
      tables: { known: true, value: [{ name: "raw__a.t", state: "IN_STEP", worked: false }] },
      deadLetters: { known: true, value: 4 },
    });
    await looker.close();
  });

  it("tells why the tables can't be read, and the queues all the same", async () => {
    const { looker } = lab({ factsFail: true });
    expect((await looker.look()).tableSync).toMatchObject({
      tables: { known: false, reason: "AccessDeniedException" },
      deadLetters: { known: true, value: 4 },
    });
    await looker.close();
  });
});
