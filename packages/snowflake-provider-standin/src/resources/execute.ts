import { randomUUID } from "node:crypto";
import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { SnowflakeError } from "../snowflake/errors";

/** Column types whose values the Go driver hands over as text; others the real provider can't store. */
const TEXT_TYPES: ReadonlySet<string> = new Set(["text", "fixed", "real", "variant", "object", "array"]);

/** `snowflake_execute`: runs the statements it is given. Drift is not detected; a failing query is a warning. */
export const execute: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_execute",

  customizePlan(draft) {
    const before = draft.input.prior?.execute ?? null;
    if (before !== null && before !== "") draft.replaceIfChanged("execute");
    draft.setUnknownIfChanged("query_results", ["query"]);
  },

  async create(data, session) {
    await session.execute(data.string("execute"));
    data.setId(randomUUID());
    await this.read(data, session);
  },

  async read(data, session) {
    const query = data.string("query");
    data.set("query_results", query === "" ? [] : await queryResults(data, session, query));
  },

  async update(data, session) {
    if (data.hasChange("query")) await this.read(data, session);
  },

  async delete(data, session) {
    await session.execute(data.string("revert"));
  },

  async importState() {
    // the id is all there is: execute and revert come from the configuration
  },
};

async function queryResults(
  data: ResourceData,
  session: ResourceSession,
  query: string,
): Promise<readonly Record<string, string | null>[]> {
  try {
    const { rows } = await session.queryUntracked(query);
    return rows.map((row) =>
      Object.fromEntries(row.entries().map(([name, type, cell]) => [name, storable(name, type, cell)])),
    );
  } catch (error) {
    if (!(error instanceof SnowflakeError)) throw error;
    data.warn("SQL query statement failed", `Err: ${error.message}`);
    return [];
  }
}

function storable(name: string, type: string, cell: string | null): string | null {
  if (cell === null || TEXT_TYPES.has(type)) return cell;
  throw new Error(
    `query: column "${name}" is of type ${type}; only text can be stored: cast it to VARCHAR in the query`,
  );
}
