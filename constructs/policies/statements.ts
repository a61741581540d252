import type { DeclaredProgram, DeclaredResource } from "./declared-program";
import { type PolicyRule, resourcesOf } from "./policy-rule";

/** A statement that a program runs, and where. */
export interface DeclaredStatement {
  readonly text: string;
  readonly declared: DeclaredResource;
}

/** Every statement that Terraform runs as it is written. What it reverts to is no shape, and isn't among them. */
export function statementsOf(program: DeclaredProgram): DeclaredStatement[] {
  return resourcesOf(program, "snowflake_execute").map((declared) => ({
    text: String(declared.arguments.execute),
    declared,
  }));
}

/**
 * Judges each statement on its own.
 *
 * @param problemsOf undefined or an empty text for a statement that the rule isn't about
 */
export function eachStatement(
  problemsOf: (
    text: string,
    statement: DeclaredStatement,
    program: DeclaredProgram,
  ) => readonly string[] | undefined | "",
): PolicyRule["judge"] {
  return (program) =>
    statementsOf(program).flatMap((statement) => {
      const problems = problemsOf(statement.text, statement, program);
      return problems ? [{ path: statement.declared.path, problems }] : [];
    });
}

const QUOTED = /"(?:[^"]|"")*"|'(?:[^'\\]|''|\\.)*'/g;

/** A statement with each quoted name and text made into `x`: what is left are keywords and unquoted names. */
export function withoutQuoted(text: string): string {
  return text.replace(QUOTED, "x");
}
