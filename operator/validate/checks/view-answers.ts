import { ADVERTISING_VIEWS } from "../../../config/advertising";
import type { TwinbergConfig } from "../../../config/schema";
import { prodSchema } from "../../../constructs/snowflake/declared/prod-schema";
import { qualifiedName } from "../../../sql/identifier";
import type { LakeRole } from "../account-access";
import { type Answer, ask, unreached } from "../answer";
import type { AccountCheck, Judgement } from "../check";

/** The declared views answer: those in EXT the engineer, those in PROD the analyst. */
export function viewChecks({ databases, lake, roles }: TwinbergConfig): readonly AccountCheck[] {
  const { external, prod } = databases;
  if (!external.advertisingViews) return [];
  const viewCheck = (id: string, as: LakeRole, name: string): AccountCheck => ({
    id: `view.${id}`,
    expected: `${name} answers ${roles[as]}`,
    // All columns, so that the files behind it have to be read.
    look: async (access) => judgeView(name, await ask(access, as, `SELECT * FROM ${name} LIMIT 1`)),
  });
  return ADVERTISING_VIEWS.flatMap((view) => [
    viewCheck(`external.${view}`, "engineer", qualifiedName(external.name, external.schema, view)),
    viewCheck(`prod.${view}`, "analyst", qualifiedName(prod.name, prodSchema(prod, lake.glueDatabase), view)),
  ]);
}

/** A view that gives no row answers too, and that is said. */
export function judgeView(name: string, answer: Answer): Judgement {
  switch (answer.kind) {
    case "rows":
      return { verdict: "pass", seen: answer.rows.length === 0 ? "it answers, without a row" : "it answers" };
    case "refused":
      return {
        verdict: "fail",
        seen: "it doesn't answer",
        reason: answer.message,
        fix: "apply the data stack, which declares the view; HEARTBEAT grants again what is missing",
      };
    case "unreached":
      return unreached(name, answer.reason);
  }
}
