/** Unit tests and chaos need Node only, and chaos takes minutes; the e2e project needs Terraform and the providers as well, the browser project a Chromium. */
const shared = {
  testEnvironment: "node",
  transform: { "^.+\\.[cm]?[jt]s$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/.twinberg"],
  moduleNameMapper: { "^fast-check$": "<rootDir>/__tests__/helpers/fast-check.ts" },
};

/** The files that play schedules and cuts over the emulator. */
const CHAOS = [
  "/__tests__/rehearsal/chaos/emulated-(cuts|seeds)-[a-z]+\\.test\\.ts$",
  "/__tests__/operator/adopt-prod/emulated-cuts\\.test\\.ts$",
];

/** @type {import("jest").Config} */
module.exports = {
  // Generous: a busy machine is no failure, a test that hangs is.
  testTimeout: 90_000,
  // What a file of tests has loaded stays in its worker, and slows down those that come after it: cut-points takes five times as long.
  workerIdleMemoryLimit: "350MB",
  projects: [
    {
      ...shared,
      displayName: "unit",
      setupFiles: ["<rootDir>/__tests__/helpers/cdktf-for-tests.ts"],
      testMatch: ["<rootDir>/__tests__/**/*.test.ts", "<rootDir>/packages/*/test/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "/e2e/", "<rootDir>/__tests__/browser/", ...CHAOS],
    },
    { ...shared, displayName: "chaos", testRegex: CHAOS },
    {
      ...shared,
      displayName: "browser",
      globalSetup: "<rootDir>/__tests__/browser/require-chromium.ts",
      testMatch: ["<rootDir>/__tests__/browser/**/*.test.ts"],
    },
    { ...shared, displayName: "e2e", testMatch: ["<rootDir>/__tests__/e2e/**/*.test.ts"] },
  ],
};
