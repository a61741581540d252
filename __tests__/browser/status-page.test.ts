import type { Page } from "playwright-core";
import { account, ago, gone, halves, known, notKnown, secondary } from "../operator/failover/observations";
import { glance, task, workings } from "../operator/status/glances";
import { HOSTILE, poisoned } from "../operator/status/poisoned";
import { focused, shows, startBrowser, type TestBrowser } from "./chromium";
import { servePageOf, type TestPage } from "./page-server";

const DOWN = glance({
  accounts: { primary: gone("primary", "connect ECONNREFUSED") },
  workings: { primary: notKnown("connect ECONNREFUSED"), secondary: workings("secondary") },
});
const LATE = glance({
  accounts: {
    secondary: account("secondary", false, {
      groups: halves(false, { ICEBERG_BCDR_DB_FG: known(secondary({ snapshotAt: ago(4000) })) }),
      heartbeat: known({ checkedAt: ago(100), healthy: false, reasons: ["bad: view of PROD.A: it doesn't answer"] }),
    }),
  },
  workings: {
    primary: workings("primary"),
    secondary: workings("secondary", {
      tasks: [
        task("SYNC_PROD_TASK", {
          judgement: {
            verdict: "fail",
            seen: "the last run ended 3 min ago: FAILED",
            reason: "no such view",
            fix: "cure it",
          },
        }),
      ],
      drift: known({
        open: 1,
        findings: [{ kind: "VIEW", name: '"PROD"."A"."B"', finding: "DIFFERENT", firstSeenAt: ago(600) }],
      }),
    }),
  },
});

let browser: TestBrowser;
let server: TestPage;
let page: Page;

beforeAll(async () => {
  browser = await startBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  browser.complaints.splice(0);
  server = await servePageOf(glance());
  page = await browser.open(server.url);
});
afterEach(async () => {
  await page.close();
  await server.close();
});

/** A line of the overview, by its title. */
const line = (title: string) => page.locator("#overview li").filter({ hasText: title });

