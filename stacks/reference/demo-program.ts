import { join } from "node:path";
import { loadConfig } from "../../config/load";
import { type DescribedProgram, describeProgram } from "./declared-stacks";

/** The rehearsal's program: the one that the pages show, with everything switched on. */
export function demoProgram(): DescribedProgram {
  return describeProgram(loadConfig(join(__dirname, "../../config/demo.yaml")));
}
