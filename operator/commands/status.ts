import type { CommandDefinition } from "../command";
import type { StatusTools } from "../status/command";

export type { StatusTools };

const DETAILS = `Says of both accounts what is active and since which epoch, who has the controller's lease, each failover
group's state and lag against the recovery point objective, the connection, who may write the lake, the
tasks that write, heartbeats with their reasons, the drill that is unfinished and how to go on with it,
what would block a failover or a failback now, each with what to do about it, and, in a line each, lag,
every task's last run, the table sync with its dead letters, schema drift, and the last drill:

  ✓ so   ✗ not so   ? can't be told, which is as good as not so
  blocks: any                         no failover begins
  blocks: planned only                an unplanned one does without it
  blocks: waived by --accept-data-loss  an operator may take the loss, whose figure the plan tells

It looks, and changes nothing: as each account's deployer, by the private keys that Terraform takes,
  TF_VAR_primary_snowflake_private_key and TF_VAR_secondary_snowflake_private_key,
and in the controller's bucket by the AWS credentials of the environment. What has no key, or doesn't
answer within 30 s, is told as out of reach, with all the rest: it works with an account dead. The same
preconditions are looked at by the heartbeat in each account all the time, and by a failover before it
begins: docs/readiness.md lists them.

  twinberg status                     how it is, and whether the standby could take over
  twinberg status --to primary        the exit code is about a failback
  twinberg status --json | jq '.directions.secondary.blockers[] | {id, reason, fix}'
  twinberg failover --to secondary --plan   what a failover would do, step by step

With --serve, the same is one page in the browser, with the history of the last day, until Ctrl-C. It looks
anew every --every seconds while somebody watches, once for all who do. There is no login: it is served to
this machine only, unless --host says otherwise. docs/status.md says what each figure means.

  twinberg status --serve               http://127.0.0.1:8710/
  twinberg status --serve --port 0      a port that is free, which is printed
  ssh -L 8710:127.0.0.1:8710 bastion    to watch one that runs on another machine

Exit code 0: ready, a planned failover could begin now (or everything is there already). 1: something
blocks it, or can't be told. What is told of the table sync, drift, tasks and drills doesn't change it.
2: the command line or the configuration can't be used, or the port is in use. 130: interrupted, which is
how --serve ends.
`;

/** `twinberg status`. @param tools how to reach accounts and bucket; tests give others */
export function statusCommand(tools?: StatusTools): CommandDefinition {
  return {
    name: "status",
    description: "say which account is active, how both are, and what would block a failover now",
    details: DETAILS,
    options: [
      {
        name: "--to",
        value: "account",
        description: "primary or secondary: which way the exit code is about (default: away from the active account)",
      },
      { name: "--json", description: "print JSON" },
      { name: "--serve", description: "serve it as a page for a browser, until Ctrl-C" },
      {
        name: "--port",
        value: "number",
        description: "with --serve: the page's port; 0 is a free one (default: 8710)",
      },
      {
        name: "--host",
        value: "address",
        description: "with --serve: the address to listen at (default: 127.0.0.1, this machine only)",
      },
      {
        name: "--every",
        value: "seconds",
        description: "with --serve: how old what is shown may be before it looks anew, from 5 to 3600 (default: 30)",
      },
    ],
    run: (context, options) => load().showStatus(context, options, tools),
  };
}

/** Loaded when it is needed: what looks at both clouds. By require(), since import() of sources would look for compiled ones. */
function load(): typeof import("../status/command") {
  return require("../status/command");
}
