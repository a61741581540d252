/** The arrows of the house: who may import whom. `__tests__/architecture.test.ts` runs these. */

/** A folder of the tree may import only the folders that are named, and packages from npm. */
function onlyImports(folder, allowed, comment) {
  return {
    name: `${folder}-arrows`,
    comment,
    severity: "error",
    from: { path: `^${folder}/` },
    to: {
      pathNot: [`^${folder}/`, ...allowed.map((path) => `^${path}`), "node_modules/"],
      dependencyTypesNot: ["core"],
    },
  };
}

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    { name: "no-circles", severity: "error", from: {}, to: { circular: true } },
    {
      name: "no-unresolvable",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "deep-imports-only",
      comment:
        "The barrel of the prebuilt bindings costs seconds at each start: import @cdktf/provider-x/lib/<resource>.",
      severity: "error",
      from: {},
      to: { path: "node_modules/@cdktf/provider-[a-z]+/lib/(index|lazy-index)" },
    },
    {
      name: "main-arrows",
      comment: "main.ts loads the configuration and builds the app: nothing else.",
      severity: "error",
      from: { path: "^main\\.ts$" },
      to: { pathNot: ["^config/", "^stacks/", "node_modules/"] },
    },
    onlyImports("sql", [], "Quoting and statements are pure, and everybody's."),
    onlyImports("config", ["sql/"], "The configuration knows names, not resources."),
    onlyImports(
      "procedures",
      ["sql/"],
      "A procedure is a body of its own: it knows its settings, not who declares it.",
    ),
    onlyImports(
      "lambda-src",
      ["sql/"],
      "A function is a bundle of its own: it knows its settings, not who deploys it.",
    ),
    onlyImports(
      "constructs",
      ["sql/", "config/", "procedures/index\\.ts", "lambda-src/[^/]+/(bundle|read-settings|messages)\\.ts"],
      "Constructs know nothing of stacks, and of procedures and functions their bodies, tables and settings.",
    ),
    onlyImports("stacks", ["constructs/", "config/"], "Stacks compose constructs."),
    onlyImports(
      "operator",
      [
        "config/",
        "sql/",
        "stacks/outputs\\.ts",
        "rehearsal/(terraform/|process/probe\\.ts|clouds/python\\.ts|errors\\.ts|lock\\.ts)",
        "packages/[^/]+/src/index\\.ts",
        "constructs/snowflake/declared/",
        "constructs/policies/rules\\.ts",
        "constructs/aws/arns\\.ts",
        "lambda-src/table-sync/index\\.ts",
        "procedures/(monitoring-tables|runtime/(link-status|failover-group|client-connection)|heartbeat/replica-state|sync-prod/mark)\\.ts",
      ],
      "The operator uses published names and what is declared as data, never constructs' insides.",
    ),
    onlyImports(
      "rehearsal",
      ["config/", "sql/", "stacks/outputs\\.ts", "operator/", "packages/[^/]+/src/(aws/)?index\\.ts"],
      "The rehearsal uses stacks' published names, never constructs' insides.",
    ),
    {
      name: "packages-stand-alone",
      comment:
        "A package imports nothing from outside its folder but the Iceberg library: the emulator is a Snowflake, not our Snowflake.",
      severity: "error",
      from: { path: "^packages/([^/]+)/" },
      to: {
        pathNot: ["^packages/$1/", "^packages/iceberg/(src/index\\.ts|package\\.json)$", "node_modules/"],
        dependencyTypesNot: ["core"],
      },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(cdktf\\.out|\\.twinberg|dist)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["require", "node", "default"] },
  },
};
