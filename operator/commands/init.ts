import type { CommandDefinition } from "../command";
import type { InitTools } from "../init/command";

export type { InitTools };

const DETAILS = `Writes a configuration for real accounts, with what each value means, and prints what their administrators
run once: exactly these statements, for the organization's administrator (ORGADMIN) and for that of each
account (ACCOUNTADMIN). It looks at no account and changes none.

On a terminal it asks what the flags don't say; an empty line takes what is in brackets. With --yes, or
without a terminal, nobody is asked: then what has no default must be a flag.

  twinberg init
  twinberg init --yes --organization MYORG --primary-account EAST --primary-region AWS_US_EAST_1 \\
    --secondary-account WEST --secondary-region AWS_US_WEST_2 --aws-account 111122223333 \\
    --lake-formation-admins arn:aws:iam::111122223333:role/deployer --glue-database analytics

To try it on this machine: npm run local -- --new-accounts starts an AWS and two Snowflake accounts, and prints
the flags that mean them. Backend local is proposed then.

Then: export TWINBERG_CONFIG=config/mine.yaml, npx twinberg bootstrap, npx twinberg preflight.

Exit code 0: written. 2: an answer can't be used, or the file is there and --force isn't given.
130: interrupted; nothing was written.
`;

/** `twinberg init`. @param tools tests give others */
export function initCommand(tools?: InitTools): CommandDefinition {
  return {
    name: "init",
    description: "write a configuration for real accounts, and print what their administrators run once",
    details: DETAILS,
    // Questions come with the configuration's schema, which nobody pays for who asks for another command.
    get options() {
      return [
        { name: "--out", value: "file", description: "the file to write (default: config/mine.yaml)" },
        { name: "--force", description: "replace the file when it is there" },
        { name: "--yes", description: "ask nobody: flags and defaults only" },
        { name: "--json", description: "ask nobody, and print JSON: the file and the statements" },
        ...loadQuestions().QUESTIONS.map(({ name, text }) => ({
          name: `--${name}`,
          value: "value",
          description: text,
        })),
      ];
    },
    run: (context, options) => load().writeConfiguration(context, options, tools),
  };
}

/** Loaded when it is needed: the configuration's schema. By require(), since import() of sources would look for compiled ones. */
function load(): typeof import("../init/command") {
  return require("../init/command");
}

function loadQuestions(): typeof import("../init/questions") {
  return require("../init/questions");
}
