import { SnowflakeError } from "../../src/errors";
import { parseStatement } from "../../src/sql/registry";
import { tokenize } from "../../src/sql/tokenizer";
import { expand } from "./template";
import { TEMPLATES } from "./templates";

/** Clauses that the provider can be made to write and that are refused by name here, with the reason. */
const REFUSED_CLAUSES: readonly RegExp[] = [
  // Nobody can enroll in multi-factor authentication here, so that there is none to disable.
  /SET DISABLE_MFA/,
];

/** `code: message` of the error that parsing ends with, undefined when it does not. */
async function failure(sql: string): Promise<string | undefined> {
  try {
    await parseStatement(tokenize(sql));
    return undefined;
  } catch (error) {
    if (error instanceof SnowflakeError) return `${error.code}: ${error.message}`;
    throw error;
  }
}

describe("the statements of the Terraform provider", () => {
  describe.each(Object.entries(TEMPLATES))("%s", (_resource, templates) => {
    it.each(templates.map((template) => [template.slice(0, 60), template] as const))(
      "%s… can be read",
      async (_name, template) => {
        const failed: string[] = [];
        for (const sql of expand(template)) {
          const why = await failure(sql);
          if (why !== undefined && !REFUSED_CLAUSES.some((clause) => clause.test(sql))) failed.push(`${sql}\n  ${why}`);
        }
        expect(failed).toEqual([]);
      },
    );
  });
});
