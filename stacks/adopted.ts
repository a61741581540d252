import { type App, TerraformResource } from "cdktf";
import { type AdoptedResources, unusable } from "../config/adopted";

/**
 * Has Terraform take over what exists already, by an `import` block for each. Where it was taken over before, such a block does nothing.
 * Source: developer.hashicorp.com/terraform/language/import
 *
 * @throws ConfigError for a stack or a resource that the program doesn't declare: names of resources change with the program
 */
export function declareAdopted(app: App, adopted: AdoptedResources): void {
  for (const [name, imports] of adopted) {
    const file = `${name}.json`;
    const stack = app.node.children.find(({ node }) => node.id === name);
    if (stack === undefined) throw unusable(file, "", `is of the stack ${name}, which isn't declared`);
    const resources = new Map(
      stack.node
        .findAll()
        .filter((construct) => construct instanceof TerraformResource)
        .map((resource) => [`${resource.terraformResourceType}.${resource.friendlyUniqueId}`, resource]),
    );
    for (const { to, id } of imports) {
      const resource = resources.get(to);
      if (resource === undefined) throw unusable(file, to, `isn't declared in the stack ${name}`);
      resource.importFrom(literal(id));
    }
  }
}

/** Terraform reads an id as a template. */
const literal = (id: string): string => id.replace(/[$%](?=\{)/g, (sign) => sign + sign);
