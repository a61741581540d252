import { readFileSync } from "node:fs";
import { join } from "node:path";
import { configJsonSchema } from "../../config/json-schema";

describe("config/twinberg.schema.json", () => {
  it("is what `npm run config:schema` writes", () => {
    expect(readFileSync(join(__dirname, "../../config/twinberg.schema.json"), "utf8")).toBe(configJsonSchema());
  });

  it("describes every field that isn't an item of a list", () => {
    const undescribed: string[] = [];
    walk(JSON.parse(configJsonSchema()), "", undescribed);

    expect(undescribed).toEqual([]);
  });
});

interface JsonSchemaNode {
  readonly description?: string;
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchemaNode>>;
  readonly items?: JsonSchemaNode;
  readonly oneOf?: readonly JsonSchemaNode[];
}

function walk(node: JsonSchemaNode, path: string, undescribed: string[]): void {
  for (const [key, child] of Object.entries(node.properties ?? {})) {
    const isPair = key === "primary" || key === "secondary";
    if (child.description === undefined && child.const === undefined && !isPair) {
      undescribed.push(`${path}.${key}`);
    }
    walk(child, `${path}.${key}`, undescribed);
  }
  for (const child of [...(node.items === undefined ? [] : [node.items]), ...(node.oneOf ?? [])]) {
    walk(child, path, undescribed);
  }
}
