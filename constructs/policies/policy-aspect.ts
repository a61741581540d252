import { Annotations, DefaultTokenResolver, type IAspect, StringConcat, TerraformResource, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";
import { analystReadsOnlyProd } from "./analyst-reads-only-prod";
import { catalogLinkedDatabaseIsNeverReplaced } from "./catalog-linked-database-is-never-replaced";
import { catalogLinkedDatabaseStatesItsWrites } from "./catalog-linked-database-states-its-writes";
import { externalVolumeDoesNotWrite } from "./external-volume-does-not-write";
import { failoverGroupCarriesWhatReplicates } from "./failover-group-carries-what-replicates";
import { failoverGroupCommandsRunOnTheirSide } from "./failover-group-commands-run-on-their-side";
import { failoverGroupCreationIsLegal } from "./failover-group-creation-is-legal";
import { failoverGroupListsWhatItCarries } from "./failover-group-lists-what-it-carries";
import { failoverGroupScheduleIsPossible } from "./failover-group-schedule-is-possible";
import { lakeFormationAdminIsNotSnowflake } from "./lake-formation-admin-is-not-snowflake";
import { lakeFormationGrantsOnlyRead } from "./lake-formation-grants-only-read";
import { materializedViewsAreLegal } from "./materialized-views-are-legal";
import { objectIsInOneFailoverGroup } from "./object-is-in-one-failover-group";
import { oneCatalogLinkedDatabaseWrites } from "./one-catalog-linked-database-writes";
import type { PolicyNames, PolicyRule, ResourceArguments } from "./policy-rule";
import { replicatedDatabaseHoldsNativeTables } from "./replicated-database-holds-native-tables";
import { rolesOnlyRead } from "./roles-only-read";
import { tasksDoNotOverlap } from "./tasks-do-not-overlap";
import { trustTakesExternalId } from "./trust-takes-external-id";

/** Every rule that is applied to every stack of a program. */
export function policyRules(names: PolicyNames): readonly PolicyRule[] {
  return [
    analystReadsOnlyProd(names),
    catalogLinkedDatabaseIsNeverReplaced,
    catalogLinkedDatabaseStatesItsWrites,
    externalVolumeDoesNotWrite,
    failoverGroupCarriesWhatReplicates(names),
    failoverGroupCommandsRunOnTheirSide(names),
    failoverGroupCreationIsLegal,
    failoverGroupListsWhatItCarries,
    failoverGroupScheduleIsPossible,
    lakeFormationAdminIsNotSnowflake,
    lakeFormationGrantsOnlyRead,
    materializedViewsAreLegal,
    objectIsInOneFailoverGroup(),
    oneCatalogLinkedDatabaseWrites(),
    replicatedDatabaseHoldsNativeTables(names),
    rolesOnlyRead,
    tasksDoNotOverlap,
    trustTakesExternalId,
  ];
}

/** Applies the rules to each resource of a stack; what they find fails the synthesis, with the resource's path. */
export class PolicyAspect implements IAspect {
  readonly #rules: readonly PolicyRule[];

  constructor(names: PolicyNames) {
    this.#rules = policyRules(names);
  }

  visit(node: IConstruct): void {
    if (!(node instanceof TerraformResource)) {
      return;
    }
    const rules = this.#rules.filter(({ resourceType }) => [resourceType].flat().includes(node.terraformResourceType));
    if (rules.length === 0) {
      return;
    }
    const resource = namesFollowed(argumentsOf(node), node);
    for (const rule of rules) {
      for (const violation of rule.violations(resource, node.node.path)) {
        Annotations.of(node).addError(`${rule.id}: ${violation} (${rule.reason})`);
      }
    }
  }
}

const NAME_REFERENCE = /^\$\{([a-z0-9_]+)\.([\w-]+)\.name\}$/;

/** The arguments with each reference to the name of another resource of the stack made into that name. */
function namesFollowed(resource: ResourceArguments, from: TerraformResource): ResourceArguments {
  return Object.fromEntries(
    Object.entries(resource).map(([key, value]) => [key, key === "//" ? value : followed(value, from)]),
  );
}

function followed(value: unknown, from: TerraformResource): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => followed(item, from));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, followed(inner, from)]));
  }
  const [, type, id] = NAME_REFERENCE.exec(String(value)) ?? [];
  if (type === undefined) {
    return value;
  }
  const named = from.cdktfStack.node
    .findAll()
    .find(
      (node): node is TerraformResource =>
        node instanceof TerraformResource && node.terraformResourceType === type && node.friendlyUniqueId === id,
    );
  return named === undefined ? value : followed(argumentsOf(named).name, named);
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
