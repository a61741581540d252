import type { BootstrapCommandTools } from "../bootstrap/command";
import type { CommandDefinition } from "../command";

export type { BootstrapCommandTools };

const DETAILS = `Prepares real accounts, once, before the first plan: in each Snowflake account the user that Terraform logs
in as, its key pair and its role; ENABLE_ACCOUNT_DATABASE_REPLICATION for both; and, where the state is in
S3, its bucket (versioned, encrypted, closed to the public, TLS only) and the copy in another region.

It looks first, plans only what is missing, shows that and asks; the answer is no unless it is yes. However
it ended before, the same command goes on from there. Nothing that is there is replaced: a user that has
another key gets this one beside it.

The deployers' keys: what is in the variables that Terraform takes,
  TF_VAR_primary_snowflake_private_key and TF_VAR_secondary_snowflake_private_key,
else files of --keys, with mode 0600, which are made when they are missing. A private key is never printed:
the lines at the end read it from its file.

The administrators log in by, for each account (PRIMARY, SECONDARY) that is to be prepared from here:
  TWINBERG_<ACCOUNT>_ADMIN_USER, and one of
  TWINBERG_<ACCOUNT>_ADMIN_PRIVATE_KEY, TWINBERG_<ACCOUNT>_ADMIN_TOKEN, TWINBERG_<ACCOUNT>_ADMIN_PASSWORD
  or --browser
For an account without, the statements are printed for its administrator to run. --statements prints all of
them and logs in nowhere. AWS takes the credentials of the environment.

Exit code 0: everything is there. 1: something is left to do: planned only, declined, failed, or by hand.
2: the command line, a key or the configuration can't be used. 130: interrupted; the same command goes on.
`;

/** `twinberg bootstrap`. @param tools tests give others */
export function bootstrapCommand(tools?: BootstrapCommandTools): CommandDefinition {
  return {
    name: "bootstrap",
    description: "prepare real accounts once: who Terraform is, replication, the state's bucket",
    details: DETAILS,
    options: [
      { name: "--plan", description: "only print what would be done; nothing is changed" },
      { name: "--yes", description: "don't ask before beginning" },
      { name: "--statements", description: "make the key pairs, print what administrators run, and log in nowhere" },
      { name: "--browser", description: "administrators log in by single sign-on, in the browser that opens" },
      { name: "--keys", value: "folder", description: "where key files are (default: .twinberg/keys)" },
      { name: "--json", description: "print the plan as JSON; with --yes, what is left when it is done" },
    ],
    run: (context, options) => load().prepareAccounts(context, options, tools),
  };
}

/** Loaded when it is needed: what prepares accounts. By require(), since import() of sources would look for compiled ones. */
function load(): typeof import("../bootstrap/command") {
  return require("../bootstrap/command");
}
