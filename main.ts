import { App } from "cdktf";
import { ConfigError } from "./config/config-error";
import { configPath, loadConfig } from "./config/load";
import { declareStacks } from "./stacks/declare-stacks";

try {
  const config = loadConfig(configPath(process.env));
  const app = new App();
  declareStacks(app, config);
  app.synth();
} catch (error) {
  if (!(error instanceof ConfigError)) {
    throw error;
  }
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
