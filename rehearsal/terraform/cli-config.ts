import { RehearsalError } from "../errors";

/** A provider and the mirror that it is taken from. */
export interface MirrorRule {
  /** Full address: registry.terraform.io/hashicorp/aws. */
  readonly address: string;
  /** The mirror's folder. */
  readonly folder: string;
}

/**
 * Text of a Terraform CLI configuration: each listed provider comes from its mirror and from nowhere else, all others directly
 * from their registry.
 * Source: https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation
 */
export function renderCliConfig(rules: readonly MirrorRule[]): string {
  const lines = ["disable_checkpoint = true"];
  if (rules.length > 0) {
    const folders = [...new Set(rules.map((rule) => rule.folder))];
    const mirrors = folders.flatMap((folder) => [
      "  filesystem_mirror {",
      `    path    = ${hclString(folder)}`,
      `    include = ${hclList(rules.filter((rule) => rule.folder === folder).map((rule) => rule.address))}`,
      "  }",
    ]);
    const direct = ["  direct {", `    exclude = ${hclList(rules.map((rule) => rule.address))}`, "  }"];
    lines.push("provider_installation {", ...mirrors, ...direct, "}");
  }
  return `${lines.join("\n")}\n`;
}

function hclList(values: readonly string[]): string {
  return `[${values.map(hclString).join(", ")}]`;
}

/**
 * A quoted string of HCL 1, which CLI configurations are written in. It has no escape for `${`.
 * @throws RehearsalError for a folder whose name holds `${`.
 */
function hclString(value: string): string {
  if (value.includes("${")) {
    throw new RehearsalError(
      "BAD_OUTPUT",
      `the folder ${value} can't be written into a Terraform CLI configuration, which reads "\${" as an interpolation`,
      "rename the folder",
    );
  }
  const escaped = value
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("\t", "\\t");
  return `"${escaped}"`;
}
