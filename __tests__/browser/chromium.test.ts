import { chromiumPath } from "./chromium";

describe("the browser of these tests", () => {
  it("is there, or how to get one is said", () => {
    expect(() => chromiumPath({ PATH: "/nowhere" })).toThrow(
      "there is no Chromium in PATH: apt-get install chromium (Debian), or let CHROMIUM_PATH name a Chromium or Chrome",
    );
    expect(() => chromiumPath({ CHROMIUM_PATH: "/nowhere/chromium" })).toThrow(
      "CHROMIUM_PATH is /nowhere/chromium, and nothing is there",
    );
    expect(chromiumPath({ CHROMIUM_PATH: process.execPath })).toBe(process.execPath);
  });
});
