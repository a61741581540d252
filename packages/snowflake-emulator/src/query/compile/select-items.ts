import { notEmulated } from "../../errors";
import type { Expression, Place, SelectItem } from "../ast";
import type { Binder } from "./binder";
import type { Bound } from "./bound";
import { derive } from "./bound";
import { relationOf } from "./frame";
import { fromMissing, invalidIdentifierAt, notGrouped } from "./problems";
import type { BoundSource } from "./relation";

/** A column of the result. */
export interface OutputItem {
  readonly name: string;
  readonly bound: Bound;
  /** Unset for columns of a star. */
  readonly expression?: Expression;
}

/** What an item without alias is called. */
function itemName(item: Extract<SelectItem, { kind: "expression" }>): string {
  const { expression } = item;
  return item.alias ?? (expression.kind === "column" ? (expression.name.parts.at(-1) ?? item.text) : item.text);
}

/** Binds a select list; `aliases` gets each alias as it comes, for the items after it. */
export function bindItems(
  items: readonly SelectItem[],
  source: BoundSource | undefined,
  binder: Binder,
  aliases: Map<string, Bound>,
): readonly OutputItem[] {
  const output: OutputItem[] = [];
  for (const item of items) {
    if (item.kind === "star") {
      output.push(...bindStar(item, source, binder));
      continue;
    }
    const bound = binder.expression(item.expression);
    if (item.alias !== undefined && !aliases.has(item.alias)) aliases.set(item.alias, bound);
    output.push({ name: itemName(item), bound, expression: item.expression });
  }
  return output;
}

/** `*`, `t.*`, EXCLUDE and RENAME. */
function bindStar(
  item: Extract<SelectItem, { kind: "star" }>,
  source: BoundSource | undefined,
  binder: Binder,
): readonly OutputItem[] {
  if (source === undefined || binder.frame === undefined) throw fromMissing("SELECT *");
  const every = item.of === undefined ? source.columns : relationOf(binder.frame, item.of).columns;
  const all = every.filter((one) => one.hidden !== true);
  if (all.length === 0) throw notEmulated("SELECT * without columns");
  const named = [...item.exclude, ...item.rename.map((one) => one.from)];
  const unknown = named.find((name) => !all.some((one) => one.name === name));
  if (unknown !== undefined) throw invalidIdentifierAt(unknown, item);
  const frame = binder.frame.id;
  return all
    .filter((one) => !item.exclude.includes(one.name))
    .map((one) => ({
      name: item.rename.find(({ from }) => from === one.name)?.to ?? one.name,
      bound: { ...derive(one.sql, one.type, [], one.nullable), uses: [{ frame, label: one.name, place: item }] },
    }));
}

/** Throws 000979 for a column of the frame that is neither grouped nor in an aggregate. */
export function checkGrouped(bound: Bound, frame: number, fallback: Place): void {
  const loose = bound.uses.find((one) => one.frame === frame);
  if (loose !== undefined) throw notGrouped(loose.label, loose.place ?? fallback);
}
