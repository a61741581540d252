import { type Integration, type IntegrationCategory, integrationCategory } from "../../../objects/integration";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { applyShowFilter, readShowFilter } from "../../show-filter";
import type { StatementKind } from "../../statement";

const TYPES: Readonly<Record<Integration["kind"], string>> = {
  STORAGE: "EXTERNAL_STAGE",
  CATALOG: "CATALOG",
  NOTIFICATION: "EMAIL",
  QUEUE: "QUEUE - AWS_SNS",
};

const COLUMNS: ColumnPlan<Integration> = {
  name: ["text", (integration) => integration.name],
  type: ["text", ({ kind }) => TYPES[kind]],
  category: ["text", integrationCategory],
  enabled: ["text", (integration) => String(integration.enabled)],
  comment: ["text", (integration) => integration.comment],
  created_on: ["timestamp_ltz", (integration) => new Date(integration.createdOn)],
};

function showKind(words: string, kind?: IntegrationCategory): StatementKind {
  return {
    leading: `SHOW ${words}`,
    parse(cursor) {
      cursor.expect(`SHOW ${words}`);
      const filter = readShowFilter(cursor);
      return ({ access }) => {
        const visible = access
          .visible("INTEGRATION")
          .filter((one) => kind === undefined || integrationCategory(one) === kind);
        return tableOf(COLUMNS, applyShowFilter(filter, visible));
      };
    },
  };
}

/** SHOW [STORAGE | CATALOG | NOTIFICATION] INTEGRATIONS [LIKE '…'] */
export const showIntegrationStatements: readonly StatementKind[] = [
  showKind("INTEGRATIONS"),
  showKind("STORAGE INTEGRATIONS", "STORAGE"),
  showKind("CATALOG INTEGRATIONS", "CATALOG"),
  showKind("NOTIFICATION INTEGRATIONS", "NOTIFICATION"),
];
