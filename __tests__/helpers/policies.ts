import type { RuleId } from "../../config/rule-ids";
import type {
  DeclaredProgram,
  DeclaredResource,
  PolicyContext,
  ResourceArguments,
} from "../../constructs/policies/declared-program";
import type { PolicyRule } from "../../constructs/policies/policy-rule";
import { policyRules } from "../../constructs/policies/rules";

/** What the rules know of a configuration, with short names. */
export const context: PolicyContext = {
  analystRole: "ANALYST",
  prodDatabase: "PROD",
  replicatedDatabases: ["OPS", "MINE"],
  catalogLinkedDatabase: "CLD",
  externalDatabase: "EXT",
  externalTableDatabases: ["RAW"],
  targetStack: "failover-secondary",
  accounts: {
    primary: {
      name: "EAST",
      edition: "BUSINESS_CRITICAL",
      region: "AWS_US_EAST_1",
      stacks: ["primary-account", "failover-primary", "primary-data"],
    },
    secondary: {
      name: "WEST",
      edition: "BUSINESS_CRITICAL",
      region: "AWS_US_WEST_2",
      stacks: ["secondary-account", "failover-secondary", "secondary-data"],
    },
  },
  rolesTravel: false,
  failoverPath: ["controller", "secondary-account", "failover-secondary", "secondary-data"],
  lakeRegion: "us-east-1",
  replicas: [{ region: "us-west-2", bucket: "copy" }],
  stateReplicaRegion: undefined,
  recoveryPointMinutes: 30,
  keepsData: true,
};

/** A rule by its id. @throws Error when there is none */
export function rule(ruleId: RuleId): PolicyRule {
  const found = policyRules.find(({ id }) => id === ruleId);
  if (found === undefined) {
    throw new Error(`there is no rule ${ruleId}`);
  }
  return found;
}

/** A declared resource; its construct is `<stack>/<id>`. */
export function resource(type: string, given: ResourceArguments, path = "stack/Resource"): DeclaredResource {
  const [stack = "", ...ids] = path.split("/");
  return { stack, path, type, address: `${type}.${ids.join("_")}`, arguments: given };
}

/** Terraform's reference to something that isn't known at synthesis. */
export function reference(to: string): string {
  return `\${${to}}`;
}

/** A statement that Terraform runs. */
export function execute(text: string, path = "failover-primary/Step"): DeclaredResource {
  return resource("snowflake_execute", { execute: text }, path);
}

/** A program of some resources. */
export function programOf(
  resources: readonly DeclaredResource[],
  over: Partial<DeclaredProgram> = {},
): DeclaredProgram {
  return {
    stacks: [...new Set(resources.map(({ stack }) => stack))],
    resources,
    providers: [],
    backends: [],
    remoteStates: [],
    context,
    ...over,
  };
}

/** What a rule finds in a program of some resources. */
export function problems(
  ruleId: RuleId,
  resources: readonly DeclaredResource[],
  over: Partial<DeclaredProgram> = {},
): string[] {
  return rule(ruleId)
    .judge(programOf(resources, over))
    .flatMap((judgement) => judgement.problems);
}
