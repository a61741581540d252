import type { TableSyncNames } from "../../../config/table-sync-names";
import { type AwsPlace, regionalArn } from "../arns";

/** The ARNs of the rules, computed: the queues' policies name them before they exist. */
export function ruleArns(place: AwsPlace, rules: TableSyncNames["rules"]): string[] {
  return Object.values(rules).map((rule) => regionalArn(place, "events", `rule/${rule}`));
}
