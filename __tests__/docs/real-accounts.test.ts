import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { LOGIN_TYPES } from "../../config/login-schema";
import { commands } from "../../operator/commands";
import { administratorEnvironment } from "../../operator/snowflake/administrators";

const root = path.resolve(__dirname, "..", "..");
const text = readFileSync(path.join(root, "docs", "real-accounts.md"), "utf8");

describe("docs/real-accounts.md", () => {
  it("types only commands and options that there are", () => {
    const typed = [...text.matchAll(/npm run twinberg -- ([^\n`|]+)/g)].map(([, line = ""]) =>
      line.trim().split(/\s+/),
    );
    expect(typed.length).toBeGreaterThan(3);
    for (const [name, ...words] of typed) {
      const command = commands.find((one) => one.name === name);
      expect(command?.name).toBe(name);
      const known = new Set(command?.options.map((option) => option.name));
      expect(words.filter((word) => word.startsWith("--") && !known.has(word))).toEqual([]);
    }
  });

  it("names every option in words that some command has", () => {
    const known = new Set(commands.flatMap(({ options }) => options.map(({ name }) => name)));
    const named = [...text.matchAll(/`(?:\w+ )?(--[a-z-]+)[^`]*`/g)].map(([, option = ""]) => option);
    expect(named.filter((option) => !known.has(option) && option !== "--help")).toEqual([]);
  });

  it("names the variables that administrators log in by, and every login", () => {
    for (const name of Object.values(administratorEnvironment("primary"))) {
      expect(text).toContain(`\`${name.replace("PRIMARY", "<ACCOUNT>")}\``);
    }
    for (const type of LOGIN_TYPES) expect(text).toContain(`| \`${type}\``);
  });

  it("leads to pages that there are", () => {
    const links = [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, to = ""]) => to);
    expect(links.filter((to) => !existsSync(path.resolve(root, "docs", to)))).toEqual([]);
  });
});
