import type { CommandDefinition } from "../command";
import { exitCodes } from "../exit-codes";
import { toJson } from "../json";

const DETAILS = `The rules are applied to everything that the stacks declare when it is synthesized ("npm run synth",
cdktf), before Terraform sees any of it. All violations are shown at once, each with its construct's
path and what to do, and nothing is written.

A rule that must be broken is suppressed by the configuration, with a reason:

  rules:
    suppress:
      - id: state-outlives-the-lost-region
        reason: the state's bucket is copied to us-west-2 by another team
        path: secondary-data        # a construct and what is in it; left out: everywhere

What is suppressed is shown by synthesis and in the rehearsal's report. The same table is in
docs/rules.md, with the requirement that each rule stands for.

Exit code 0. It asks nothing of any account, and reads no configuration.
`;

/** `twinberg rules`. */
export const rulesCommand: CommandDefinition = {
  name: "rules",
  description: "print the rules that synthesis applies, each with its reason, source and fix",
  details: DETAILS,
  options: [{ name: "--json", description: "print JSON" }],
  async run({ write }, options) {
    const { renderRules, rulesFacts } = load();
    const facts = rulesFacts();
    write(options.has("--json") ? toJson(facts) : renderRules(facts));
    return exitCodes.ok;
  },
};

/** Loaded when it is needed: the rules bring constructs with them. By require(), since import() of sources would look for compiled ones. */
function load(): typeof import("../rules/render") {
  return require("../rules/render");
}
