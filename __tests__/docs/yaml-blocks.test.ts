import { parse } from "yaml";
import { configJsonSchema } from "../../config/json-schema";
import { parseConfig } from "../../config/parse";
import { allPages, type CodeBlock } from "../helpers/pages";

/** A comment before a block of YAML that is no configuration of Twinberg's, such as a workflow of a CI service. */
const OTHER_YAML = "<!-- not a configuration of Twinberg's -->";

interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: boolean | SchemaNode;
  readonly items?: SchemaNode;
  readonly oneOf?: readonly SchemaNode[];
  readonly anyOf?: readonly SchemaNode[];
}

const schema: SchemaNode = JSON.parse(configJsonSchema());
const blocks = allPages().flatMap(({ file, blocks: own }) =>
  own
    .filter(({ language, before }) => (language === "yaml" || language === "yml") && before.trim() !== OTHER_YAML)
    .map((block) => [file, block] as const),
);

describe("configurations in docs", () => {
  it("are there", () => expect(blocks.length).toBeGreaterThan(0));

  it.each(blocks)("in %s have only fields that there are", (_file, block) => {
    expect(unknownFields(parse(block.text), schema, "")).toEqual([]);
  });

  it("are valid where they are whole", () => {
    const whole = blocks.filter(([, block]) => isWhole(block));
    expect(() => whole.map(([file, block]) => parseConfig(file, block.text))).not.toThrow();
  });
});

it("a field that isn't there is found, at any depth", () => {
  const wrong = parse(
    "lake:\n  bucked: x\n  tables:\n    - name: a\n      colour: red\nbackend:\n  type: s3\n  lock: y\n",
  );
  expect(unknownFields(wrong, schema, "")).toEqual([".lake.bucked", ".lake.tables[].colour", ".backend.lock"]);
});

function isWhole({ text }: CodeBlock): boolean {
  return /^organization:/m.test(text) && /^accounts:/m.test(text) && /^backend:/m.test(text);
}

function unknownFields(value: unknown, node: SchemaNode, at: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => unknownFields(item, node.items ?? {}, `${at}[]`));
  if (typeof value !== "object" || value === null) return [];
  const variants = [node, ...(node.oneOf ?? []), ...(node.anyOf ?? [])];
  return Object.entries(value).flatMap(([key, inner]) => {
    const known = variants.flatMap(({ properties, additionalProperties }) => {
      const own = properties?.[key] ?? (typeof additionalProperties === "object" ? additionalProperties : undefined);
      return own === undefined ? [] : [own];
    });
    const [first, ...more] = known;
    if (first === undefined) return [`${at}.${key}`];
    return unknownFields(inner, more.length === 0 ? first : { anyOf: known }, `${at}.${key}`);
  });
}
