import { parseConfig } from "../../../config/parse";
import { collectAnswers } from "../../../operator/init/collect";
import { QUESTIONS } from "../../../operator/init/questions";
import { configText } from "../../../operator/init/write-config";
import { synthesize } from "../../helpers/synthesize";

it("what init writes with its proposals is synthesized, and breaks no rule", async () => {
  const flags = new Map([
    ["--organization", "MYORG"],
    ["--primary-account", "EAST"],
    ["--primary-region", "AWS_US_EAST_1"],
    ["--secondary-account", "WEST"],
    ["--secondary-region", "AWS_US_WEST_2"],
    ["--aws-account", "111122223333"],
    ["--lake-formation-admins", "arn:aws:iam::111122223333:role/deployer"],
    ["--glue-database", "analytics"],
  ]);
  const answers = await collectAnswers(QUESTIONS, flags, undefined, () => undefined);
  const text = configText({
    answers,
    schema: "./twinberg.schema.json",
    sampleTables: [],
    externalId: (purpose) => `id-${purpose}`,
  });
  expect(Object.keys(synthesize(parseConfig("mine.yaml", text)))).toHaveLength(9);
});
