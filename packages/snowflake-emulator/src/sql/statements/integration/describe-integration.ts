import type { AccountIdentity } from "../../../identity";
import {
  type CatalogIntegration,
  type EmailIntegration,
  type Integration,
  type IntegrationCategory,
  integrationCategory,
  type QueueIntegration,
  type StorageIntegration,
} from "../../../objects/integration";
import { type PropertyRow, propertyTable, row } from "../../property-rows";
import type { StatementKind } from "../../statement";

function storageRows(integration: StorageIntegration, identity: AccountIdentity): readonly PropertyRow[] {
  return [
    row("ENABLED", "Boolean", String(integration.enabled), "false"),
    row("STORAGE_PROVIDER", "String", integration.provider),
    row("STORAGE_ALLOWED_LOCATIONS", "List", integration.allowedLocations.join(","), "[]"),
    row("STORAGE_BLOCKED_LOCATIONS", "List", integration.blockedLocations.join(","), "[]"),
    row("STORAGE_AWS_IAM_USER_ARN", "String", identity.awsPrincipalArn),
    row("STORAGE_AWS_ROLE_ARN", "String", integration.roleArn),
    row("STORAGE_AWS_EXTERNAL_ID", "String", integration.externalId),
    ...(integration.objectAcl === null ? [] : [row("STORAGE_AWS_OBJECT_ACL", "String", integration.objectAcl)]),
    row("USE_PRIVATELINK_ENDPOINT", "Boolean", String(integration.usePrivatelinkEndpoint), "false"),
    row("COMMENT", "String", integration.comment ?? ""),
  ];
}

const braces = (pairs: readonly (readonly [key: string, value: string | null])[]) =>
  `{${pairs.map(([key, value]) => `${key}=${value ?? "null"}`).join(", ")}}`;

function catalogRows(integration: CatalogIntegration, identity: AccountIdentity): readonly PropertyRow[] {
  const head = [
    row("ENABLED", "Boolean", String(integration.enabled), "false"),
    row("CATALOG_SOURCE", "String", integration.source),
    row("CATALOG_NAMESPACE", "String", integration.catalogNamespace ?? ""),
    row("TABLE_FORMAT", "String", "ICEBERG"),
    row("REFRESH_INTERVAL_SECONDS", "Integer", String(integration.refreshIntervalSeconds), "30"),
  ];
  const comment = row("COMMENT", "String", integration.comment ?? "");
  if (integration.source === "GLUE") {
    return [
      ...head,
      row("GLUE_AWS_ROLE_ARN", "String", integration.roleArn),
      row("GLUE_CATALOG_ID", "String", integration.catalogId),
      row("GLUE_REGION", "String", integration.region),
      row("GLUE_AWS_IAM_USER_ARN", "String", identity.awsPrincipalArn),
      row("GLUE_AWS_EXTERNAL_ID", "String", integration.externalId),
      comment,
    ];
  }
  if (integration.source === "OBJECT_STORE") return [...head, comment];
  const { sigv4 } = integration;
  const config = braces([
    ["CATALOG_URI", integration.catalogUri],
    ["PREFIX", integration.prefix],
    ["CATALOG_API_TYPE", integration.catalogApiType],
    ["CATALOG_NAME", integration.catalogName],
    ["ACCESS_DELEGATION_MODE", integration.accessDelegationMode],
  ]);
  const authentication = braces([
    ["TYPE", "SIGV4"],
    ["SIGV4_IAM_ROLE", sigv4.roleArn],
    ["SIGV4_SIGNING_REGION", sigv4.signingRegion],
  ]);
  return [
    ...head,
    row("REST_CONFIG", "String", config),
    row("REST_AUTHENTICATION", "String", authentication),
    row("API_AWS_IAM_USER_ARN", "String", identity.awsPrincipalArn),
    row("API_AWS_EXTERNAL_ID", "String", sigv4.externalId),
    comment,
  ];
}

function emailRows(integration: EmailIntegration): readonly PropertyRow[] {
  return [
    row("ENABLED", "Boolean", String(integration.enabled), "false"),
    row("DIRECTION", "String", "OUTBOUND"),
    row("ALLOWED_RECIPIENTS", "List", integration.allowedRecipients.join(","), "[]"),
    row("DEFAULT_RECIPIENTS", "List", integration.defaultRecipients.join(","), "[]"),
    row("DEFAULT_SUBJECT", "String", integration.defaultSubject ?? ""),
    row("COMMENT", "String", integration.comment ?? ""),
  ];
}

function queueRows(integration: QueueIntegration, identity: AccountIdentity): readonly PropertyRow[] {
  return [
    row("ENABLED", "Boolean", String(integration.enabled), "false"),
    row("NOTIFICATION_PROVIDER", "String", "AWS_SNS"),
    row("DIRECTION", "String", "OUTBOUND", "INBOUND"),
    row("AWS_SNS_TOPIC_ARN", "String", integration.topicArn),
    row("AWS_SNS_ROLE_ARN", "String", integration.roleArn),
    row("SF_AWS_EXTERNAL_ID", "String", integration.externalId),
    row("SF_AWS_IAM_USER_ARN", "String", identity.awsPrincipalArn),
    row("COMMENT", "String", integration.comment ?? ""),
  ];
}

function rowsOf(integration: Integration, identity: AccountIdentity): readonly PropertyRow[] {
  switch (integration.kind) {
    case "STORAGE":
      return storageRows(integration, identity);
    case "CATALOG":
      return catalogRows(integration, identity);
    case "NOTIFICATION":
      return emailRows(integration);
    case "QUEUE":
      return queueRows(integration, identity);
  }
}

function describeKind(words: string, kind?: IntegrationCategory): StatementKind {
  return {
    leading: `DESCRIBE ${words}`,
    parse(cursor) {
      cursor.next();
      cursor.expect(words);
      const name = cursor.identifier();
      return ({ access, account }) => {
        const accepts = (one: Integration) => kind === undefined || integrationCategory(one) === kind;
        const integration = access.require("INTEGRATION", name, ["USAGE"], accepts);
        const { identity } = account;
        return propertyTable(rowsOf(integration, identity));
      };
    },
  };
}

/** DESCRIBE [STORAGE | CATALOG | NOTIFICATION] INTEGRATION name */
export const describeIntegrationStatements: readonly StatementKind[] = [
  describeKind("INTEGRATION"),
  describeKind("STORAGE INTEGRATION", "STORAGE"),
  describeKind("CATALOG INTEGRATION", "CATALOG"),
  describeKind("NOTIFICATION INTEGRATION", "NOTIFICATION"),
];
