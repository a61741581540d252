import { ACCOUNT_ROLES, type AccountRole } from "../../../config/schema";
import { about, type PreflightCheck, type PreflightContext, type PreflightResult } from "../check";
import { namesInSnowflake, OBJECT_KINDS, type ObjectKind } from "../declared-names";
import { clash } from "./clash";

/** Of each account: is nothing there under the names that the stacks take? */
export const snowflakeNames: PreflightCheck = (context) =>
  ACCOUNT_ROLES.flatMap((account) => OBJECT_KINDS.flatMap((kind) => checksOf(context, account, kind)));

function checksOf(
  { config, observation }: PreflightContext,
  account: AccountRole,
  kind: ObjectKind,
): readonly PreflightResult[] {
  const declared = namesInSnowflake(config, account).filter((one) => one.kind === kind);
  const stacks = [...new Set(declared.map(({ stack }) => stack))];
  const seen = observation.accounts[account];
  const { applied } = observation;
  return stacks.map((stack) => {
    const names = declared.filter((one) => one.stack === stack).map(({ name }) => name);
    const finding = about(seen, `see ${account}.login`, ({ objects }) =>
      about(
        objects.get(kind) ?? { known: false, reason: "it was not looked at" },
        `let the deployer run SHOW ${kind}`,
        (there) => clash({ taken: names.filter((name) => there.has(name)), of: names.length, stack, applied }),
      ),
    );
    return {
      id: `${account}.names.${stack}.${kind.toLowerCase().replaceAll(" ", "-")}`,
      where: account,
      expected: `names of ${kind.toLowerCase()} of ${stack} are free: ${names.join(", ")}`,
      ...finding,
    };
  });
}
