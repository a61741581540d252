import { readFileSync } from "node:fs";
import path from "node:path";
import { configurationPage } from "../../config/configuration-page";
import { code, markdownTable } from "../../config/markdown";
import { commands } from "../../operator/commands";
import { commandsPage } from "../../operator/reference/commands-page";
import { demoProgram } from "../../stacks/reference/demo-program";
import { flowOf } from "../../stacks/reference/flow";
import { readable } from "../../stacks/reference/iam-page";
import { withParts } from "../../stacks/reference/marked-parts";
import { flowchart } from "../../stacks/reference/mermaid";
import { programPages } from "../../stacks/reference/pages";
import { reasonOf } from "../../stacks/reference/statement-reasons";
import { ROOT } from "../helpers/pages";

const pageAt = (file: string) => readFileSync(path.join(ROOT, "docs", file), "utf8");

const described = demoProgram();

describe("pages that are written from the code", () => {
  it("configuration.md is what `npm run docs:configuration` writes", () => {
    expect(pageAt("reference/configuration.md")).toBe(configurationPage());
  });

  it("commands.md is what `npm run docs:commands` writes", () => {
    expect(pageAt("reference/commands.md")).toBe(commandsPage(commands));
  });

  it("the architecture's pictures and the pages of policies, grants and stacks are what `npm run docs:architecture` writes", () => {
    const pages = programPages(described, pageAt("architecture.md"));
    for (const [file, text] of Object.entries(pages)) expect(pageAt(file)).toBe(text);
  });

  it("every page that a script writes is written by `npm run docs`", () => {
    const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
      readFileSync(path.join(ROOT, "package.json"), "utf8"),
    );
    // What runs the local clouds for minutes writes its page when it is asked to.
    const own = Object.entries(scripts)
      .filter(([name, command]) => name.startsWith("docs:") && !command.endsWith("/cli.ts"))
      .map(([name]) => name);
    expect(own.filter((name) => !scripts.docs?.includes(`npm run --silent ${name}`))).toEqual([]);
  });
});

describe("the program's pages", () => {
  const typesWith = (has: (type: string, text: string) => boolean) =>
    new Set(
      described.program.resources
        .filter((resource) => has(resource.type, JSON.stringify(resource.arguments)))
        .map(({ type }) => type),
    );

  it("know every kind of resource that holds a policy", () => {
    expect([...typesWith((_type, text) => text.includes('\\"Statement\\"'))].sort()).toEqual([
      "aws_iam_role",
      "aws_iam_role_policy",
      "aws_s3_bucket_policy",
      "aws_sqs_queue",
    ]);
  });

  it("know every kind of grant", () => {
    expect([...typesWith((type) => /^snowflake_grant|^aws_lakeformation_permissions/.test(type))].sort()).toEqual([
      "aws_lakeformation_permissions",
      "snowflake_grant_account_role",
      "snowflake_grant_ownership",
      "snowflake_grant_privileges_to_account_role",
    ]);
  });

  it("name every role and its policies' statements", () => {
    const page = pageAt("reference/iam-policies.md");
    for (const { type, arguments: own } of described.program.resources) {
      if (type === "aws_iam_role") expect(page).toContain(`### \`${String(own.name)}\``);
    }
  });
});

describe("the configuration's page", () => {
  it("has every field, with limits, default and meaning", () => {
    const page = configurationPage();
    expect(page).toContain(
      "| `databases.catalogLinked.discoverySeconds` | whole number, 30 to 86400 | `60` | Seconds from one look at Glue",
    );
    expect(page).toMatch(/\| `backend\.bucket` \|.*\| required \|.*Only with type `s3`\. \|/);
    expect(page).toMatch(/\| `schedules\.heartbeat\.cron` \|.*\| either \|/);
  });
});

describe("the commands' page", () => {
  it("has a section for each command, those below others too, with every option", () => {
    const page = commandsPage([
      {
        name: "keys",
        description: "about keys",
        options: [],
        run: () => Promise.resolve(0),
        commands: [
          {
            name: "rotate",
            description: "rotate it",
            details: "Details.\n",
            argument: { name: "user", description: "whose" },
            options: [{ name: "--wait", value: "seconds", description: "how long | at most" }],
            run: () => Promise.resolve(0),
          },
        ],
      },
    ]);
    expect(page).toContain("## keys rotate\n\n`twinberg keys rotate [user] [options]`: rotate it.\n\n`user`: whose.");
    expect(page).toContain("| `--wait <seconds>` | how long \\| at most |");
    expect(page).toContain("```text\nDetails.\n```");
  });
});

describe("pictures", () => {
  const place = (id: string, name: string, more: Readonly<Record<string, unknown>> = {}) => ({
    id,
    title: id,
    resources: [
      {
        stack: "lake",
        path: `lake/${id}`,
        type: "aws_sqs_queue",
        address: `aws_sqs_queue.${id}`,
        arguments: { name, ...more },
      },
    ],
  });

  it("lead along what is declared, by name or by reference", () => {
    const [named, referred] = [
      place("a", "one", { to: "arn:x:two" }),
      place("c", "three", { to: "$" + "{aws_sqs_queue.b.arn}" }),
    ];
    const picture = flowOf(
      [named, place("b", "two"), referred],
      [
        { from: "a", to: "b", text: "sends" },
        { from: "c", to: "b", text: "sends" },
      ],
    );
    expect(picture).toContain('n_a -->|"sends"| n_b');
  });

  it("are refused where nothing that is declared leads, a part of a name included", () => {
    const places = [place("a", "one", { to: "two-dead-letters" }), place("b", "two")];
    expect(() => flowOf(places, [{ from: "a", to: "b", text: "sends" }])).toThrow(
      "the picture leads from a to b, and nothing that is declared says so",
    );
    expect(() => flowOf([{ id: "a", title: "a", resources: [] }], [])).toThrow("declares nothing of it");
  });

  it("keep ids apart, and no text ends early", () => {
    const chart = flowchart(
      "LR",
      [],
      [
        { id: "a-b", lines: ['say "x" <y>'] },
        { id: "a_b", lines: ["z"] },
      ],
      [],
    );
    expect(chart).toContain('n_a_2d_b["say #quot;x#quot; #lt;y#gt;"]');
    expect(chart).toContain('n_a_5f_b["z"]');
  });
});

describe("parts of pages", () => {
  it("tables keep pipes and brackets as text, and code as it is", () => {
    expect(markdownTable(["a"], [["x | <y>"], ["`<y>`"]])).toBe("| a |\n|---|\n| x \\| &lt;y> |\n| `<y>` |");
    expect(code("a`b")).toBe("`` a`b ``");
  });

  it("are replaced between their marks, and none is forgotten", () => {
    const page = "words\n<!-- begin one: by a script -->\nold\n<!-- end one -->\nmore\n";
    const marked = "words\n<!-- begin one: by a script -->\n\nnew\n\n<!-- end one -->\nmore\n";
    expect(withParts(page, { one: "new" })).toBe(marked);
    expect(withParts(marked, { one: "new" })).toBe(marked);
    expect(() => withParts(page, {})).toThrow("a part one that nothing writes");
    expect(() => withParts("words", { one: "new" })).toThrow("the page has no part one");
  });

  it("a permission without a reason is refused", () => {
    expect(() => reasonOf("DeleteEverything")).toThrow("has no reason");
  });

  it("what only Snowflake tells is named by where it is read from", () => {
    expect(readable("$" + "{data.terraform_remote_state.State-primary-account.outputs.glue_external_id}")).toBe(
      "<glue_external_id of primary-account>",
    );
  });
});
