import type { CommandDefinition } from "../command";
import type { MakeProbes } from "../doctor/command";

/** `twinberg doctor`. @param makeProbes how to look at the machine; tests give another */
export function doctorCommand(makeProbes?: MakeProbes): CommandDefinition {
  return {
    name: "doctor",
    description: "say what is missing on this machine, why it is needed and how to get it",
    options: [{ name: "--json", description: "print JSON" }],
    run: (context, options) => load().examineMachine(context, options, makeProbes),
  };
}

/** Loaded when it is needed: what looks at the machine. By require(), since import() of sources would look for compiled ones. */
function load(): typeof import("../doctor/command") {
  return require("../doctor/command");
}
