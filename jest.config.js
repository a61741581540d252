/** Unit tests need Node only; the e2e project needs Terraform and the providers as well. */
const shared = {
  testEnvironment: "node",
  transform: { "^.+\\.[cm]?[jt]s$": ["@swc/jest", { jsc: { target: "es2022", parser: { syntax: "typescript" } } }] },
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/.twinberg"],
};

/** @type {import("jest").Config} */
module.exports = {
  // Generous: a busy machine is no failure, a test that hangs is.
  testTimeout: 90_000,
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/__tests__/**/*.test.ts", "<rootDir>/packages/*/test/**/*.test.ts"],
      testPathIgnorePatterns: ["/node_modules/", "/e2e/"],
    },
    { ...shared, displayName: "e2e", testMatch: ["<rootDir>/__tests__/e2e/**/*.test.ts"] },
  ],
};
