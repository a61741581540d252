import { type Part, words } from "../part";

/** From nothing to accounts into which Terraform can log in, and nothing that stands in its way. */
export const PREPARE: readonly Part[] = [
  words(`
## 1. Clouds to try it on

In the first shell. The first time it makes a Python environment for the local AWS, which takes a minute; here it was there. The accounts are as Snowflake hands them over: each has an administrator, and nobody
else.
`),
  { kind: "clouds", id: "local", line: "npm run local -- --new-accounts" },
  words(`
It prints what is typed next, and goes on. In the second shell: who the administrators are, where Terraform finds its providers, and no login of yours.
`),
  { kind: "command", id: "source", line: "source .twinberg/env.sh", setting: true },
  words(`
## 2. A configuration

Without \`--yes\` it asks; what is a flag here is a question there. With real accounts the two \`--local\` flags fall away, and with them the proposal to keep the state on the disk.
\`--tables sample\` declares four tables of invented data.
`),
  {
    kind: "command",
    id: "init",
    line: `npx twinberg init --yes \\
    --organization TWINBERG \\
    --primary-account EAST --primary-region AWS_US_EAST_1 \\
    --secondary-account WEST --secondary-region AWS_US_WEST_2 \\
    --aws-account 123456789012 --lake-formation-admins arn:aws:iam::123456789012:role/lake-admin \\
    --glue-database iceberg_advertising_db --tables sample \\
    --local-aws {aws} --local-snowflake {snowflake}`,
  },
  { kind: "command", id: "choose", line: "export TWINBERG_CONFIG=config/mine.yaml", setting: true },
  words(`
## 3. Who Terraform is

\`bootstrap\` logs in as the administrators, looks, and plans what is missing. Exit code 1 says that something is left to do.
`),
  { kind: "command", id: "bootstrap-plan", line: "npx twinberg bootstrap --plan", exit: 1 },
  words("Then it does it. Without `--yes` it would ask first."),
  { kind: "command", id: "bootstrap", line: "npx twinberg bootstrap --yes", shown: { head: 4, tail: 15 } },
  words(
    "The private keys are in files that git ignores and only you can read. Terraform takes them from the environment:",
  ),
  {
    kind: "command",
    id: "keys",
    line: `export TF_VAR_primary_snowflake_private_key="$(cat .twinberg/keys/TWINBERG-EAST.p8)"
export TF_VAR_secondary_snowflake_private_key="$(cat .twinberg/keys/TWINBERG-WEST.p8)"`,
    setting: true,
  },
  words(`
## 4. What stands in the way

Nothing, says exit code 0. What stands in the way has a ✗ or a ?, what was found, and what to do.
`),
  { kind: "command", id: "preflight", line: "npx twinberg preflight" },
];
