import { type CtyRecord, isList, isRecord } from "../plugin/cty";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { identifier } from "../sql/identifier";
import { parenthesized, textListParameter, textParameter } from "../sql/statement";

/** Experiment of the provider block without which a user's workload identity can't be set. */
export const WORKLOAD_IDENTITY_EXPERIMENT = "USER_ENABLE_DEFAULT_WORKLOAD_IDENTITY";

const ATTRIBUTE = "default_workload_identity";

/** `(TYPE = AWS ARN = '…')`; undefined when none is configured. */
export function workloadIdentitySql(data: ResourceData): string | undefined {
  const [block] = data.blocks(ATTRIBUTE);
  if (block === undefined) return undefined;
  const only = (kind: string): CtyRecord | undefined => {
    const value = block[kind];
    return isList(value) ? value.filter(isRecord)[0] : undefined;
  };
  const text = (record: CtyRecord, key: string): string | undefined => {
    const value = record[key];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const clause = (type: string, record: CtyRecord, keys: readonly string[]): string =>
    parenthesized(`TYPE = ${type}`, ...keys.map((key) => textParameter(key.toUpperCase(), text(record, key))));
  const aws = only("aws");
  if (aws !== undefined) return clause("AWS", aws, ["arn", "issuer"]);
  const azure = only("azure");
  if (azure !== undefined) return clause("AZURE", azure, ["issuer", "subject"]);
  const gcp = only("gcp");
  if (gcp !== undefined) return clause("GCP", gcp, ["subject"]);
  const oidc = only("oidc") ?? {};
  const audiences = isList(oidc.oidc_audience_list) ? oidc.oidc_audience_list.map(String) : [];
  return parenthesized(
    "TYPE = OIDC",
    textParameter("ISSUER", text(oidc, "issuer")),
    textParameter("SUBJECT", text(oidc, "subject")),
    textListParameter("OIDC_AUDIENCE_LIST", audiences),
  );
}

/** @throws Error when the argument is used, or changed, without the provider's experiment */
export function requireExperiment(data: ResourceData, session: ResourceSession): void {
  if (session.experiments.has(WORKLOAD_IDENTITY_EXPERIMENT)) return;
  if (!data.isSet(ATTRIBUTE) && !data.hasChange(ATTRIBUTE)) return;
  throw new Error(
    `to use \`${ATTRIBUTE}\`, you need to first specify the \`${WORKLOAD_IDENTITY_EXPERIMENT}\` feature in the \`experimental_features_enabled\` field at the provider level`,
  );
}

/** Notices that a user has lost its workload identity; an AWS one is not read back, as in the real provider. */
export async function readWorkloadIdentity(data: ResourceData, session: ResourceSession, user: string): Promise<void> {
  if (!session.experiments.has(WORKLOAD_IDENTITY_EXPERIMENT)) return;
  const rows = await session.query(`SHOW USER WORKLOAD IDENTITY AUTHENTICATION METHODS FOR USER ${identifier(user)}`);
  const row = rows.find((one) => one.text("name") === "DEFAULT");
  if (row === undefined) return data.set(ATTRIBUTE, []);
  const kind = row.text("type").toLowerCase();
  if (kind === "aws") return;
  const info: unknown = JSON.parse(row.optional("additional_info") ?? "{}");
  const field = (name: string): unknown =>
    typeof info === "object" && info !== null ? Object.entries(info).find(([key]) => key === name)?.[1] : undefined;
  const audiences = field("audienceList");
  const all = {
    issuer: String(field("issuer") ?? ""),
    subject: String(field("subject") ?? ""),
    oidc_audience_list: Array.isArray(audiences) ? audiences.map(String) : [],
  };
  const { issuer, subject } = all;
  const blocks: Readonly<Record<string, CtyRecord>> = { gcp: { subject }, azure: { issuer, subject }, oidc: all };
  const block = blocks[kind];
  if (block === undefined) throw new Error(`workload identity of type ${row.text("type")} is not known`);
  const none = { aws: [], azure: [], gcp: [], oidc: [] };
  data.set(ATTRIBUTE, [{ ...none, [kind]: [block] }]);
}
