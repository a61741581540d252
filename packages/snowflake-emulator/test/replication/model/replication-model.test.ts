import fc from "fast-check";
import { commands } from "./commands";
import { newModel } from "./organization-model";
import { RealOrganization } from "./real-organization";

/** How many histories are tried; more of them by REPLICATION_MODEL_RUNS. */
const RUNS = Number(process.env.REPLICATION_MODEL_RUNS ?? 3);

it(
  "two accounts are what a simple model of the rules says, after every statement, outage, redirect and kill",
  async () => {
    await fc.assert(
      fc.asyncProperty(commands, async (history) => {
        const real = await RealOrganization.start();
        try {
          await fc.asyncModelRun(() => ({ model: newModel(), real }), history);
        } finally {
          await real.close();
        }
      }),
      { numRuns: RUNS },
    );
  },
  RUNS * 20_000,
);
