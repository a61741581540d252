import { type Part, words } from "../part";

/** Everything taken down again. */
export const LEAVE: readonly Part[] = [
  words(`
## 7. Leaving

What would go, what is kept, and what it can't remove. Exit code 1: something is there to do.
`),
  { kind: "command", id: "cleanup-plan", line: "npx twinberg cleanup --plan", exit: 1 },
  words(`
Data stay unless they are named. These were invented, so all of them go. On a terminal it asks for the organization's name, and then for the
data's; \`--yes\` with \`--name\` says it beforehand.
`),
  {
    kind: "command",
    id: "cleanup",
    line: "npx twinberg cleanup --yes --name TWINBERG --delete-data lake,glue,ops,monitoring,controller,state",
    shown: { head: 6, tail: 40 },
  },
  words("In the first shell, Ctrl-C ends the clouds; nothing of them is left."),
  { kind: "end", id: "end" },
];
