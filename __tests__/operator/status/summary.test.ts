import { renderGlance } from "../../../operator/status/render";
import { summarize } from "../../../operator/status/summary";
import { account, ago, gone, halves, known, notKnown, secondary } from "../failover/observations";
import { glance, manyTables, synced, task, workings } from "./glances";

const lines = (changed: Parameters<typeof glance>[0] = {}) =>
  Object.fromEntries(
    summarize(glance(changed)).map(({ id, verdict, seen, reasons }) => [id, { verdict, seen, reasons }]),
  );

describe("the status at a glance", () => {
  it("is a line for each thing, all of them well", () => {
    expect(lines()).toEqual({
      active: { verdict: "good", seen: "the primary, since epoch 2, 2 h ago", reasons: [] },
      readiness: { verdict: "good", seen: "to the secondary: ready (26 preconditions)", reasons: [] },
      lag: { verdict: "good", seen: "5 min behind, the objective is 30 min", reasons: [] },
      "heartbeat.primary": { verdict: "good", seen: "healthy 60 s ago", reasons: [] },
      "heartbeat.secondary": { verdict: "good", seen: "healthy 60 s ago", reasons: [] },
      "tasks.primary": { verdict: "good", seen: "5 of 5 are as declared and ran", reasons: [] },
      "tasks.secondary": { verdict: "good", seen: "5 of 5 are as declared and ran", reasons: [] },
      "table-sync": { verdict: "good", seen: "3 tables (3 IN_STEP), the last sync 3 min ago", reasons: [] },
      drift: { verdict: "good", seen: "none, looked for 2 min ago", reasons: [] },
      drill: {
        verdict: "good",
        seen: "to the secondary, planned, 2 h ago: completed; RPO 0 s, RTO 5.2 s",
        reasons: [],
      },
    });
  });

  it("counts the group that is furthest behind, and one that holds nothing as not known", () => {
    const late = (snapshotAt: Date | null) =>
      lines({
        accounts: {
          secondary: account("secondary", false, {
            groups: halves(false, { ICEBERG_BCDR_DB_FG: known(secondary({ snapshotAt })) }),
          }),
        },
      }).lag;
    expect(late(ago(1801))).toMatchObject({
      verdict: "bad",
      reasons: ["ICEBERG_BCDR_DB_FG in the secondary is 30 min behind"],
    });
    expect(late(ago(1800))?.verdict).toBe("good");
    expect(late(null)).toMatchObject({
      verdict: "unknown",
      reasons: ["ICEBERG_BCDR_DB_FG in the secondary: nothing has arrived yet"],
    });
  });

  it("can't tell of an account that is out of reach, and tells the rest", () => {
    const seen = lines({
      accounts: { secondary: gone("secondary") },
      workings: { primary: workings("primary"), secondary: notKnown("connect ECONNREFUSED") },
    });
    expect(seen.lag).toMatchObject({ verdict: "unknown", seen: "not known; the objective is 30 min" });
    expect(seen["heartbeat.secondary"]).toEqual({
      verdict: "unknown",
      seen: "out of reach",
      reasons: ["connect ECONNREFUSED"],
    });
    expect(seen["tasks.secondary"]?.verdict).toBe("unknown");
    expect(seen.drift).toMatchObject({ verdict: "unknown", reasons: ["the secondary compares: connect ECONNREFUSED"] });
    expect(seen["heartbeat.primary"]?.verdict).toBe("good");
    expect(seen["table-sync"]?.verdict).toBe("good");
  });

  it("never says that there is no drift when nobody looked, or the look failed", () => {
    const drift = (changed: Parameters<typeof workings>[1]) =>
      lines({ workings: { primary: workings("primary"), secondary: workings("secondary", changed) } }).drift;
    const run = { procedure: "DETECT_DRIFT", at: ago(60), elapsedMs: 1 };
    expect(drift({ runs: known([]) })).toMatchObject({ verdict: "unknown", seen: "never looked for" });
    expect(drift({ runs: notKnown("no warehouse") })).toMatchObject({ verdict: "unknown", reasons: ["no warehouse"] });
    expect(drift({ runs: known([{ ...run, status: "FAILED", note: "no privilege" }]) })).toMatchObject({
      verdict: "unknown",
      reasons: ["no privilege"],
    });
    expect(drift({ drift: notKnown("no such table") })).toMatchObject({ verdict: "unknown", seen: "can't be read" });
  });

  it("looks for drift in the account that stands by, also after a failover", () => {
    const finding = { kind: "VIEW", name: "V", finding: "DIFFERENT", firstSeenAt: ago(60) };
    const { drift } = lines({
      accounts: { primary: account("primary", false), secondary: account("secondary", true) },
      workings: {
        primary: workings("primary", { drift: known({ open: 7, findings: Array.from({ length: 7 }, () => finding) }) }),
        secondary: workings("secondary"),
      },
    });
    expect(drift).toEqual({
      verdict: "bad",
      seen: "7 open, looked for 2 min ago",
      reasons: [...Array.from({ length: 5 }, () => "VIEW V: DIFFERENT"), "and 2 more"],
    });
  });

  it("finds the table sync unwell for dead letters, undelivered events, failures and what a worker left", () => {
    const sync = (changed: object) =>
      lines({
        tableSync: {
          tables: known([synced("a")]),
          waiting: known(0),
          deadLetters: known(0),
          undelivered: known(0),
          ...changed,
        },
      })["table-sync"];
    expect(sync({ deadLetters: known(2) })).toMatchObject({ verdict: "bad", reasons: ["dead letters: 2"] });
    expect(sync({ undelivered: known(1) })).toMatchObject({ verdict: "bad", reasons: ["undelivered events: 1"] });
    expect(sync({ undelivered: notKnown("AccessDenied") })?.verdict).toBe("unknown");
    expect(sync({ tables: notKnown("AccessDenied") })).toMatchObject({ verdict: "unknown", seen: "can't be told" });
    expect(sync({ tables: known([synced("a", { state: "PENDING", worked: true })]) })?.verdict).toBe("good");
    expect(sync({ tables: known([synced("a", { state: "PENDING" })]) })).toMatchObject({
      verdict: "bad",
      reasons: ["a: PENDING"],
    });
    expect(sync({ tables: known([synced("a", { state: "REFUSED", reason: "its SerDe" })]) })?.verdict).toBe("good");
    expect(sync({ tables: known([]) })?.seen).toBe("no table is known");
    expect(sync({ tables: known(manyTables(3000)) })).toMatchObject({
      verdict: "bad",
      seen: "3000 tables (2967 IN_STEP, 3 FAILED, 30 REFUSED), the last sync 3 min ago",
    });
    expect(lines({ tableSync: null })["table-sync"]).toMatchObject({ verdict: "none", seen: "none is configured" });
  });

  it("names the tasks that fail before those that can't be told", () => {
    const judgement = (verdict: "fail" | "unknown") => ({ verdict, seen: "seen", reason: "why", fix: "cure" }) as const;
    const tasks = [
      task("A", { judgement: judgement("unknown") }),
      task("B", { judgement: judgement("fail") }),
      task("C"),
    ];
    expect(
      lines({ workings: { primary: workings("primary", { tasks }), secondary: workings("secondary") } })[
        "tasks.primary"
      ],
    ).toEqual({
      verdict: "bad",
      seen: "1 of 3 are as declared and ran",
      reasons: ["B: seen: why", "A: seen: why"],
    });
  });

  it("says that there was no drill, or that it can't tell", () => {
    expect(lines({ lastDrill: known(null) }).drill).toMatchObject({ verdict: "none", seen: "none was held yet" });
    expect(lines({ lastDrill: notKnown("AccessDenied") }).drill).toMatchObject({ verdict: "unknown" });
  });
});

describe("twinberg status in the terminal", () => {
  it("ends with what a failover doesn't need, a line each", () => {
    const text = renderGlance(
      glance({
        workings: {
          primary: workings("primary"),
          secondary: workings("secondary", {
            tasks: [
              task("SYNC_PROD_TASK", {
                judgement: { verdict: "fail", seen: "FAILED", reason: "line 1\n  line 2", fix: "" },
              }),
            ],
          }),
        },
      }),
    );
    expect(
      text.slice(text.indexOf("Failback to the primary")),
    ).toBe(`Failback to the primary: none to do, the primary is active

✓ Replication lag   5 min behind, the objective is 30 min
✓ Tasks, primary    5 of 5 are as declared and ran
✗ Tasks, secondary  0 of 1 are as declared and ran
                    SYNC_PROD_TASK: FAILED: line 1 line 2
✓ Table sync        3 tables (3 IN_STEP), the last sync 3 min ago
✓ Schema drift      none, looked for 2 min ago
✓ Last drill        to the secondary, planned, 2 h ago: completed; RPO 0 s, RTO 5.2 s
`);
  });
});
