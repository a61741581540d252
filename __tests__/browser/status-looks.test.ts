import axe from "axe-core";
import type { Page } from "playwright-core";
import { ago, gone, known, notKnown } from "../operator/failover/observations";
import { day, glance, manyTables, task, workings } from "../operator/status/glances";
import { startBrowser, type TestBrowser } from "./chromium";
import { servePageOf, type TestPage } from "./page-server";

/** Every kind of verdict at once, with long names. */
const MIXED = glance({
  accounts: { primary: gone("primary", `TERRAFORM can't log in to ${"A".repeat(120)}: connect ECONNREFUSED`) },
  workings: {
    primary: notKnown("connect ECONNREFUSED"),
    secondary: workings("secondary", {
      tasks: [
        task("SYNC_PROD_TASK", {
          judgement: { verdict: "fail", seen: "it is suspended", reason: "B".repeat(200), fix: "ALTER TASK RESUME" },
        }),
        task("HEARTBEAT_TASK"),
      ],
      drift: known({
        open: 1,
        findings: [{ kind: "VIEW", name: `"${"C".repeat(200)}"`, finding: "DIFFERENT", firstSeenAt: ago(600) }],
      }),
      history: known(
        day(
          (quarter) => quarter * 30,
          (quarter) => quarter % 9,
        ),
      ),
    }),
  },
  tableSync: {
    tables: known(manyTables(200)),
    waiting: known(1),
    deadLetters: known(2),
    undelivered: notKnown("AccessDenied"),
  },
});

let browser: TestBrowser;
let server: TestPage;

beforeAll(async () => {
  browser = await startBrowser();
  server = await servePageOf(MIXED);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

/** What axe finds, and the rules that were tried and hold. */
async function audit(page: Page) {
  await page.locator("details").evaluateAll("(all) => all.forEach((one) => one.setAttribute('open', ''))");
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate<axe.AxeResults>("axe.run(document)");
  return {
    violations: violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ html, any }) => [html, any[0]?.message]),
    })),
    passes: passes.map(({ id }) => id),
  };
}

describe("how the page looks", () => {
  it.each(["light", "dark"] as const)(
    "in %s it breaks no rule of accessibility, contrast included",
    async (colorScheme) => {
      const page = await browser.open(server.url, { colorScheme });
      const { violations, passes } = await audit(page);
      expect(violations).toEqual([]);
      expect(passes).toEqual(
        expect.arrayContaining(["color-contrast", "label", "landmark-one-main", "list", "td-headers-attr"]),
      );
      await page.close();
    },
  );

  it("follows the colours that the system is set to", async () => {
    const colours = async (colorScheme: "light" | "dark") => {
      const page = await browser.open(server.url, { colorScheme });
      const found = await page.evaluate<string[]>(
        "['backgroundColor', 'color'].map((name) => getComputedStyle(document.documentElement)[name])",
      );
      await page.close();
      return found;
    };
    expect(await colours("light")).toEqual(["rgb(246, 247, 249)", "rgb(27, 33, 41)"]);
    expect(await colours("dark")).toEqual(["rgb(18, 22, 28)", "rgb(228, 232, 238)"]);
  });

  it.each([320, 375, 700, 1280])(
    "fits a screen of %i pixels without scrolling sideways, with all that is folded opened",
    async (width) => {
      const page = await browser.open(server.url, { width });
      const { violations } = await audit(page);
      expect(violations).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
      await page.close();
    },
  );

  it("shows where the focus is", async () => {
    const page = await browser.open(server.url);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    expect(await page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).toBe("solid");
    await page.close();
  });

  it("moves nothing for who wants less motion", async () => {
    const page = await browser.open(server.url);
    const motion = () =>
      page.evaluate<string[]>(
        "[getComputedStyle(document.documentElement).scrollBehavior, getComputedStyle(document.querySelector('.skip')).transitionDuration]",
      );
    expect(await motion()).toEqual(["auto", "0s"]);
    await page.emulateMedia({ reducedMotion: "no-preference" });
    expect((await motion())[0]).toBe("smooth");
    await page.close();
  });
});
