import { configJsonSchema } from "./json-schema";
import { code, codes, markdownTable } from "./markdown";

/** The parts of a JSON Schema that the configuration's own has. */
interface SchemaNode {
  readonly description?: string | undefined;
  readonly type?: string | undefined;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly pattern?: string | undefined;
  readonly format?: string | undefined;
  readonly default?: unknown;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly required?: readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, SchemaNode>> | undefined;
  readonly additionalProperties?: boolean | SchemaNode | undefined;
  readonly items?: SchemaNode | undefined;
  readonly anyOf?: readonly SchemaNode[] | undefined;
  readonly oneOf?: readonly SchemaNode[] | undefined;
}

/** `docs/reference/configuration.md`: every field of the configuration, from its schema. */
export function configurationPage(): string {
  const root: SchemaNode = JSON.parse(configJsonSchema());
  const sections = Object.entries(root.properties ?? {}).map(([name, node]) => {
    const rows = rowsOf(name, node, root.required?.includes(name) ?? false);
    return `## ${name}\n\n${markdownTable(["field", "value", "default", "meaning"], rows)}`;
  });
  return `# Configuration

Every field of a configuration file. Generated from \`config/schema.ts\` by \`npm run docs:configuration\`.

The file is YAML. \`TWINBERG_CONFIG\` names it; without that, \`config/demo.yaml\` is used, which is the rehearsal's. \`config/example.yaml\` is one for real accounts, with a
comment on each field; \`twinberg init\` writes one from your answers. Editors check a file against \`config/twinberg.schema.json\`. A field that isn't here is refused, and every
mistake is told at once, with file, line and what is allowed. Some rules look at several fields (two external ids must differ, the controller's bucket isn't in the lake's region, and the like):
they are told the same way, and [the rules of synthesis](../rules.md) say which of them they are.

A name in Snowflake is written in upper case: A to Z, 0 to 9, \`_\` and \`$\`, not starting with a digit.

"required": the file must have it; "either": exactly one of its neighbours. "–": it may be left out, and then has no value. In paths, \`<account>\` is \`primary\` or \`secondary\`, \`[]\` is each item of a list, \`<name>\` each key of a map.
Names end in their unit where they have one: \`Minutes\`, \`Seconds\`, \`Days\`.

${sections.join("\n\n")}
`;
}

type Row = readonly [path: string, value: string, fallback: string, meaning: string];

function rowsOf(path: string, node: SchemaNode, required: boolean, when = ""): readonly Row[] {
  const fallback =
    node.default === undefined
      ? required
        ? "required"
        : "–"
      : code(JSON.stringify(node.default).replace(/^"|"$/g, ""));
  const meaning = `${node.description ?? ""}${when}`;
  return [[code(path), valueText(node), fallback, meaning], ...rowsBelow(path, node, when)];
}

function rowsBelow(path: string, node: SchemaNode, when: string): readonly Row[] {
  const { properties = {}, required = [], items, additionalProperties } = node;
  const pair = "primary" in properties && "secondary" in properties;
  const same = pair && JSON.stringify(properties.primary) === JSON.stringify(properties.secondary);
  const own = Object.entries(properties).flatMap(([key, child]) => {
    if (same && key === "secondary") return [];
    const name = same && key === "primary" ? "<account>" : key;
    return rowsOf(`${path}.${name}`, child, required.includes(key), when);
  });
  const listed = items === undefined ? [] : rowsBelow(`${path}[]`, items, when);
  const mapped =
    typeof additionalProperties === "object" ? rowsBelow(`${path}.<name>`, additionalProperties, when) : [];
  const variants = (node.oneOf ?? node.anyOf ?? []).flatMap((variant) => {
    const kind = variant.properties?.type?.const;
    if (kind !== undefined) return rowsBelow(path, withoutKind(variant), ` Only with type ${code(String(kind))}.`);
    const either = (row: Row): Row => [row[0], row[1], row[2] === "required" ? "either" : row[2], row[3]];
    return rowsBelow(path, variant, when).map(either);
  });
  return [...own, ...listed, ...mapped, ...variants];
}

/** A variant without the field that names it: the row of the whole lists all of them. */
function withoutKind(variant: SchemaNode): SchemaNode {
  const rest = Object.entries(variant.properties ?? {}).filter(([, child]) => child.const === undefined);
  return { ...variant, properties: Object.fromEntries(rest) };
}

function valueText(node: SchemaNode): string {
  const variants = node.oneOf ?? node.anyOf;
  if (variants !== undefined) return variantsOf(variants);
  if (node.const !== undefined) return code(String(node.const));
  if (node.enum !== undefined) return node.enum.map((value) => code(String(value))).join(" or ");
  switch (node.type) {
    case "object":
      return typeof node.additionalProperties === "object"
        ? `map of ${valueText(node.additionalProperties)}`
        : "section";
    case "array":
      return `list of ${valueText(node.items ?? {})}${listLimits(node)}`;
    case "integer":
      return `whole number${limits(node)}`;
    case "boolean":
      return "`true` or `false`";
    case "string":
      if (node.format === "email") return "email address";
      return node.pattern === undefined ? "text" : `text like ${code(node.pattern)}`;
    default:
      throw new Error(
        `the configuration's schema has a kind of value that its page can't tell: ${JSON.stringify(node)}`,
      );
  }
}

function variantsOf(variants: readonly SchemaNode[]): string {
  const kinds = variants.map((variant) => variant.properties?.type?.const);
  if (kinds.every((kind) => kind !== undefined))
    return `section with \`type\`: ${kinds.map(String).map(code).join(" or ")}`;
  return variants
    .map((variant) =>
      variant.properties === undefined ? valueText(variant) : `section with ${codes(Object.keys(variant.properties))}`,
    )
    .join(" or ");
}

function limits({ minimum, maximum }: SchemaNode): string {
  const top = maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  if (minimum === undefined && top === undefined) return "";
  return top === undefined ? `, ${minimum} or more` : `, ${minimum ?? 0} to ${top}`;
}

function listLimits({ minItems, maxItems }: SchemaNode): string {
  if (minItems === undefined && maxItems === undefined) return "";
  return maxItems === undefined ? `, ${minItems} or more` : `, ${minItems ?? 0} to ${maxItems}`;
}
