import type { Part } from "../part";
import { words } from "../part";
import { rulesTable } from "../stable";
import { CLOUD_BACKEND } from "./cloud-backend";
import { LEAVE } from "./leave";
import { OPERATE } from "./operate";
import { PREPARE } from "./prepare";
import { STACKS } from "./stacks";

/** docs/first-day.md: its words, and everything that is typed on the way. */
export const WALK: readonly Part[] = [
  words(`
# The first day

From a checkout to two accounts that run, and back to none: every command with what it printed. Nothing here is invented: \`npm run docs:first-day\` copies the checkout to a new
folder, types each line below in a shell, in this order, against local clouds, and writes this page from what came; it fails when a command ends with another exit code than stands here. So
it is what the *local* clouds did, with the stand-in for the Snowflake provider, which does not prove the real one. With real accounts the way is the same:
[from the rehearsal to real accounts](real-accounts.md) says what is different.

You need Node 20.20 or newer, Terraform, and Python 3.10 or newer with venv; \`npx twinberg doctor\` says what is missing. \`npm ci\` comes first; its output isn't shown.

Two shells, both in the checkout's folder: the clouds run in one, everything else is typed in the other. It was typed with \`CI=1\`, so that cdktf prints lines
(on a terminal it redraws them), and \`CHECKPOINT_DISABLE=1\`, so that cdktf and Terraform ask nobody for newer versions.
`),
  ...PREPARE,
  ...STACKS,
  ...OPERATE,
  ...LEAVE,
  ...CLOUD_BACKEND,
  words(`
## What was replaced

Long outputs are cut where a line says so (\`… 12 lines …\`). Besides, so that the page stays the same from one run to the next and from one machine to the other:

${rulesTable()}
`),
];
