import { ConfigError } from "../../config/config-error";
import { configPath, loadConfig } from "../../config/load";

describe("choosing a configuration", () => {
  it("takes the rehearsal's when the environment names none", () => {
    expect(configPath({})).toBe("config/demo.yaml");
    expect(configPath({ TWINBERG_CONFIG: "" })).toBe("config/demo.yaml");
  });

  it("takes the one that TWINBERG_CONFIG names", () => {
    expect(configPath({ TWINBERG_CONFIG: "config/prod.yaml" })).toBe("config/prod.yaml");
  });

  it("refuses a file that isn't there, naming it and the way out", () => {
    expect(() => loadConfig("config/absent.yaml")).toThrow(ConfigError);
    expect(() => loadConfig("config/absent.yaml")).toThrow(/config\/absent\.yaml.*can't be read.*TWINBERG_CONFIG/s);
  });
});
