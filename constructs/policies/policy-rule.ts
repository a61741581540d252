import type { RuleId } from "../../config/rule-ids";
import type { DeclaredProgram, DeclaredResource, ResourceArguments } from "./declared-program";

/**
 * What a rule stands for: one of the requirements R1 to R19 that synthesis has to meet, an invariant of two accounts that are
 * each other's twin, or a promise of Twinberg's own.
 */
export type Requirement =
  | "R1"
  | "R2"
  | "R3"
  | "R4"
  | "R5"
  | "R6"
  | "R7"
  | "R8"
  | "R9"
  | "R10"
  | "R11"
  | "R12"
  | "R13"
  | "R14"
  | "R15"
  | "R16"
  | "R17"
  | "R18"
  | "R19"
  | "twin"
  | "own";

/** What a rule says of one thing that it looked at. */
export interface Judgement {
  /** The path of the construct; of a stack as a whole, its name. */
  readonly path: string;
  /** What is wrong with it; empty when it complies. What can't be told at synthesis is wrong, too. */
  readonly problems: readonly string[];
}

/** Something that no program may declare. One rule a file, named for the rule. */
export interface PolicyRule {
  /** The rule's name: its file's. */
  readonly id: RuleId;
  /** What it stands for. */
  readonly requirements: readonly [Requirement, ...Requirement[]];
  /** Why the rule is there. */
  readonly reason: string;
  /** The page that says so, without https://. */
  readonly source: string;
  /** What to do about a violation. */
  readonly fix: string;
  /** Where in the configuration the same mistake is refused earlier, with file and line. Default: nowhere. */
  readonly configuration?: string;
  /** One judgement for each thing that the rule is about. None: there is nothing of the kind. */
  judge(program: DeclaredProgram): readonly Judgement[];
}

/** Judges each resource of some Terraform types on its own. */
export function eachResource(
  types: string | readonly string[],
  problemsOf: (resource: ResourceArguments, declared: DeclaredResource, program: DeclaredProgram) => readonly string[],
): PolicyRule["judge"] {
  return (program) =>
    resourcesOf(program, types).map((declared) => ({
      path: declared.path,
      problems: problemsOf(declared.arguments, declared, program),
    }));
}

/** The resources of some Terraform types, in the order in which they are declared. */
export function resourcesOf(program: DeclaredProgram, types: string | readonly string[]): DeclaredResource[] {
  const wanted = [types].flat();
  return program.resources.filter(({ type }) => wanted.includes(type));
}
