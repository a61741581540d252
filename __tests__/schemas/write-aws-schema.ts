import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { demoConfig } from "../helpers/demo-config";
import { resourcesOf, synthesize } from "../helpers/synthesize";

const [, , file] = process.argv;
if (file === undefined) {
  throw new Error("which file holds the output of `terraform providers schema -json`?");
}
const schemas = JSON.parse(readFileSync(file, "utf8")).provider_schemas["registry.terraform.io/hashicorp/aws"];
// Every resource type that any configuration can give.
const types = Object.values(
  synthesize(demoConfig(["  prefix: iceberg/\n", "  prefix: iceberg/\n  noncurrentVersionDays: 30\n"])),
)
  .flatMap(resourcesOf)
  .map(({ type }) => type)
  .filter((type) => type.startsWith("aws_"));
const resources = Object.fromEntries(
  [...new Set(types)].sort().map((type) => [type, schemas.resource_schemas[type].block]),
);
// An attribute may be named description too; prose is the description that is a text.
const withoutProse = (key: string, value: unknown) =>
  key.startsWith("description") && typeof value === "string" ? undefined : value;
writeFileSync(
  join(__dirname, "aws-5.100.0.json"),
  `${JSON.stringify({ provider: schemas.provider.block, resources }, withoutProse, 1)}\n`,
);
