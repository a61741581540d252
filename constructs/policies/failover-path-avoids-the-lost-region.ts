import { awsRegionOf, type DeclaredProgram, type DeclaredResource } from "./declared-program";
import type { PolicyRule } from "./policy-rule";

/** What is planned and applied while the primary is lost asks nothing of the primary's account, region or state. */
export const failoverPathAvoidsTheLostRegion: PolicyRule = {
  id: "failover-path-avoids-the-lost-region",
  requirements: ["R19"],
  reason: "recovery must not depend on what is lost",
  source:
    "docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_withstand_component_failures_static_stability.html",
  fix: "keep providers of the lake's region and of the primary's account, and states of other stacks, out of the stack",
  configuration: "failover.controller.region",
  judge: (program) =>
    program.stacks
      .filter((stack) => program.context.failoverPath.includes(stack))
      .map((stack) => ({ path: stack, problems: problemsOf(stack, program) })),
};

function problemsOf(stack: string, program: DeclaredProgram): string[] {
  const { context } = program;
  const region = awsRegionOf(program, stack);
  const primary = context.accounts.primary.name;
  const reachesPrimary = program.providers.some(
    (provider) =>
      provider.stack === stack && provider.type === "snowflake" && provider.arguments.account_name === primary,
  );
  const read = program.remoteStates
    .filter((state) => state.stack === stack)
    .map((state) => stackReadBy(state, program.stacks))
    .filter((other) => other === undefined || !context.failoverPath.includes(other));
  return [
    ...(region === context.lakeRegion ? [`it needs AWS in ${region}, where the lake is`] : []),
    ...(reachesPrimary ? [`it logs in to ${primary}, the primary's account`] : []),
    ...read.map((other) => `it reads the state of ${other ?? "a stack that can't be told"}`),
  ];
}

/** The stack whose state is read: the longest name of one that stands in where the state is. */
function stackReadBy(state: DeclaredResource, stacks: readonly string[]): string | undefined {
  const where = JSON.stringify(state.arguments.config) ?? "";
  return [...stacks]
    .sort((left, right) => right.length - left.length)
    .find((stack) => new RegExp(`[/"-]${stack}(\\.tfstate)?"`).test(where));
}
