import { readdirSync } from "node:fs";
import { join } from "node:path";
import { SnowflakeError } from "../../src/errors";
import type { GroupPhaseName } from "../../src/replication/groups/group-refresh-record";
import { LinkBench } from "../catalog-link/link-bench";
import { MemoryCatalog } from "../catalog-link/memory-catalog";
import { ExternalBench } from "../external/external-bench";
import { hold } from "../replication/groups/group-bench";
import { Bench } from "../support/accounts";
import { organizationBench } from "../support/organization";
import type { Rule } from "./rule";

/** Files of this folder that hold no rules. */
const OTHERS = ["rule.ts", "rules.test.ts"];

function rulesOf(file: string): readonly Rule[] {
  const content: unknown = require(join(__dirname, file));
  if (typeof content !== "object" || content === null || !("RULES" in content) || !Array.isArray(content.RULES)) {
    throw new Error(`${file} exports no RULES`);
  }
  return content.RULES;
}

const FILES = readdirSync(__dirname)
  .filter((file) => file.endsWith(".ts") && !OTHERS.includes(file))
  .sort();

/** Where a rule's statement runs, after its setup. */
interface Prepared {
  readonly bench: Bench;
  /** Lets end what was going on meanwhile. */
  readonly end: () => Promise<void>;
}

const NOTHING_GOES_ON = async () => undefined;

async function fill(catalog: MemoryCatalog, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    const [namespace = "", name = ""] = table.split(".");
    await catalog.add(namespace, name);
  }
}

async function benchOf({ edition = "BUSINESS_CRITICAL", remote, files }: Rule): Promise<Bench> {
  if (files !== undefined) {
    const bench = new ExternalBench().connect();
    for (const key of files) bench.bucket.put(key, "{}");
    return bench;
  }
  if (remote === undefined) return new Bench(undefined, { edition });
  const bench = new LinkBench();
  await fill(bench.catalog, remote);
  return bench;
}

/** What statements in the other account begin with. */
const OTHER = "WEST: ";

/** For rules about two accounts. */
async function prepareBoth(rule: Rule): Promise<Prepared> {
  const { edition = "BUSINESS_CRITICAL", otherEdition, otherRegion, disabledBehaviorChanges = [] } = rule;
  const other = {
    ...(otherEdition === undefined ? {} : { edition: otherEdition }),
    ...(otherRegion === undefined ? {} : { region: otherRegion }),
  };
  const own = { edition, disabledBehaviorChanges, replication: rule.replication === true };
  const { east, west } = organizationBench(own, other);
  if (rule.remote !== undefined) {
    const catalog = new MemoryCatalog();
    await fill(catalog, rule.remote);
    east.account.iceberg.connect(catalog.services);
  }
  for (const statement of rule.setup) {
    if (statement.startsWith(OTHER)) await west.run(statement.slice(OTHER.length));
    else await east.run(statement);
  }
  const end = rule.refreshIn === undefined ? NOTHING_GOES_ON : await refreshIn(west, rule.refreshIn);
  return { bench: rule.at === "WEST" ? west : east, end };
}

/** Begins a refresh of the group FG that waits in a phase; what it answers lets it end. */
async function refreshIn(bench: Bench, phase: GroupPhaseName): Promise<() => Promise<void>> {
  const { reached, release } = hold(bench, phase);
  const refresh = bench.run("ALTER FAILOVER GROUP fg REFRESH");
  await Promise.race([reached, refresh]);
  return async () => {
    release();
    await refresh;
  };
}

async function prepare(rule: Rule): Promise<Prepared> {
  if (rule.replication !== undefined) return prepareBoth(rule);
  const bench = await benchOf(rule);
  for (const statement of rule.setup) {
    await bench.run(statement);
    if (bench instanceof LinkBench) await bench.scheduler.idle();
  }
  return { bench, end: NOTHING_GOES_ON };
}

async function failureOf(rule: Rule): Promise<SnowflakeError> {
  const { bench, end } = await prepare(rule);
  const session =
    rule.user === undefined && rule.role === undefined
      ? bench.session
      : bench.sessionOf(rule.user ?? "ADMIN", rule.role ?? "ACCOUNTADMIN");
  for (const statement of rule.before ?? []) await bench.rows(statement, session);
  try {
    await bench.rows(rule.statement, session);
  } catch (error) {
    if (error instanceof SnowflakeError) return error;
    throw error;
  } finally {
    await end();
  }
  throw new Error(`succeeded: ${rule.statement}`);
}

describe.each(FILES)("documented rules: %s", (file) => {
  it.each(rulesOf(file).map((rule) => [rule.id, rule.title, rule] as const))("%s: %s", async (_id, _title, rule) => {
    const error = await failureOf(rule);
    expect(`${error.code} (${error.sqlState}): ${error.message}`).toBe(
      typeof rule.message === "string"
        ? `${rule.code} (${rule.sqlState}): ${rule.message}`
        : `${rule.code} (${rule.sqlState}): ${error.message}`,
    );
    if (rule.message instanceof RegExp) expect(error.message).toMatch(rule.message);
  });
});

it("every rule has an id of its own, a page and a sentence", () => {
  const all = FILES.flatMap((file) => rulesOf(file));
  expect(new Set(all.map((rule) => rule.id)).size).toBe(all.length);
  expect(all.filter((rule) => !rule.page.startsWith("https://docs.snowflake.com/") || rule.title === "")).toEqual([]);
});
