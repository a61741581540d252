import { MAX_IDENTIFIER_LENGTH } from "../../sql/identifier";
import type { Observation } from "../runtime/observation";
import { copyMark, isCopyMark } from "./mark";

/** A column, with its type in full. */
export interface Column {
  readonly name: string;
  readonly type: string;
}

/** A table where a copy is or shall be. */
export interface ExistingCopy {
  readonly comment: string;
  readonly columns: readonly Column[];
}

/** A chosen view, the version of what it shows, and its copy. */
export interface ChosenView {
  readonly schema: string;
  readonly view: string;
  readonly columns: Observation<readonly Column[]>;
  /** Changes when the rows do. */
  readonly version: Observation<string>;
  /** undefined: there is none yet. */
  readonly copy: ExistingCopy | undefined;
}

/** What to do with a view's copy. */
export type CopyStep =
  /** Made with its rows; `replace`: the columns are others now. */
  | { readonly kind: "CREATE"; readonly replace: boolean; readonly mark: string }
  /** The rows are exchanged. */
  | { readonly kind: "OVERWRITE"; readonly columns: readonly string[]; readonly mark: string }
  | { readonly kind: "NOTHING" }
  | { readonly kind: "LEFT_ALONE"; readonly status: "FAILED" | "UNKNOWN"; readonly reason: string };

/** The copy's name: both names, in one schema. */
export const copyName = (schema: string, view: string): string => `${schema}__${view}`;

/** Compares a view with its copy. */
export function planCopy({ schema, view, columns, version, copy }: ChosenView): CopyStep {
  const leftAlone = (status: "FAILED" | "UNKNOWN", reason: string): CopyStep => ({
    kind: "LEFT_ALONE",
    status,
    reason,
  });
  if (copyName(schema, view).length > MAX_IDENTIFIER_LENGTH) {
    return leftAlone("FAILED", `the copy's name would be longer than ${MAX_IDENTIFIER_LENGTH} characters`);
  }
  if (!version.known) return leftAlone("UNKNOWN", `whether it changed isn't known: ${version.reason}`);
  if (!columns.known) return leftAlone("UNKNOWN", columns.reason);
  const mark = copyMark(version.value);
  if (copy === undefined) return { kind: "CREATE", replace: false, mark };
  if (!isCopyMark(copy.comment)) return leftAlone("FAILED", "a table of the copy's name is there that somebody made");
  if (copy.comment === mark) return { kind: "NOTHING" };
  const same = JSON.stringify(columns.value.map(pair)) === JSON.stringify(copy.columns.map(pair));
  if (!same) return { kind: "CREATE", replace: true, mark };
  return { kind: "OVERWRITE", columns: columns.value.map(({ name }) => name), mark };
}

const pair = ({ name, type }: Column): readonly string[] => [name, type];
