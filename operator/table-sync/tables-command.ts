import { FACT_STATES, type Fact, tableLabel } from "../../lambda-src/table-sync";
import type { CommandContext, GivenOptions } from "../command";
import { exitCodes } from "../exit-codes";
import { untilInterrupted } from "../interruption";
import { toJson } from "../json";
import { unlessAborted } from "../validate/account-access";
import { openTableSync } from "./access";
import type { OpenTableSync } from "./sync-command";

/** Tells of each table that the sync knows how it is. @param open tests give another way @returns the exit code */
export function listTables(
  { env, signal, write, progress }: CommandContext,
  options: GivenOptions,
  open: OpenTableSync = openTableSync,
): Promise<number> {
  const access = open({ env, progress });
  return untilInterrupted(signal, async () => {
    try {
      const listed = await unlessAborted(signal, () => access.ports.facts.list(options.get("database")));
      const facts = [...listed].sort(byName);
      write(options.has("--json") ? toJson(facts) : renderFacts(facts));
      const unsettled = facts.some(({ state }) => state === "FAILED" || state === "PENDING");
      return unsettled ? exitCodes.unhealthy : exitCodes.ok;
    } finally {
      access.close();
    }
  });
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
