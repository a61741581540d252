import { type DataType, renderDataType } from "../types/data-type";
import type { ProcedureArgument, ProcedureDefinition } from "./definition";

/** A type without its size, as signatures of routines have it: `VARCHAR`, `NUMBER`. */
export function renderSignatureType(type: DataType): string {
  return type.kind === "TEXT" ? "VARCHAR" : type.kind;
}

/**
 * The key of a procedure within its schema: its name and the types of its arguments, sizes left out (D: "Naming and
 * overloading procedures and UDFs"). `NAME(VARCHAR, NUMBER)`.
 */
export function procedureSignature(name: string, types: readonly DataType[]): string {
  return `${name}(${types.map(renderSignatureType).join(", ")})`;
}

/**
 * The column `arguments` of SHOW PROCEDURES: `NAME(VARCHAR, DEFAULT NUMBER) RETURN VARCHAR`. D: optional arguments are
 * shown with the keyword DEFAULT.
 */
export function renderArguments(name: string, args: readonly ProcedureArgument[], returns: DataType): string {
  const shown = args.map((one) => `${one.default === null ? "" : "DEFAULT "}${renderSignatureType(one.type)}`);
  return `${name}(${shown.join(", ")}) RETURN ${renderSignatureType(returns)}`;
}

/** How SHOW GRANTS writes a procedure after its schema (O): `NAME(A VARCHAR):FLOAT`. */
export function renderGrantSignature(name: string, args: readonly ProcedureArgument[], returns: DataType): string {
  const shown = args.map((one) => `${one.name} ${renderSignatureType(one.type)}`);
  return `${name}(${shown.join(", ")}):${renderDataType(returns)}`;
}

/** The rows of DESCRIBE PROCEDURE: property and value. `body`: null for those who may not read it. */
export function describeRows(
  definition: ProcedureDefinition,
  body: string | null,
): readonly (readonly [string, string | null])[] {
  const { args, returns, notNull, language, nullHandling, volatility, executeAs } = definition;
  return [
    ["signature", `(${args.map((one) => `${one.name} ${renderSignatureType(one.type)}`).join(", ")})`],
    // O: with its size, and NOT NULL behind it.
    ["returns", `${renderDataType(returns)}${notNull ? " NOT NULL" : ""}`],
    ["language", language],
    ["null handling", nullHandling],
    ["volatility", volatility],
    ["execute as", executeAs],
    ["body", body],
  ];
}
