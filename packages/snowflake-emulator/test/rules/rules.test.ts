import { readdirSync } from "node:fs";
import { join } from "node:path";
import { SnowflakeError } from "../../src/errors";
import { LinkBench } from "../catalog-link/link-bench";
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

async function benchOf({ edition = "BUSINESS_CRITICAL", remote }: Rule): Promise<Bench> {
  if (remote === undefined) return new Bench(undefined, { edition });
  const bench = new LinkBench();
  for (const table of remote) {
    const [namespace = "", name = ""] = table.split(".");
    await bench.catalog.add(namespace, name);
  }
  return bench;
}

/** What statements in the other account begin with. */
const OTHER = "WEST: ";

/** The bench in which the statement runs, after the setup, for rules about two accounts. */
async function prepareBoth({
  edition = "BUSINESS_CRITICAL",
  otherEdition,
  otherRegion,
  replication,
  setup,
  at,
}: Rule): Promise<Bench> {
  const other = {
    ...(otherEdition === undefined ? {} : { edition: otherEdition }),
    ...(otherRegion === undefined ? {} : { region: otherRegion }),
  };
  const { east, west } = organizationBench({ edition, replication: replication === true }, other);
  for (const statement of setup) {
    if (statement.startsWith(OTHER)) await west.run(statement.slice(OTHER.length));
    else await east.run(statement);
  }
  return at === "WEST" ? west : east;
}

async function prepare(rule: Rule): Promise<Bench> {
  if (rule.replication !== undefined) return prepareBoth(rule);
  const bench = await benchOf(rule);
  for (const statement of rule.setup) {
    await bench.run(statement);
    if (bench instanceof LinkBench) await bench.scheduler.idle();
  }
  return bench;
}

async function failureOf(rule: Rule): Promise<SnowflakeError> {
  const bench = await prepare(rule);
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
