import type { AccountRole } from "../../../../config/schema";
import { type AccountPort, keepPorts } from "../../../../operator/failover/account-port";
import { observe } from "../../../../operator/failover/observe/observe";
import { GROUPS, NOW, TOPOLOGY } from "../observations";
import { refusal, type Script, scriptedPort } from "./scripted-port";

const [ACCOUNT_GROUP = "", VOLUME_GROUP = "", DATABASE_GROUP = ""] = GROUPS;
const EPOCH_MS = NOW.getTime();

const shownGroup = (account_name: string, name: string, is_primary: string, secondary_state: string | null) => ({
  account_name,
  name,
  is_primary,
  secondary_state,
});

const SHOWN = [
  ...GROUPS.map((name) => shownGroup("EAST", name, "true", null)),
  ...GROUPS.map((name) => shownGroup("WEST", name, "false", "STARTED")),
];

const row = (
  PHASE_NAME: string,
  STARTED: number,
  ENDED: number | null,
  SNAPSHOT: number | null,
  ERROR: string | null = null,
) => ({
  PHASE_NAME,
  JOB_UUID: `job-${STARTED}`,
  STARTED: EPOCH_MS - STARTED * 1000,
  ENDED: ENDED === null ? null : EPOCH_MS - ENDED * 1000,
  SNAPSHOT: SNAPSHOT === null ? null : EPOCH_MS - SNAPSHOT * 1000,
  ERROR,
});

const BASE: Script = [
  [/AS NOW$/, [{ NOW: EPOCH_MS }]],
  [/^SHOW FAILOVER GROUPS$/, SHOWN],
  [/REFRESH_HISTORY/, [row("COMPLETED", 305, 300, 304)]],
  [
    /^SHOW CONNECTIONS$/,
    [
      { account_name: "EAST", name: "LAKE", is_primary: "true" },
      { account_name: "WEST", name: "LAKE", is_primary: "false" },
    ],
  ],
  [/GET_CATALOG_LINKED_DATABASE_CONFIG/, [{ CONFIG: '{"allowed_write_operations":"none"}' }]],
  [/^SHOW TASKS/, TOPOLOGY.writerTasks.map((name) => ({ name, state: "started" }))],
  [/MAX\(EPOCH\)/, [{ EPOCH: "4" }]],
  [
    /HEARTBEAT_LOG/,
    [
      {
        HEALTHY: false,
        CHECKED: EPOCH_MS - 60_000,
        CHECKS: [
          { check: "view", object: "V", verdict: "bad", reason: "gone" },
          { check: "task", object: "T", verdict: "good", reason: "started" },
        ],
      },
    ],
  ],
  [/RECOVERY_POINT/, [{ WRITTEN: null }]],
];

const ports = (primary: Script, secondary: Script) => ({
  primary: async () => scriptedPort("primary", [...primary, ...BASE]),
  secondary: async () => scriptedPort("secondary", [...secondary, ...BASE]),
});
const look = (given: Readonly<Record<AccountRole, () => Promise<AccountPort>>>, limitMs?: number) =>
  observe(TOPOLOGY, given, () => NOW, limitMs);

