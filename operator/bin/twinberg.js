#!/usr/bin/env node
require("esbuild-register/dist/node").register({ target: "node20" });
require("../cli");
