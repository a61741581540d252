import { invalidValue, notEmulated, notForUserType } from "../../../errors";
import type { UserType, WorkloadIdentity } from "../../../objects/user";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import { group, list, oneOf, text } from "../../properties";
import type { StatementKind } from "../../statement";

/** D: CREATE USER, WORKLOAD_IDENTITY: the types that there are. */
const TYPES = ["AWS", "AZURE", "GCP", "OIDC"] as const;
const SPEC = { TYPE: oneOf(TYPES), ARN: text, ISSUER: text, SUBJECT: text, OIDC_AUDIENCE_LIST: list(text) };
const PRINCIPAL = /^arn:(aws[a-z-]*):iam::(\d{12}):(role|user)\/(.+)$/;

/** What a statement says of a workload identity. */
export type WrittenIdentity = Pick<WorkloadIdentity, "arn" | "issuer">;

/** Reads `(TYPE = AWS ARN = '…' [ISSUER = '…'])`. Throws 001008 for an ARN of neither a role nor a user, 000002 for other types. */
export function readWorkloadIdentity(cursor: Cursor, property: string): WrittenIdentity {
  const start = cursor.peek(1);
  const { TYPE, ARN, ISSUER } = group(SPEC)(cursor, property);
  if (TYPE === undefined) throw invalidValue(start.text, property);
  if (TYPE !== "AWS") throw notEmulated(`users with WORKLOAD_IDENTITY = (TYPE = ${TYPE} …)`);
  if (ARN === undefined || !PRINCIPAL.test(ARN)) throw invalidValue(ARN ?? "", "ARN");
  return { arn: ARN, ...(ISSUER === undefined ? {} : { issuer: ISSUER }) };
}

/** D: only services have a workload identity. Throws 001422. */
export function checkIdentityType(type: UserType | null): void {
  if (type !== "SERVICE" && type !== "LEGACY_SERVICE") throw notForUserType("WORKLOAD_IDENTITY", type ?? "PERSON");
}

/** As the column additional_info shows it (O: the provider's type of it). */
function additionalInfo({ arn, issuer }: WorkloadIdentity): string {
  const [, awsPartition, awsAccount, kind, iamRole] = PRINCIPAL.exec(arn) ?? [];
  return JSON.stringify({ iamRole, type: `IAM_${kind?.toUpperCase()}`, awsAccount, awsPartition, issuer });
}

const COLUMNS: ColumnPlan<WorkloadIdentity> = {
  name: ["text", () => "DEFAULT"],
  type: ["text", () => "AWS"],
  comment: ["text", () => ""],
  last_used: ["timestamp_ltz", () => null],
  created_on: ["timestamp_ltz", ({ setOn }) => new Date(setOn)],
  additional_info: ["text", additionalInfo],
};

/** SHOW USER WORKLOAD IDENTITY AUTHENTICATION METHODS [FOR USER name]; without a name one's own. */
export const showWorkloadIdentities: StatementKind = {
  leading: "SHOW USER WORKLOAD IDENTITY AUTHENTICATION METHODS",
  parse(cursor) {
    cursor.expect("SHOW USER WORKLOAD IDENTITY AUTHENTICATION METHODS");
    const name = cursor.take("FOR USER") ? cursor.identifier() : undefined;
    return ({ access, account, session }) => {
      const user =
        name === undefined ? account.state.objects.USER.byId(session.userId) : access.require("USER", name, "VISIBLE");
      return tableOf(COLUMNS, user?.workloadIdentity === undefined ? [] : [user.workloadIdentity]);
    };
  },
};
