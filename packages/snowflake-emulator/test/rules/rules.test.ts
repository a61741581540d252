import { readdirSync } from "node:fs";
import { join } from "node:path";
import { SnowflakeError } from "../../src/errors";
import { Bench } from "../support/accounts";
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

async function failureOf(rule: Rule): Promise<SnowflakeError> {
  const bench = new Bench(undefined, { edition: rule.edition ?? "BUSINESS_CRITICAL" });
  await bench.run(...rule.setup);
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
