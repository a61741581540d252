import { type CommandDefinition, UsageError } from "../command";
import type { OpenTableSyncKeys } from "../table-sync/keys-command";

const DETAILS = `The private key of the table sync's user is in Secrets Manager and nowhere else: not in the configuration, not in
Terraform's state, not on a disk. Needs the account's deployer, by TF_VAR_<account>_snowflake_private_key, and AWS
credentials that may read and write the secret.

  create   makes a key pair, gives the user the public key, logs in with it, stores the private key. Does nothing when
           the user has the secret's key already; a user that was made anew gets it again
  rotate   gives the user a second key, logs in with it, stores it, waits until whatever was begun with the old key has
           ended, and takes the old key away. The function reads the secret again when its key is refused

Either may be killed anywhere and run again: it goes on from what is there. Not two of them at once.

Exit code 0: done. 1: stopped, and why; run it again. 2: the command line or the configuration can't be used.
130: interrupted.`;

/** `twinberg keys create|rotate`. */
export function keysCommand(open?: OpenTableSyncKeys): CommandDefinition {
  return {
    name: "keys",
    description: "make or rotate the key that the table sync logs in with",
    details: DETAILS,
    options: [],
    commands: [
      {
        name: "create",
        description: "make the first key",
        details: DETAILS,
        options: [],
        run: (context) => load().createKey(context, open),
      },
      {
        name: "rotate",
        description: "replace the key by another one, without a sync that fails",
        details: DETAILS,
        options: [
          {
            name: "--wait",
            value: "seconds",
            description: "how long the old key stays (default: as long as the function may run)",
          },
        ],
        run: (context, options) => load().rotateKey(context, options, open),
      },
    ],
    run: () => Promise.reject(new UsageError("say keys create or keys rotate")),
  };
}

/** Loaded when it is needed: clients of AWS, and what logs in. By require(), since import() of sources would look for compiled ones. */
function load(): typeof import("../table-sync/keys-command") {
  return require("../table-sync/keys-command");
}
