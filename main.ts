import { readAdopted } from "./config/adopted";
import { ConfigError } from "./config/config-error";
import { configPath, loadConfig, unchosenConfigNotice } from "./config/load";
import { assertLocalAwsIsMeant, LocalAwsNotMeantError } from "./config/local-aws";
import { RulesError } from "./config/rules-error";
import { describeSuppressed } from "./config/rules-report";
import { synthesizeStacks } from "./stacks/synthesize-stacks";

try {
  process.stdout.write(unchosenConfigNotice(process.env));
  const file = configPath(process.env);
  const adopted = readAdopted(file, process.env);
  const config = loadConfig(file);
  assertLocalAwsIsMeant(config, process.env);
  process.stdout.write(describeSuppressed(synthesizeStacks(config, undefined, adopted)));
} catch (error) {
  if (!(error instanceof ConfigError || error instanceof LocalAwsNotMeantError || error instanceof RulesError)) {
    throw error;
  }
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
