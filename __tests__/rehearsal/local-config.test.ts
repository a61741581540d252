import { readFileSync } from "node:fs";
import path from "node:path";
import { parseConfig } from "../../config/parse";
import { localConfig } from "../../rehearsal/local-config";

const demo = readFileSync(path.resolve(__dirname, "../../config/demo.yaml"), "utf8");
const settings = {
  awsEndpoint: "http://127.0.0.1:5001",
  snowflakeEndpoint: "http://127.0.0.1:5002",
  stateDirectory: "/checkout/.twinberg/state",
};

describe("localConfig", () => {
  it("is a valid configuration that points at the local clouds with a state of its own", () => {
    const config = parseConfig("rehearsal.yaml", localConfig(demo, settings));
    expect(config.local).toEqual({ awsEndpoint: settings.awsEndpoint, snowflakeEndpoint: settings.snowflakeEndpoint });
    expect(config.backend).toEqual({ type: "local", directory: settings.stateDirectory });
    expect(config.lake.onDestroy).toBe("delete");
  });

  it("changes nothing else, and keeps comments", () => {
    const text = localConfig(demo, settings);
    const { local, backend, lake, ...rest } = parseConfig("rehearsal.yaml", text);
    const { local: _, backend: __, lake: demoLake, ...demoRest } = parseConfig("demo.yaml", demo);
    expect(rest).toEqual(demoRest);
    expect({ ...lake, onDestroy: demoLake.onDestroy }).toEqual(demoLake);
    expect(text).toContain("# The rehearsal's configuration");
    expect([local, backend]).toHaveLength(2);
  });

  it("replaces another backend wholly", () => {
    const s3 = demo.replace(/backend:[\s\S]*$/, "backend:\n  type: s3\n  bucket: company-state\n  region: us-east-1\n");
    expect(localConfig(s3, settings)).not.toContain("company-state");
  });

  it("fails for text that is no mapping", () => {
    expect(() => localConfig("- a list", settings)).toThrow("not a YAML mapping");
  });
});
