import { type Part, words } from "../part";

/** Data in the lake, and whether both accounts are well. */
export const OPERATE: readonly Part[] = [
  words(`
## 6. Data, and how it is

Sample data for the four tables, the same for everybody. With tables of your own there is nothing to do here: who writes them goes on writing them.
`),
  { kind: "command", id: "seed", line: "npx twinberg seed --impressions 2000" },
  words(`
The tasks run every few minutes: they make the views that analysts read, look at everything, and replicate. Locally nobody has to wait; this lets an hour pass, after which even the slowest has
run.
`),
  {
    kind: "command",
    id: "advance",
    line: `curl --silent --show-error --data '{"advanceSeconds": 3900}' {control}/clock`,
  },
  words(
    "Which account is active, how far the other one lags, and whether it could take over now. Exit code 0: it could.",
  ),
  { kind: "command", id: "status", line: "npx twinberg status" },
  words(
    "Whether both accounts show the same lake, allow what they should and nothing else, and whether their tasks ran.",
  ),
  { kind: "command", id: "validate", line: "npx twinberg validate" },
  words(`
And whether all is still as the configuration says: every stack planned, those that don't need each other side by side. Exit code 0: nothing would be changed; 3 would say that something is.
Without \`--plan-only\` the same command shows the plans, asks, and applies them in order, which is what chapter 5 did by hand.
`),
  { kind: "command", id: "deploy-plan", line: "npx twinberg deploy --plan-only" },
];
