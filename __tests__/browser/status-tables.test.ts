import type { Page } from "playwright-core";
import { known } from "../operator/failover/observations";
import { glance, manyTables } from "../operator/status/glances";
import { focused, shows, startBrowser, type TestBrowser } from "./chromium";
import { servePageOf, type TestPage } from "./page-server";

const MANY = glance({
  tableSync: { tables: known(manyTables(10_000)), waiting: known(0), deadLetters: known(2), undelivered: known(0) },
});

let browser: TestBrowser;
let server: TestPage;
let page: Page;

beforeAll(async () => {
  browser = await startBrowser();
  server = await servePageOf(MANY);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});
beforeEach(async () => {
  page = await browser.open(server.url);
});
afterEach(() => page.close());

const names = (of: Page) => of.locator("#tables tbody th").allTextContents();
const shown = (text: string, of = page) => of.locator("#tables-shown").getByText(text, { exact: true }).waitFor();

/** Goes on with Tab until something has the focus. */
async function tabTo(id: string): Promise<void> {
  for (let stops = 0; stops < 80; stops += 1) {
    await page.keyboard.press("Tab");
    if ((await focused(page)) === id) return;
  }
  throw new Error(`Tab never comes to ${id}`);
}

describe("ten thousand tables", () => {
  it("are counted, and shown a page at a time, those that failed first: the page stays small", async () => {
    await shown("25 of 10000 tables, page 1 of 400");
    expect(await page.locator("#overview li").filter({ hasText: "Table sync" }).textContent()).toContain(
      "10000 tables (10 FAILED, 100 REFUSED, 9890 IN_STEP)",
    );
    expect((await names(page)).slice(0, 2)).toEqual(["raw__events.table_00007", "raw__events.table_01007"]);
    expect(await page.locator("#tables tbody tr").count()).toBe(25);
    expect((await (await page.request.get(server.url)).body()).length).toBeLessThan(150_000);
  });

  it("are filtered by name while somebody types, and by state", async () => {
    await page.getByRole("searchbox").fill("TABLE_0990");
    await shown("10 of 10 that match, of 10000 tables, page 1 of 1");
    expect(new URL(page.url()).search).toBe("?filter=TABLE_0990");
    await page.getByRole("combobox").selectOption("REFUSED");
    await shown("1 of 1 that match, of 10000 tables, page 1 of 1");
    expect(await names(page)).toEqual(["raw__events.table_09903"]);
    await shows(page, "its SerDe isn't known", "#tables table");
    await page.getByRole("searchbox").fill("nothing like it");
    await shown("None of 10000 tables matches");
    await page.reload();
    await shown("None of 10000 tables matches");
    expect(await page.getByRole("combobox").inputValue()).toBe("REFUSED");
  });

  it("are worked through by the keyboard alone", async () => {
    await page.keyboard.press("Tab");
    expect(await focused(page)).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    expect(await focused(page)).toBe("content");
    await tabTo("filter");
    const order: string[] = [];
    for (let stops = 0; stops < 4; stops += 1) {
      await page.keyboard.press("Tab");
      order.push(await focused(page));
    }
    expect(order).toEqual(["state", "Filter", "page-previous", "page-next"]);
    await page.keyboard.press("Enter");
    await shown("25 of 10000 tables, page 2 of 400");
    await page.keyboard.press("Space");
    await shown("25 of 10000 tables, page 3 of 400");
    expect(await focused(page)).toBe("page-next");
    expect(new URL(page.url()).search).toBe("?page=3");
    for (let back = 0; back < 3; back += 1) await page.keyboard.press("Shift+Tab");
    expect(await focused(page)).toBe("state");
    await page.keyboard.press("Shift+Tab");
    await page.keyboard.type("table_0000");
    await shown("10 of 10 that match, of 10000 tables, page 1 of 1");
    await page.keyboard.press("Enter");
    expect(await focused(page)).toBe("filter");
  });

  it("keep the focus at the last page, where the button does nothing any more", async () => {
    await page.goto(`${server.url}?page=399`);
    await page.locator("#page-next").focus();
    await page.keyboard.press("Enter");
    await shown("25 of 10000 tables, page 400 of 400");
    expect(await focused(page)).toBe("page-next");
    expect(await page.locator("#page-next").getAttribute("aria-disabled")).toBe("true");
    await page.keyboard.press("Enter");
    await page.waitForResponse(/sections\.json/);
    await shown("25 of 10000 tables, page 400 of 400");
  });

  it("are filtered and paged without a script, too", async () => {
    const plain = await startBrowser({ javaScriptEnabled: false });
    try {
      const still = await plain.open(server.url);
      await still.getByRole("searchbox").fill("table_00");
      await still.getByRole("button", { name: "Filter" }).click();
      await shown("25 of 1000 that match, of 10000 tables, page 1 of 40", still);
      await still.getByRole("button", { name: "Next" }).click();
      await shown("25 of 1000 that match, of 10000 tables, page 2 of 40", still);
      expect(await still.getByRole("searchbox").inputValue()).toBe("table_00");
    } finally {
      await plain.close();
    }
  });
});
