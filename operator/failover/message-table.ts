import { MESSAGES } from "./messages";

const GROUPS: readonly (readonly [prefix: string, title: string])[] = [
  ["F1", "Lease and journal"],
  ["F2", "Plan"],
  ["F3", "Steps"],
  ["F4", "Measured"],
  ["F5", "Evidence"],
  ["F9", "Results"],
];

/** docs/failover-messages.md: every message with its code, level and facts. */
export function renderMessageTable(): string {
  const types = Object.entries(MESSAGES).map(([name, { code, level, fields }]) => ({
    name,
    code,
    level,
    fields: Object.entries<string>(fields),
  }));
  const sections = GROUPS.flatMap(([prefix, title]) => {
    const own = types
      .filter(({ code }) => code.startsWith(prefix))
      .sort((one, other) => (one.code < other.code ? -1 : 1));
    if (own.length === 0) return [];
    const rows = own.map(
      ({ name, code, level, fields }) =>
        `| ${code} | ${level} | ${name} | ${fields.map(([field, what]) => `\`${field}\` ${what}`).join("; ")} |`,
    );
    return [`## ${title}`, "", "| code | level | message | facts |", "|---|---|---|---|", ...rows, ""];
  });
  return [
    "# Messages of the failover controller",
    "",
    "What `twinberg failover` and `twinberg failback` tell: with `--json` one object a line, `{ code, level, text, data, at }`, whose `data` has the facts below.",
    "Codes stay what they are. Generated from `operator/failover/messages.ts` by `npm run docs:failover-messages`.",
    "",
    ...sections,
  ].join("\n");
}
