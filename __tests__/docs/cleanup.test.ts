import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { ALL_DATA_KINDS } from "../../operator/cleanup/data-kinds";
import { cleanupCommand } from "../../operator/commands/cleanup";

const root = path.resolve(__dirname, "..", "..");
const text = readFileSync(path.join(root, "docs", "cleanup.md"), "utf8");
const command = cleanupCommand();

describe("docs/cleanup.md", () => {
  it("types only options that there are, and names every one", () => {
    const known = command.options.map(({ name }) => name);
    const named = [...text.matchAll(/(?<![\w-])(--[a-z][a-z-]+)/g)].map(([, option = ""]) => option);
    expect(named.filter((option) => !known.includes(option))).toEqual([]);
    expect(known.filter((option) => !named.includes(option))).toEqual([]);
  });

  it("tells what every name of --delete-data means, as does the command's help", () => {
    for (const kind of ALL_DATA_KINDS) {
      expect(text).toContain(`\`${kind}\``);
      expect(command.details).toMatch(new RegExp(`\\b${kind}\\b`));
    }
  });

  it("leads to files that there are", () => {
    const links = [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, to = ""]) => to);
    const files = [...text.matchAll(/`(operator\/[\w./-]+)`/g)].map(([, file = ""]) => file);
    expect(links.filter((to) => !existsSync(path.resolve(root, "docs", to)))).toEqual([]);
    expect(files.filter((file) => !existsSync(path.resolve(root, file)))).toEqual([]);
  });
});
