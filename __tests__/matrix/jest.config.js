/**
 * The unit tests that a synthesis is part of, with cdktn in cdktf's place: for their own imports, and for those of the prebuilt
 * bindings. `npm run test:matrix` says which tests.
 */
const { projects } = require("../../jest.config");
const unit = projects.find(({ displayName }) => displayName === "unit");
const installed = "<rootDir>/.twinberg/matrix/cdktn/node_modules";

/** @type {import("jest").Config} */
module.exports = {
  ...unit,
  // cdktn takes fewer stack traces, and in another way.
  setupFiles: [],
  rootDir: "../..",
  displayName: "unit, cdktn",
  testTimeout: 90_000,
  modulePathIgnorePatterns: ["<rootDir>/cdktf.out", "<rootDir>/.twinberg/(?!matrix/cdktn/node_modules)"],
  moduleNameMapper: { ...unit.moduleNameMapper, "^(cdktf|constructs|@cdktf/[^/]+)(/.*)?$": `${installed}/$1$2` },
};
