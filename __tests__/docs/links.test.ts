import { existsSync } from "node:fs";
import path from "node:path";
import { allPages, anchorOf, parsePage, ROOT, readPage } from "../helpers/pages";

const pages = allPages();

describe.each(pages.map((page) => [page.file, page] as const))("%s", (file, page) => {
  const inside = page.links.filter((to) => !/^[a-z]+:/.test(to));

  it("leads to files that there are", () => {
    const missing = inside.filter((to) => {
      const [target = ""] = to.split("#");
      return target !== "" && !existsSync(path.resolve(ROOT, path.dirname(file), decodeURI(target)));
    });
    expect(missing).toEqual([]);
  });

  it("leads to headings that there are", () => {
    const missing = inside.filter((to) => {
      const [target = "", anchor] = to.split("#");
      if (anchor === undefined) return false;
      const other = target === "" ? file : path.join(path.dirname(file), target);
      return other.endsWith(".md") && existsSync(path.join(ROOT, other)) && !readPage(other).anchors.has(anchor);
    });
    expect(missing).toEqual([]);
  });
});

it("every page of docs/ can be reached from docs/README.md", () => {
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(file) || !file.endsWith(".md")) return;
    reached.add(file);
    for (const to of readPage(file).links) {
      const [target = ""] = to.split("#");
      const other = path.join(path.dirname(file), target);
      if (target !== "" && !/^[a-z]+:/.test(to) && existsSync(path.join(ROOT, other))) visit(other);
    }
  };
  visit("docs/README.md");
  const own = pages.map(({ file }) => file).filter((file) => file.startsWith("docs/"));
  expect(own.filter((file) => !reached.has(file))).toEqual([]);
});

describe("the reading of pages", () => {
  it("makes GitHub's anchors", () => {
    expect(anchorOf("Not like this, but like this")).toBe("not-like-this-but-like-this");
    expect(anchorOf("`ICEBERG_ADMIN`")).toBe("iceberg_admin");
    expect([...parsePage("x.md", "# One\n## One\n").anchors]).toEqual(["one", "one-1"]);
  });

  it("takes no link and no heading out of code", () => {
    const page = parsePage("x.md", "```sh\n# no [heading](a.md)\n```\n`[code](b.md)` [link](c.md#d)\n");
    expect(page.links).toEqual(["c.md#d"]);
    expect(page.anchors.size).toBe(0);
    expect(page.blocks).toEqual([{ language: "sh", text: "# no [heading](a.md)", before: "" }]);
    expect(page.spans).toEqual(["[code](b.md)"]);
  });
});
