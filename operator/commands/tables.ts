import { FACT_STATES, type Fact, tableLabel } from "../../lambda-src/table-sync";
import type { CommandDefinition } from "../command";
import { exitCodes } from "../exit-codes";
import { toJson } from "../json";
import { openTableSync } from "../table-sync/access";
import type { OpenTableSync } from "./sync";

const DETAILS = `Lists every table that the sync knows, by what it is: IN_STEP, PENDING (a worker is at it, or died over it), FAILED and
why, REFUSED and why, ROUTED (Snowflake has it another way), GONE. Needs what twinberg sync needs.

Exits with 0 when none is pending or failed.`;

/** `twinberg tables [database]`. */
export function tablesCommand(open: OpenTableSync = openTableSync): CommandDefinition {
  return {
    name: "tables",
    description: "say of each synced table how it is",
    details: DETAILS,
    argument: { name: "database", description: "a Glue database (default: all)" },
    options: [{ name: "--json", description: "print JSON" }],
    async run({ env, write }, options) {
      const access = open({ env });
      try {
        const facts = [...(await access.ports.facts.list(options.get("database")))].sort(byName);
        write(options.has("--json") ? toJson(facts) : renderFacts(facts));
        const open_ = facts.some(({ state }) => state === "FAILED" || state === "PENDING");
        return open_ ? exitCodes.unhealthy : exitCodes.ok;
      } finally {
        access.close();
      }
    },
  };
}

const byName = (one: Fact, other: Fact) => (tableLabel(one.identity) < tableLabel(other.identity) ? -1 : 1);

/** A line a table, and one with how many there are of each state. */
export function renderFacts(facts: readonly Fact[]): string {
  const width = Math.max(0, ...FACT_STATES.map((state) => state.length));
  const lines = facts.map(({ identity, state, target, reason, version }) => {
    const to = target === "" ? "" : ` → ${target}`;
    return `${state.padEnd(width)}  ${tableLabel(identity)} v${version.version}${to}${reason === "" ? "" : `: ${reason}`}\n`;
  });
  const counts = FACT_STATES.flatMap((state) => {
    const count = facts.filter((fact) => fact.state === state).length;
    return count === 0 ? [] : [`${count} ${state}`];
  });
  return `${lines.join("")}${counts.length === 0 ? "no tables are known" : counts.join(", ")}\n`;
}
