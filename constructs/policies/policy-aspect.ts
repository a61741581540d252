import { Annotations, DefaultTokenResolver, type IAspect, StringConcat, TerraformResource, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";
import { externalVolumeDoesNotWrite } from "./external-volume-does-not-write";
import { lakeFormationAdminIsNotSnowflake } from "./lake-formation-admin-is-not-snowflake";
import { lakeFormationGrantsOnlyRead } from "./lake-formation-grants-only-read";
import type { PolicyRule, ResourceArguments } from "./policy-rule";
import { rolesOnlyRead } from "./roles-only-read";
import { trustTakesExternalId } from "./trust-takes-external-id";

/** Every rule that is applied to every stack. */
export const POLICY_RULES: readonly PolicyRule[] = [
  externalVolumeDoesNotWrite,
  lakeFormationAdminIsNotSnowflake,
  lakeFormationGrantsOnlyRead,
  rolesOnlyRead,
  trustTakesExternalId,
];

/** Applies the rules to each resource of a stack; what they find fails the synthesis, with the resource's path. */
export class PolicyAspect implements IAspect {
  visit(node: IConstruct): void {
    if (!(node instanceof TerraformResource)) {
      return;
    }
    for (const rule of POLICY_RULES.filter(({ resourceType }) => resourceType === node.terraformResourceType)) {
      for (const violation of rule.violations(argumentsOf(node))) {
        Annotations.of(node).addError(`${rule.id}: ${violation} (${rule.reason})`);
      }
    }
  }
}

/** The resource's arguments with tokens made into Terraform's references. */
function argumentsOf(resource: TerraformResource): ResourceArguments {
  const resolved: { resource: Record<string, Record<string, ResourceArguments>> } = Tokenization.resolve(
    resource.toTerraform(),
    { scope: resource, resolver: new DefaultTokenResolver(new StringConcat()), preparing: false },
  );
  const [block] = Object.values(resolved.resource[resource.terraformResourceType] ?? {});
  if (block === undefined) {
    throw new Error(`${resource.node.path} gave no Terraform JSON of its type ${resource.terraformResourceType}`);
  }
  return block;
}