describe("what is observed", () => {
  it("is each account's own half of everything", async () => {
    const { at, accounts } = await look(ports([], []));
    expect(at).toEqual(NOW);
    const common = {
      reachable: true,
      now: NOW,
      catalogWrites: { known: true, value: "NONE" },
      epoch: { known: true, value: 4 },
      heartbeat: {
        known: true,
        value: { checkedAt: new Date(EPOCH_MS - 60_000), healthy: false, reasons: ["bad: view of V: gone"] },
      },
      recoveryPoint: { known: true, value: null },
    };
    expect(accounts.primary).toMatchObject({ ...common, connectionIsPrimary: { known: true, value: true } });
    expect(accounts.secondary).toMatchObject({ ...common, connectionIsPrimary: { known: true, value: false } });
    if (!accounts.primary.reachable || !accounts.secondary.reachable) throw new Error("not reached");
    expect(accounts.primary.groups.get(DATABASE_GROUP)).toMatchObject({ known: true, value: { isPrimary: true } });
    expect(accounts.secondary.groups.get(DATABASE_GROUP)).toEqual({
      known: true,
      value: {
        isPrimary: false,
        schedule: "STARTED",
        refreshing: null,
        lastRefresh: { outcome: "COMPLETED", endedAt: new Date(EPOCH_MS - 300_000) },
        snapshotAt: new Date(EPOCH_MS - 304_000),
      },
    });
    expect(accounts.secondary.writerTasks.get("HEARTBEAT_TASK")).toEqual({ known: true, value: "started" });
  });

  it("has the refresh that goes on, the last that ended, and the snapshot of the last that was completed", async () => {
    const { accounts } = await look(
      ports(
        [],
        [
          [
            /REFRESH_HISTORY/,
            [
              row("SECONDARY_COMMITTING", 10, null, 9),
              row("FAILED", 100, 90, null, '{"errorCode":"003131","errorMessage":"dangling"}'),
              row("COMPLETED", 700, 690, 699),
            ],
          ],
        ],
      ),
    );
    expect(accounts.secondary.reachable && accounts.secondary.groups.get(VOLUME_GROUP)).toEqual({
      known: true,
      value: {
        isPrimary: false,
        schedule: "STARTED",
        refreshing: { phase: "SECONDARY_COMMITTING", jobId: "job-10" },
        lastRefresh: { outcome: "FAILED", endedAt: new Date(EPOCH_MS - 90_000), error: "003131: dangling" },
        snapshotAt: new Date(EPOCH_MS - 699_000),
      },
    });
  });

  it("has a reason for what can't be told", async () => {
    const { accounts } = await look(
      ports(
        [],
        [
          [/^SHOW FAILOVER GROUPS$/, SHOWN.filter(({ name }) => name !== ACCOUNT_GROUP)],
          [/^SHOW CONNECTIONS$/, []],
          [/GET_CATALOG_LINKED/, refusal("002003", "Database 'X' does not exist or not authorized.")],
          [/^SHOW TASKS/, []],
          [/MAX\(EPOCH\)/, [{ EPOCH: "none" }]],
        ],
      ),
    );
    const seen = accounts.secondary;
    if (!seen.reachable) throw new Error("not reached");
    expect(seen.groups.get(ACCOUNT_GROUP)).toEqual({
      known: false,
      reason: `there is no failover group ${ACCOUNT_GROUP} in WEST, or none that can be seen`,
    });
    expect(seen.groups.get(VOLUME_GROUP)?.known).toBe(true);
    expect(seen.connectionIsPrimary).toEqual({
      known: false,
      reason: "there is no connection LAKE in WEST, or none that can be seen",
    });
    expect(seen.catalogWrites).toEqual({ known: false, reason: "Database 'X' does not exist or not authorized." });
    expect(seen.writerTasks.get("HEARTBEAT_TASK")?.known).toBe(false);
    expect(seen.epoch.known).toBe(false);
  });

  it("is nothing of an account that can't be logged in to, or stops answering, or takes too long", async () => {
    const refused = async () => Promise.reject(new Error("connect ECONNREFUSED"));
    const hangs = () => new Promise<AccountPort>(() => undefined);
    const first = await look({ ...ports([], []), primary: refused });
    expect(first.accounts.primary).toEqual({ reachable: false, account: "primary", reason: "connect ECONNREFUSED" });
    expect(first.accounts.secondary.reachable).toBe(true);
    const second = await look(ports([[/^SHOW TASKS/, new Error("socket hang up")]], []));
    expect(second.accounts.primary).toEqual({ reachable: false, account: "primary", reason: "socket hang up" });
    const third = await look({ ...ports([], []), secondary: hangs }, 20);
    expect(third.accounts.secondary).toEqual({
      reachable: false,
      account: "secondary",
      reason: "no answer within 0.02 s",
    });
    expect(third.accounts.primary.reachable).toBe(true);
  });
});

describe("ports that are kept", () => {
  it("are opened once, tried again after a failure, and all closed", async () => {
    const opened: string[] = [];
    const closed: string[] = [];
    let fails = true;
    const { ports: kept, close } = keepPorts(async (account) => {
      opened.push(account);
      if (account === "secondary" && fails) throw new Error("not yet");
      return { ...scriptedPort(account, BASE), close: async () => void closed.push(account) };
    });
    await Promise.all([kept.primary(), kept.primary()]);
    await expect(kept.secondary()).rejects.toThrow("not yet");
    fails = false;
    expect((await kept.secondary()).account).toBe("secondary");
    expect(opened).toEqual(["primary", "secondary", "secondary"]);
    await close();
    expect(closed).toEqual(["primary", "secondary"]);
  });

  it("log out also where a login comes too late", async () => {
    let login: (port: AccountPort) => void = () => undefined;
    const closed: string[] = [];
    const late = new Promise<AccountPort>((resolve) => {
      login = resolve;
    });
    const { ports: kept, close } = keepPorts(() => late);
    const opening = kept.primary();
    // Nobody waits for a login that may never come.
    await close();
    login({ ...scriptedPort("primary", BASE), close: async () => void closed.push("primary") });
    await opening;
    expect(closed).toEqual(["primary"]);
  });
});
