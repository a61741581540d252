import { type Part, words } from "../part";

/** In an order in which each finds what it needs; the first four need nothing. */
export const STACK_ORDER = [
  "lake",
  "controller",
  "primary-account",
  "secondary-account",
  "failover-primary",
  "failover-secondary",
  "trust",
  "primary-data",
  "secondary-data",
] as const;

const WHAT: Readonly<Record<(typeof STACK_ORDER)[number], string>> = {
  lake: "The bucket, the Glue database with its four Iceberg tables, and Lake Formation. The AWS provider takes a minute until it believes in the bucket's lifecycle rules.",
  controller: "The bucket in a third region with the failover controller's lease and journals.",
  "primary-account": "In Snowflake: roles, warehouses under a resource monitor, catalog integrations.",
  "secondary-account": "The same definition in the other account.",
  "failover-primary": "What is replicated, the failover groups and the connection.",
  "failover-secondary": "Their replicas.",
  trust:
    "Back in AWS: a role for each way in. Whom they trust, Snowflake told when the integrations were made, so this comes after them.",
  "primary-data": "The databases, the catalog link, views, procedures and tasks.",
  "secondary-data": "And the same in the other account.",
};

/** Stacks that need no other. */
const ALONE = new Set<string>(STACK_ORDER.slice(0, 4));

/** All stacks, one after the other. */
export const STACKS: readonly Part[] = [
  words(`
## 5. Stack by stack

\`--skip-provider-lock\` leaves out what cdktf asks the providers' registry for, which the local clouds do without. Without \`--auto-approve\` it shows each plan and asks.
\`npx cdktf diff lake\` only plans. Several names after \`deploy\`, and cdktf keeps the order itself. One that needs others it deploys alone only with
\`--ignore-missing-stack-dependencies\`: you say that those are there.
`),
  { kind: "command", id: "list", line: "npx cdktf list" },
  ...STACK_ORDER.flatMap((stack): readonly Part[] => [
    words(WHAT[stack]),
    {
      kind: "command",
      id: `deploy-${stack}`,
      line: `npx cdktf deploy ${stack} --auto-approve --skip-provider-lock${ALONE.has(stack) ? "" : " --ignore-missing-stack-dependencies"}`,
      shown: stack === "lake" ? { head: 8, tail: 24 } : { head: 0, tail: 30 },
    },
  ]),
];
