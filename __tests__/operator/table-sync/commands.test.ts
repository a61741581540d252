import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { keysCommand } from "../../../operator/commands/keys";
import { syncCommand } from "../../../operator/commands/sync";
import { tablesCommand } from "../../../operator/commands/tables";
import { exitCodes } from "../../../operator/exit-codes";
import { runProgram } from "../../../operator/program";
import { openTableSync } from "../../../operator/table-sync/access";
import { configuredTableSync } from "../../../operator/table-sync/configured";
import { demoTextWith } from "../../helpers/demo-config";
import { fakeWorld, glueTable, identityOf, SETTINGS } from "../../lambda-src/table-sync/fakes";

function commandLine() {
  const world = fakeWorld();
  const open = () => ({ ports: world, settings: SETTINGS, close: () => undefined });
  return {
    world,
    async run(...args: readonly string[]) {
      const out: string[] = [];
      const put = (text: string) => void out.push(text);
      const context = { env: {}, root: "/", write: put, progress: put, signal: new AbortController().signal };
      const code = await runProgram(args, [syncCommand(open), tablesCommand(open)], context, put);
      return { code, out: out.join("") };
    },
  };
}

describe("the table sync by hand", () => {
  it("sync plan shows the statements and runs none; sync apply shows and runs them; then nothing is left", async () => {
    const { world, run } = commandLine();
    world.glue.put(glueTable());
    world.glue.put(glueTable({ table: "other", identity: identityOf("other") }));
    const plan = await run("sync", "plan");
    expect(plan.code).toBe(exitCodes.unhealthy);
    expect(plan.out).toContain('lake__raw.events: CREATE EXTERNAL TABLE "LAKE"."RAW"."EVENTS"');
    expect(world.sql.tables.size).toBe(0);
    expect(world.facts.facts.size).toBe(0);
    const apply = await run("sync", "apply", "lake__raw.events");
    expect(apply).toEqual({
      code: exitCodes.ok,
      out: expect.stringContaining('CREATE EXTERNAL TABLE "LAKE"."RAW"."EVENTS"'),
    });
    expect(world.sql.tables.size).toBe(1);
    expect(await run("sync", "plan", "lake__raw.events")).toEqual({ code: exitCodes.ok, out: "nothing to do\n" });
    await run("sync", "apply", "lake__raw");
    expect(await run("sync", "plan")).toEqual({ code: exitCodes.ok, out: "nothing to do\n" });
  });

  it("tables lists each table: in step, failed and why, refused and why", async () => {
    const { world, run } = commandLine();
    world.glue.put(glueTable());
    world.glue.put(glueTable({ table: "ice", identity: identityOf("ice"), parameters: { table_type: "ICEBERG" } }));
    world.glue.put(glueTable({ table: "bad", identity: identityOf("bad") }));
    world.sql.before = (sql) => {
      if (sql.includes("CREATE") && sql.includes('"BAD"')) throw new Error("Snowflake is away");
    };
    await run("sync", "apply");
    const { code, out } = await run("tables");
    expect(code).toBe(exitCodes.unhealthy);
    expect(out).toBe(
      [
        "FAILED   lake__raw.bad v0: Snowflake is away",
        'IN_STEP  lake__raw.events v0 → "LAKE"."RAW"."EVENTS"',
        'ROUTED   lake__raw.ice v0 → "LAKE"."RAW"."ICE": it is an Iceberg table: the catalog-linked database has it',
        "1 IN_STEP, 1 FAILED, 1 ROUTED",
        "",
      ].join("\n"),
    );
    expect(JSON.parse((await run("tables", "--json")).out)).toHaveLength(3);
  });

  it.each([
    ["tables", tablesCommand()],
    ["keys create", keysCommand()],
  ])("without the section tableSync, %s says what is missing, with exit code 2", async (words, command) => {
    const folder = mkdtempSync(path.join(tmpdir(), "twinberg-"));
    const file = path.join(folder, "config.yaml");
    writeFileSync(file, demoTextWith([/\ntableSync:\n(?: .*\n)+/, "\n"]));
    const out: string[] = [];
    const put = (text: string) => void out.push(text);
    const { signal } = new AbortController();
    const context = { env: { TWINBERG_CONFIG: file }, root: "/", write: put, progress: put, signal };
    expect(await runProgram(words.split(" "), [command], context, put)).toBe(exitCodes.usage);
    expect(out.join("")).toContain(`${file} has no tableSync`);
    rmSync(folder, { recursive: true });
  });

  it("the configuration alone says where everything is", () => {
    const env = { TWINBERG_CONFIG: path.join(__dirname, "../../../config/demo.yaml") };
    const { settings, names, aws } = configuredTableSync({ env, progress: () => undefined });
    expect(settings.sync).toMatchObject({ databases: ["raw__*"], naming: { separator: "__" }, adopt: false });
    expect(names).toMatchObject({ secret: "twinberg-table-sync-key", factTable: "twinberg-table-sync-facts" });
    expect(aws.region).toBe("us-east-1");
    const access = openTableSync({ env, progress: () => undefined });
    expect(access.settings).toEqual(settings.sync);
    access.close();
  });
});
