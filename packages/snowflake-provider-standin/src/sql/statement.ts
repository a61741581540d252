import { literal } from "./literal";

/** A clause of a statement; undefined = left out. */
export type Clause = string | undefined;

/** Joins the clauses that are there with a space. */
export function sql(...clauses: readonly Clause[]): string {
  return clauses.filter((clause) => clause !== undefined && clause !== "").join(" ");
}

/** `NAME = rendered`, left out when there is no value. */
export function parameter(name: string, rendered: string | number | boolean | undefined): Clause {
  return rendered === undefined ? undefined : `${name} = ${rendered}`;
}

/** `NAME = 'text'`, left out when there is no text. */
export function textParameter(name: string, text: string | undefined): Clause {
  return text === undefined ? undefined : `${name} = ${literal(text)}`;
}

/** `NAME = ('a', 'b')`, left out when the list is empty or missing. */
export function textListParameter(name: string, texts: readonly string[] | undefined): Clause {
  return texts === undefined || texts.length === 0 ? undefined : `${name} = (${texts.map(literal).join(", ")})`;
}

/** `(clause clause …)`. */
export function parenthesized(...clauses: readonly Clause[]): string {
  return `(${sql(...clauses)})`;
}
