import type { DataType } from "../../types/data-type";
import type { Place, QualifiedName } from "../ast";
import { type Bound, derive } from "./bound";
import { ambiguousColumn, invalidIdentifierAt } from "./problems";

/** A column that expressions can name. */
export interface ScopeColumn {
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  /** How DuckDB names it: `r1."A"`. */
  readonly sql: string;
  /** No part of `*`. Default: it is. */
  readonly hidden?: boolean;
}

/** A relation in FROM with the names that reach it. */
export interface NamedRelation {
  /** Its alias, or the parts of its name: `t`, `s.t` and `d.s.t` reach it. */
  readonly names: readonly string[];
  readonly columns: readonly ScopeColumn[];
}

/** The columns that expressions at one place can name, and the frames around them. */
export interface Frame {
  readonly id: number;
  readonly relations: readonly NamedRelation[];
  /** What `*` gives, and what a bare name finds: columns joined by USING are there once. */
  readonly columns: readonly ScopeColumn[];
  /** Aliases of the select list, found after columns. */
  readonly aliases: ReadonlyMap<string, Bound>;
  readonly parent?: Frame | undefined;
  /** SQL of the number of GENERATOR's row. */
  readonly sequence?: string | undefined;
}

function use(column: ScopeColumn, frame: Frame, label: string, place: Place): Bound {
  const bound = derive(column.sql, column.type, [], column.nullable);
  return { ...bound, uses: [{ frame: frame.id, label, place }] };
}

const written = (name: QualifiedName) => name.parts.join(".");

/** The relation that a name reaches: its last parts are the same. */
function reaches(relation: NamedRelation, parts: readonly string[]): boolean {
  const own = relation.names.slice(-parts.length);
  return parts.length <= relation.names.length && parts.every((part, index) => own[index] === part);
}

/** All relations of a frame that a qualified star means; throws when there is none. */
export function relationOf(frame: Frame, name: QualifiedName): NamedRelation {
  const found = frame.relations.filter((one) => reaches(one, name.parts));
  const [first] = found;
  if (first === undefined) throw invalidIdentifierAt(written(name), name);
  return first;
}

function label(frame: Frame, column: ScopeColumn): string {
  const owner = frame.relations.find((one) => one.columns.includes(column));
  return [...(owner?.names.slice(-1) ?? []), column.name].join(".");
}

function inFrame(frame: Frame, name: QualifiedName): Bound | undefined {
  const [column = "", ...qualifier] = [...name.parts].reverse();
  qualifier.reverse();
  const candidates =
    qualifier.length === 0
      ? frame.columns.filter((one) => one.name === column)
      : frame.relations
          .filter((one) => reaches(one, qualifier))
          .flatMap((one) => one.columns.filter((other) => other.name === column));
  const [found] = candidates;
  if (found === undefined)
    return positional(frame, name) ?? (qualifier.length === 0 ? frame.aliases.get(column) : undefined);
  if (candidates.length > 1) throw ambiguousColumn(column, name);
  return use(found, frame, label(frame, found), name);
}

/** `$1`: the first column of the one relation there is. */
function positional(frame: Frame, name: QualifiedName): Bound | undefined {
  const [column = "", qualifier] = [...name.parts].reverse();
  const digits = /^\$(\d+)$/.exec(column)?.[1];
  const relation = frame.relations.find((one) => qualifier === undefined || reaches(one, [qualifier]));
  const found = digits === undefined ? undefined : relation?.columns[Number(digits) - 1];
  return found === undefined ? undefined : use(found, frame, column, name);
}

/** The column or alias that a name means, in this frame or one around it. Throws 000904 and 002028. */
export function resolveColumn(frame: Frame | undefined, name: QualifiedName): Bound {
  for (let current = frame; current !== undefined; current = current.parent) {
    const found = inFrame(current, name);
    if (found !== undefined) return found;
  }
  throw invalidIdentifierAt(written(name), name);
}
