import { mkdir, readFile } from "node:fs/promises";
import path from "node:path";
import { loadConfig } from "../../config/load";
import type { RehearsalMessage } from "../../rehearsal/host";
import { Supervisor } from "../../rehearsal/process/supervisor";
import { rehearse } from "../../rehearsal/rehearse";
import { type Report, reportSchema } from "../../rehearsal/report/schema";
import { defineStep, type Step } from "../../rehearsal/steps/step";
import type { RehearsalTools } from "../../rehearsal/tools";
import { workspaceAt } from "../../rehearsal/workspace";
import { useTemporaryFolder } from "./temporary-folder";

const folder = useTemporaryFolder();
const ok = (id: string) => ({ id, expected: "e", observed: "o", ok: true, evidence: [] });

async function tools(): Promise<RehearsalTools> {
  const workspace = workspaceAt(folder());
  await mkdir(workspace.home, { recursive: true });
  const rule = { address: "a", folder: "f" };
  return {
    workspace,
    config: loadConfig(path.resolve(__dirname, "../../config/demo.yaml")),
    configText: "",
    env: {},
    supervisor: new Supervisor(),
    terraform: { path: "/terraform", kind: "terraform", version: "1.11.4", registryHost: "registry.terraform.io" },
    python: { path: "/python3", version: "3.11.7" },
    providers: {
      aws: { source: "mirror", version: "5.100.0", rule },
      snowflake: { source: "stand-in", version: "2.20.0", rule },
    },
    keys: { privateKeyPem: "a secret that is long enough", privateKeyFile: "k", publicKeyFile: "p" },
  };
}

const never = { asked: () => false, whenAsked: new Promise<void>(() => undefined) };

async function run(steps: readonly Step[], interrupts = never) {
  const messages: RehearsalMessage[] = [];
  const made = await tools();
  let time = Date.UTC(2026, 0, 1);
  const { report } = await rehearse({
    tools: made,
    steps,
    host: { tell: (message) => void messages.push(message), close: () => Promise.resolve() },
    interrupts,
    now: () => {
      time += 1000;
      return new Date(time);
    },
  });
  const written = reportSchema.parse(JSON.parse(await readFile(made.workspace.reportJson, "utf8")));
  return { report, written, messages };
}

const empty = (claims: readonly ReturnType<typeof ok>[]) =>
  defineStep({ id: "empty", title: "Empty", needs: [], run: async () => ({ facts: {}, claims }) });
const drift = defineStep({
  id: "drift",
  title: "Drift",
  needs: ["empty"],
  run: async () => ({ facts: {}, claims: [ok("drift.shows")] }),
});
const trust = defineStep({
  id: "trust",
  title: "Trust",
  needs: [],
  run: async () => ({ facts: {}, claims: [ok("trust.a")] }),
});
const broken = defineStep({
  id: "empty",
  title: "Empty",
  needs: [],
  run: () => Promise.reject(new Error("it broke\nin two lines")),
});

describe("rehearse", () => {
  it("is ok when every step ran and every claim holds", async () => {
    const { report, written } = await run([empty([ok("empty.lake")]), drift]);
    expect(report).toMatchObject({ ok: true, startedAt: "2026-01-01T00:00:01.000Z" });
    expect(report.steps.map(({ id, ok: fine }) => [id, fine])).toEqual([
      ["empty", true],
      ["drift", true],
    ]);
    expect(written).toEqual(report);
  });

  it("goes on after a failed claim, and is not ok", async () => {
    const { report } = await run([empty([{ ...ok("empty.lake"), ok: false }]), drift]);
    expect(report.ok).toBe(false);
    expect(report.claims.map(({ id, ok: fine }) => [id, fine])).toEqual([
      ["empty.lake", false],
      ["drift.shows", true],
    ]);
  });

  it("reports a step that broke, and those that need it, as failed with the reason; others run", async () => {
    const { report } = await run([broken, drift, trust]);
    expect(report.ok).toBe(false);
    expect(report.claims).toEqual([
      expect.objectContaining({
        id: "empty.runs",
        ok: false,
        observed: "it could not: it broke",
        evidence: ["it broke\nin two lines"],
      }),
      expect.objectContaining({
        id: "drift.runs",
        ok: false,
        observed: "it could not: step empty did not run to its end",
      }),
      expect.objectContaining({ id: "trust.a", ok: true }),
    ]);
  });

  it("takes a step without claims for a failed one: nothing was proven", async () => {
    expect((await run([empty([])])).report.ok).toBe(false);
  });

  it("leaves a report of what was seen when it is interrupted, does not wait for the step and begins no other", async () => {
    let interrupt = (): void => undefined;
    let asked = false;
    const whenAsked = new Promise<void>((resolve) => {
      interrupt = () => {
        asked = true;
        resolve();
      };
    });
    const hanging = defineStep({
      id: "trust",
      title: "Trust",
      needs: [],
      run: () => {
        interrupt();
        return new Promise<never>(() => undefined);
      },
    });
    const steps = [empty([ok("empty.lake")]), hanging, drift];
    const { written } = await run(steps, { asked: () => asked, whenAsked });
    expect(written.ok).toBe(false);
    expect(written.claims.map(({ id, ok: fine }) => [id, fine])).toEqual([
      ["empty.lake", true],
      ["trust.runs", false],
    ]);
  });

  it("has written a report, not ok, before the last step has run", async () => {
    let seen: Report | undefined;
    const looking = defineStep({
      id: "trust",
      title: "Trust",
      needs: [],
      run: async ({ tools: { workspace } }) => {
        seen = reportSchema.parse(JSON.parse(await readFile(workspace.reportJson, "utf8")));
        return { facts: {}, claims: [ok("trust.a")] };
      },
    });
    expect((await run([empty([ok("empty.lake")]), looking])).report.ok).toBe(true);
    expect(seen).toMatchObject({ ok: false, claims: [{ id: "empty.lake" }] });
  });

  it("tells which Snowflake provider ran", async () => {
    expect((await run([trust])).report.providers).toEqual({
      aws: { version: "5.100.0", source: "mirror" },
      snowflake: { version: "2.20.0", source: "stand-in" },
    });
  });

  it("tells its host each step's beginning and end", async () => {
    const { messages } = await run([trust]);
    expect(messages.map(({ kind }) => kind)).toEqual(["plan", "step-started", "step-ended"]);
  });
});
