#!/usr/bin/env node
// The sources as one bundle, made now: file by file they would take seconds to load.
const { join } = require("node:path");
const Module = require("node:module");
const { buildSync } = require("esbuild");

const source = join(__dirname, "..", "src");
// The Iceberg library is sources too, and goes into the bundle; what both take from npm stays outside.
const dependencies = {
  ...require("../package.json").dependencies,
  ...require("@twinberg/iceberg/package.json").dependencies,
};
const external = Object.keys(dependencies).filter((name) => !name.startsWith("@twinberg/"));
const { outputFiles } = buildSync({
  entryPoints: [join(source, "cli.ts")],
  bundle: true,
  write: false,
  platform: "node",
  target: "node20",
  external,
  logLevel: "warning",
});
const bundle = new Module(join(source, "cli.bundle.js"), module);
bundle.filename = bundle.id;
bundle.paths = Module._nodeModulePaths(source);
bundle._compile(outputFiles[0].text, bundle.id);
