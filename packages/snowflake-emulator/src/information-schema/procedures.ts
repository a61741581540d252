import type { Procedure } from "../objects/procedure";
import type { Schema } from "../objects/schema";
import { renderSignatureType } from "../procedures/signature";
import { ownerRoleType, roleName } from "../state/account-state";
import type { DataType } from "../types/data-type";
import { notApplicable, viewOf } from "./information-schema-view";

interface Source {
  readonly database: string;
  readonly schema: Schema;
  readonly procedure: Procedure;
  /** Whether the active roles may read the body. */
  readonly readable: boolean;
}

const returns = ({ procedure }: Source): DataType => procedure.definition.returns;
const createdOn = ({ procedure }: Source) => new Date(procedure.createdOn);

function textLength(source: Source): number | null {
  const type = returns(source);
  return type.kind === "TEXT" ? type.length : null;
}

function signature({ procedure: { definition } }: Source): string {
  return `(${definition.args.map((one) => `${one.name} ${renderSignatureType(one.type)}`).join(", ")})`;
}

/** D: PROCEDURES view. The body of an owner's rights procedure is its owner's alone, as in DESCRIBE. */
export const proceduresView = viewOf<Source>(
  "PROCEDURES",
  ({ access }, database) =>
    access.visible("SCHEMA", database.id).flatMap((schema) =>
      access.visible("PROCEDURE", schema.id).map((procedure) => ({
        database: database.name,
        schema,
        procedure,
        readable:
          access.owns(procedure) || (procedure.definition.executeAs === "CALLER" && !procedure.definition.secure),
      })),
    ),
  {
    PROCEDURE_CATALOG: ["text", ({ database }) => database],
    PROCEDURE_SCHEMA: ["text", ({ schema }) => schema.name],
    PROCEDURE_NAME: ["text", ({ procedure }) => procedure.routine],
    PROCEDURE_OWNER: ["text", ({ procedure }, { account }) => roleName(account.state, procedure.ownerRoleId)],
    ARGUMENT_SIGNATURE: ["text", signature],
    DATA_TYPE: ["text", (source) => renderSignatureType(returns(source))],
    CHARACTER_MAXIMUM_LENGTH: ["number", textLength],
    CHARACTER_OCTET_LENGTH: [
      "number",
      (source) => {
        const length = textLength(source);
        return length === null ? null : Math.min(length * 4, 134_217_728);
      },
    ],
    NUMERIC_PRECISION: [
      "number",
      (source) => {
        const type = returns(source);
        return type.kind === "NUMBER" ? type.precision : null;
      },
    ],
    NUMERIC_PRECISION_RADIX: ["number", (source) => (returns(source).kind === "NUMBER" ? 10 : null)],
    NUMERIC_SCALE: [
      "number",
      (source) => {
        const type = returns(source);
        return type.kind === "NUMBER" ? type.scale : null;
      },
    ],
    PROCEDURE_LANGUAGE: ["text", ({ procedure }) => procedure.definition.language],
    PROCEDURE_DEFINITION: ["text", ({ procedure, readable }) => (readable ? procedure.definition.body : null)],
    CREATED: ["timestamp", createdOn],
    LAST_ALTERED: ["timestamp", createdOn],
    COMMENT: ["text", ({ procedure }) => procedure.comment],
    EXTERNAL_ACCESS_INTEGRATIONS: notApplicable,
    SECRETS: notApplicable,
    OWNER_ROLE_TYPE: ["text", ({ procedure }, { account }) => ownerRoleType(account.state, procedure)],
  },
);
