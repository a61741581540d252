#!/usr/bin/env node
const { dirname, join } = require("node:path");
const Module = require("node:module");
const { bundle } = require("./bundle");

const source = join(__dirname, "..", "src");
// The Iceberg library is sources too, and goes into the bundle; what both take from npm stays outside.
const iceberg = require.resolve("@twinberg/iceberg/package.json");
const dependencies = { ...require("../package.json").dependencies, ...require(iceberg).dependencies };
const external = Object.keys(dependencies).filter((name) => !name.startsWith("@twinberg/"));
const text = bundle({
  entry: join(source, "cli.ts"),
  sources: [source, join(dirname(iceberg), "src")],
  external,
  cache: join(dirname(require.resolve("esbuild/package.json")), "..", ".cache", "snowflake-emulator"),
});
const program = new Module(join(source, "cli.bundle.js"), module);
program.filename = program.id;
program.paths = Module._nodeModulePaths(source);
program._compile(text, program.id);
