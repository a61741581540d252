import type { Expression } from "../query/ast";

/** The name of the sequence that a default, or any expression, is the next value of; undefined: it is something else. */
export function sequenceOfDefault(expression: Expression | undefined): readonly string[] | undefined {
  if (expression?.kind !== "column") return undefined;
  const { parts } = expression.name;
  return parts.length > 1 && parts.at(-1) === "NEXTVAL" ? parts.slice(0, -1) : undefined;
}

/** Does an expression draw from a sequence somewhere? */
export function drawsFromSequence(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(drawsFromSequence);
  if (typeof node !== "object" || node === null) return false;
  if ("kind" in node && node.kind === "column" && "name" in node) {
    const { name } = node;
    const parts = typeof name === "object" && name !== null && "parts" in name ? name.parts : [];
    return Array.isArray(parts) && parts.length > 1 && parts.at(-1) === "NEXTVAL";
  }
  return Object.values(node).some(drawsFromSequence);
}
