import fc from "fast-check";
import { renderCliConfig } from "../../../rehearsal/terraform/cli-config";

describe("renderCliConfig", () => {
  it("takes each listed provider from its mirror only, and the rest from their registry", () => {
    const text = renderCliConfig([
      { address: "registry.terraform.io/hashicorp/aws", folder: "/opt/mirror" },
      { address: "registry.terraform.io/snowflakedb/snowflake", folder: "/home/me/stand-in" },
    ]);
    expect(text).toBe(`disable_checkpoint = true
provider_installation {
  filesystem_mirror {
    path    = "/opt/mirror"
    include = ["registry.terraform.io/hashicorp/aws"]
  }
  filesystem_mirror {
    path    = "/home/me/stand-in"
    include = ["registry.terraform.io/snowflakedb/snowflake"]
  }
  direct {
    exclude = ["registry.terraform.io/hashicorp/aws", "registry.terraform.io/snowflakedb/snowflake"]
  }
}
`);
  });

  it("lists a folder once when several providers are in it", () => {
    const text = renderCliConfig([
      { address: "r/a/a", folder: "/m" },
      { address: "r/b/b", folder: "/m" },
    ]);
    expect(text.match(/filesystem_mirror/g)).toHaveLength(1);
    expect(text).toContain('include = ["r/a/a", "r/b/b"]');
  });

  it("says nothing about installation when nothing was found", () => {
    expect(renderCliConfig([])).toBe("disable_checkpoint = true\n");
  });

  it("quotes any folder so that it reads back as it was", () => {
    const folders = fc.string({ unit: fc.constantFrom("a", '"', "\\", "$", "%", "\n", " ") });
    fc.assert(
      fc.property(folders, (folder) => {
        const text = renderCliConfig([{ address: "r/a/a", folder }]);
        const quoted = /path {4}= "((?:[^"\\]|\\.)*)"\n/.exec(text)?.[1] ?? "";
        expect(quoted.replace(/\\(.)/g, (_, character: string) => (character === "n" ? "\n" : character))).toBe(folder);
      }),
    );
  });

  it("fails for a folder that can't be written, naming it", () => {
    const folder = ["/odd/$", "{folder}"].join("");
    expect(() => renderCliConfig([{ address: "r/a/a", folder }])).toThrow(folder);
  });
});
