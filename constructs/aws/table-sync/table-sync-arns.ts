import type { TableSyncNames } from "../../../config/table-sync-names";
import { type AwsPlace, partitionOf } from "../arns";

/** The ARN of a regional resource of this AWS account. */
export function regionalArn(place: AwsPlace, service: string, resource: string): string {
  return `arn:${partitionOf(place.region)}:${service}:${place.region}:${place.accountId}:${resource}`;
}

/** The ARNs of the rules, computed: the queues' policies name them before they exist. */
export function ruleArns(place: AwsPlace, rules: TableSyncNames["rules"]): string[] {
  return Object.values(rules).map((rule) => regionalArn(place, "events", `rule/${rule}`));
}

/** The ARNs that reading the synced Glue databases touches. `names`: databases, or beginnings that end in `*`. */
export function glueReadArns(place: AwsPlace, names: readonly string[]): string[] {
  return [
    regionalArn(place, "glue", "catalog"),
    ...names.map((name) => regionalArn(place, "glue", `database/${name}`)),
    ...names.map((name) => regionalArn(place, "glue", `table/${name}/*`)),
  ];
}
