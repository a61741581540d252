import type { CommandOption } from "../command";

/** Options that failover and failback share. */
export const DRILL_OPTIONS: readonly CommandOption[] = [
  { name: "--plan", description: "only print what would be done; nothing is changed" },
  { name: "--yes", description: "don't ask before beginning (what --pause-before asks is asked all the same)" },
  {
    name: "--accept-data-loss",
    value: "seconds",
    description: "begin although the target isn't ready, accepting that writes of so many seconds are lost",
  },
  { name: "--pause-before", value: "step", description: "wait for a person's approval there, e.g. promote" },
  { name: "--abandon", description: "end the unfinished drill in its journal; both accounts stay as they are" },
  { name: "--json", description: "print JSON: one message a line, or the plan" },
];

/** What both commands' help says at its end. */
export const DRILL_DETAILS = `First it looks at both accounts, plans only what is missing, shows that and asks; the answer is no unless
it is yes. Then each step looks whether it is done already, acts, looks again, and is written down in
the journal before and after: drills/<id>/journal.jsonl in the controller's bucket, with a copy in
.twinberg/drills/<id>/, where the evidence comes, too.

However it ended before (killed, interrupted, refused by Snowflake), the same command goes on from
there. Only one controller acts at a time: a lease with an epoch in the bucket, which both accounts
know as well; who has a lower epoch is refused there, and told who has the higher.

It logs in as each account's deployer, by the private keys that Terraform takes:
  TF_VAR_primary_snowflake_private_key and TF_VAR_secondary_snowflake_private_key
and to the bucket with the AWS credentials of the environment.

Exit code 0: done, or nothing to do. 1: refused, declined, held by somebody else, or stopped at a step:
what was said last tells how to go on. 2: the command line, a key or the configuration can't be used.
130: interrupted; what was begun is in the journal.
`;