describe("the page of twinberg status --serve", () => {
  it("shows at a glance that all is well, and both accounts", async () => {
    expect(await page.title()).toBe("✓ Twinberg TWINBERG: the primary is active");
    await shows(page, "All is well", "#overview");
    expect(await line("Active account").textContent()).toContain("the primary, since epoch 2, 2 h ago");
    expect(await line("Replication lag").textContent()).toContain("5 min behind, the objective is 30 min");
    expect(await line("Last drill").textContent()).toContain("planned, 2 h ago: completed; RPO 0 s, RTO 5.2 s");
    const cards = page.locator("#accounts").getByRole("article");
    expect(await cards.count()).toBe(2);
    expect(await cards.first().textContent()).toContain("primary TWINBERG-EAST active");
    expect(await cards.last().textContent()).toContain("secondary TWINBERG-WEST standby");
    expect(browser.complaints).toEqual([]);
  });

  it("has landmarks, headings and names that a screen reader goes by", async () => {
    const there = [
      page.getByRole("banner").getByRole("heading", { level: 1, name: "Twinberg TWINBERG" }),
      page.getByRole("main"),
      page.getByRole("contentinfo"),
      ...[
        "At a glance",
        "Accounts",
        "Failover to the secondary",
        "The last 24 hours",
        "Tasks",
        "Table sync",
        "Schema drift",
        "Last drill",
      ].map((name) => page.getByRole("region", { name }).getByRole("heading", { level: 2, name })),
      page.getByRole("article", { name: "good: primary TWINBERG-EAST active" }),
      page.getByRole("img", { name: /^Lag: highest 10 min, last \d+ min, the objective is 30 min$/ }),
      page.getByRole("table", { name: "Tasks: state and last run" }),
      page.getByRole("rowheader", { name: "HEARTBEAT_TASK every 5 min" }),
      page.getByRole("search", { name: "Tables" }).getByRole("searchbox", { name: "Name contains" }),
      page.getByRole("combobox", { name: "State" }),
      page.getByRole("navigation", { name: "Pages of tables" }).getByRole("button", { name: "Next" }),
    ];
    for (const one of there) expect([String(one), await one.count()]).toEqual([String(one), 1]);
  });

  it("tells by a mark and a word, not by colour alone, what isn't well and why", async () => {
    server.show(LATE);
    await shows(page, /of 10 to look at/, "#overview");
    expect(await line("Replication lag").textContent()).toContain("✗not good:");
    expect(await line("Replication lag").textContent()).toContain(
      "ICEBERG_BCDR_DB_FG in the secondary is 67 min behind",
    );
    expect(await line("Heartbeat, secondary").textContent()).toContain("bad: view of PROD.A: it doesn't answer");
    expect(await page.locator("#tasks").textContent()).toContain("To do: cure it");
    expect(await page.locator("#drift").textContent()).toContain('"PROD"."A"."B"');
    expect(await page.locator("#readiness").textContent()).toContain("waived by --accept-data-loss");
  });

  it("tells an account that is down with the reason, and the rest all the same", async () => {
    server.show(DOWN);
    await shows(page, "out of reach", "#overview");
    expect(await line("Heartbeat, primary").textContent()).toContain("connect ECONNREFUSED");
    expect(await line("Active account").textContent()).toContain("by what the other account says");
    expect(await page.locator("#accounts article").first().textContent()).toContain("no: connect ECONNREFUSED");
    expect(await page.locator("#accounts article").last().textContent()).toContain("healthy 60 s ago");
    expect(await page.locator("#history article").first().textContent()).toContain("connect ECONNREFUSED");
    expect(await page.title()).toMatch(/^✗/);
  });

  it("reads out that something changed, and nothing while nothing did", async () => {
    const announced = page.locator("#announce");
    await page.waitForResponse(/sections\.json/);
    await page.waitForResponse(/sections\.json/);
    expect(await announced.textContent()).toBe("");
    server.show(DOWN);
    await page.locator("#announce", { hasText: "Look at" }).waitFor({ state: "attached" });
    expect(await announced.textContent()).toMatch(
      /^Look at Active account; Failover; Heartbeat, primary; Tasks, primary\./,
    );
    expect(await announced.getAttribute("role")).toBe("status");
  });

  it("keeps focus, typed text and what is opened over a refresh", async () => {
    await page.locator("#readiness summary").click();
    await page.locator("#filter").focus();
    await page.keyboard.type("cam");
    await shows(page, "1 of 1 that match, of 3 tables, page 1 of 1", "#tables");
    server.show(LATE);
    await shows(page, "67 min behind", "#overview");
    expect(await focused(page)).toBe("filter");
    expect(await page.locator("#filter").inputValue()).toBe("cam");
    expect(await page.evaluate("document.activeElement.selectionStart")).toBe(3);
    expect(await page.locator("#readiness details").getAttribute("open")).not.toBeNull();
    await page.locator("#overview a").nth(2).focus();
    server.show(DOWN);
    await shows(page, "out of reach", "#overview");
    expect(await focused(page)).toBe("Replication lag");
  });

  it("says so when the server has ended, and that what is shown is old", async () => {
    await server.close();
    await page.getByRole("alert").getByText("twinberg status --serve doesn't answer. What is shown is old.").waitFor();
    server = await servePageOf(glance());
  });

  it("shows hostile names as text, wherever they stand", async () => {
    server.show(poisoned(LATE));
    await shows(page, HOSTILE, "#tasks");
    for (const id of ["overview", "accounts", "readiness", "tasks", "tables", "drift", "drill"]) {
      expect([id, await page.locator(`#${id}`).textContent()]).toEqual([id, expect.stringContaining(HOSTILE)]);
    }
    await page.reload();
    await page.goto(`${server.url}?filter=${encodeURIComponent(HOSTILE)}`);
    expect(await page.locator("#filter").inputValue()).toBe(HOSTILE);
    expect(await page.evaluate("[typeof pwned, document.scripts.length, document.images.length]")).toEqual([
      "undefined",
      1,
      0,
    ]);
    expect(browser.complaints).toEqual([]);
  });
});
