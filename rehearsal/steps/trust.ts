import { ACCOUNT_ROLES } from "../../config/schema";
import { withSession } from "../../operator/snowflake/session";
import { createAwsAccess } from "../../packages/snowflake-emulator/src/aws";
import type { ClaimInput } from "../report/claims";
import { purposes } from "../snowflake/probes";
import { parseOutputs } from "../terraform/outputs";
import { glueClaim, trustClaims } from "../trust/claims";
import { defineStep } from "./step";

/** Each account reaches its roles with the right external id, and nobody reaches them with a wrong one or from an account that isn't trusted. */
export const trustStep = defineStep({
  id: "trust",
  title: "Trust: right external id in, everything else out",
  needs: ["clouds", "converge"],
  async run({ tools, facts, progress }) {
    const outputs = parseOutputs(facts.converge.outputs);
    const { aws, sessions } = facts.clouds;
    const access = createAwsAccess({ endpoint: aws.endpoint, region: aws.region });
    const claims = await withSession(sessions.primary, (primary) =>
      withSession(sessions.secondary, async (secondary) => {
        const open = { primary, secondary };
        const found: ClaimInput[] = [];
        for (const account of ACCOUNT_ROLES) {
          for (const purpose of purposes) {
            const check = { config: tools.config, outputs, open, account, purpose };
            found.push(...(await trustClaims(check, access)));
            progress(`${account} ${purpose}`);
          }
          found.push(await glueClaim(access, outputs, account));
        }
        return found;
      }),
    );
    return { facts: {}, claims };
  },
});
