import { about, bad, good, type PreflightCheck, skipped, unknown } from "../check";
import type { SimulatedAction } from "../observation";

/** Whether the caller may do what the stacks do, by IAM's policy simulator. It knows no service control policies of others. */
export const awsPermissions: PreflightCheck = ({ observation: { aws } }) => [
  {
    id: "aws.permissions",
    where: "aws",
    expected: "the caller may make what the stacks make",
    ...about(aws, "see aws.credentials", ({ permissions }) =>
      permissions === undefined
        ? skipped("a local AWS decides nothing by policies")
        : about(
            permissions,
            "let the caller simulate its own policies (iam:SimulatePrincipalPolicy), or look yourself and --accept aws.permissions",
            judge,
          ),
    ),
  },
];

function judge(actions: readonly SimulatedAction[]) {
  const list = (decision: SimulatedAction["decision"]) =>
    actions.filter((one) => one.decision === decision).map(({ action, resource }) => `${action} on ${resource}`);
  const denied = list("denied");
  if (denied.length > 0) {
    return bad(`denied: ${denied.join("; ")}`, "give the caller these actions, or take a role that has them");
  }
  const unclear = list("unclear");
  return unclear.length > 0
    ? unknown(`it depends on conditions: ${unclear.join("; ")}`, "look at the conditions, and --accept aws.permissions")
    : good(`${actions.length} actions are allowed`);
}
