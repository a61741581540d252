import { exitCodes } from "../../operator/exit-codes";
import { StatusWorld } from "../operator/failover/status/world";
import { shows, startBrowser, type TestBrowser } from "./chromium";

// Two accounts, a browser, and an account that is lost and comes back.
jest.setTimeout(240_000);

describe("twinberg status --serve over two emulated accounts", () => {
  let world: StatusWorld;
  let browser: TestBrowser;

  beforeAll(async () => {
    [world, browser] = await Promise.all([StatusWorld.start(), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  it("shows what the accounts say, goes on when one is lost, and ends by Ctrl-C", async () => {
    const ctrlC = new AbortController();
    let served: (url: string) => void = () => undefined;
    const url = new Promise<string>((resolve) => {
      served = resolve;
    });
    const clock = () => new Date();
    const running = world.status(["--serve", "--port", "0", "--every", "5"], { clock }, ctrlC.signal, (text) => {
      served(text.trim());
    });
    const page = await browser.open(await url);
    await shows(page, "the primary, no failover yet", "#overview");
    expect(await page.locator("#accounts article").last().textContent()).toContain("schedule STARTED");
    await shows(page, /Heartbeats by quarter of an hour: 1 healthy|0 healthy, 1 with/, "#history");
    const comeBack = world.clouds.lose("EAST");
    await page.locator("#overview li").filter({ hasText: "Heartbeat, primary" }).getByText("out of reach").waitFor();
    expect(await page.locator("#accounts article").last().textContent()).toContain("schedule STARTED");
    comeBack();
    await page.locator("#overview li").filter({ hasText: "Heartbeat, primary" }).getByText("healthy").waitFor();
    ctrlC.abort();
    expect((await running).code).toBe(exitCodes.interrupted);
    await page.getByRole("alert").getByText("twinberg status --serve doesn't answer").waitFor();
  });
});
