import { type Part, words } from "../part";

/** The same with Terraform Cloud, as far as it goes without one. */
export const CLOUD_BACKEND: readonly Part[] = [
  words(`
## 8. The same with Terraform Cloud, as far as synthesis

In a new shell, in which nothing of the above is set. Nobody logs in anywhere: the stacks are synthesized, each with a workspace of its own. No plan and no
apply in those workspaces was run here.
`),
  {
    kind: "command",
    id: "cloud-init",
    newShell: true,
    line: `npx twinberg init --yes --out config/cloud.yaml \\
    --organization MYORG \\
    --primary-account EAST --primary-region AWS_US_EAST_1 \\
    --secondary-account WEST --secondary-region AWS_US_WEST_2 \\
    --aws-account 111122223333 --lake-formation-admins arn:aws:iam::111122223333:role/deployer \\
    --glue-database analytics \\
    --backend cloud --cloud-organization my-organization`,
    shown: { head: 0, tail: 8 },
  },
  { kind: "command", id: "cloud-choose", line: "export TWINBERG_CONFIG=config/cloud.yaml", setting: true },
  { kind: "command", id: "cloud-synth", line: "npx cdktf synth" },
  words("The workspace of a stack, as Terraform reads it:"),
  {
    kind: "command",
    id: "cloud-backend",
    line: `node -p 'JSON.stringify(require("./cdktf.out/stacks/trust/cdk.tf.json").terraform.cloud, null, 2)'`,
  },
  words(`
What has to be set up at Terraform Cloud, all of it from what was synthesized:
`),
  { kind: "command", id: "workspaces", line: "npx twinberg workspaces", shown: { head: 40, tail: 12 } },
];
