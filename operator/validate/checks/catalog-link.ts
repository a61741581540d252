import { z } from "zod";
import type { TwinbergConfig } from "../../../config/schema";
import { type LinkStatus, readLinkStatus } from "../../../procedures/runtime/link-status";
import { stringLiteral } from "../../../sql/literal";
import { ask, unreached, unreadable } from "../answer";
import type { AccountCheck, Judgement } from "../check";

const statusSchema = z.tuple([z.looseObject({ STATUS: z.string() })]);

/** The catalog link runs, and there is nothing that it could not do: RUNNING alone says nothing of the tables. */
export function catalogLink({ databases: { catalogLinked } }: TwinbergConfig): AccountCheck {
  const { name } = catalogLinked;
  return {
    id: "catalog-link",
    expected: `the catalog link of ${name} is RUNNING, and nothing failed in it`,
    async look(access) {
      const answer = await ask(access, "admin", `SELECT SYSTEM$CATALOG_LINK_STATUS(${stringLiteral(name)}) AS STATUS`);
      if (answer.kind === "unreached") return unreached(`the status of ${name}`, answer.reason);
      if (answer.kind === "refused") {
        return unreadable(`the status of ${name}`, answer, "apply the data stack, which makes the database");
      }
      return judgeLink(name, readLinkStatus(statusSchema.parse(answer.rows)[0].STATUS));
    },
  };
}

/** Judges what a catalog link says of itself. */
export function judgeLink(name: string, { state, reason, failures }: LinkStatus): Judgement {
  const told = failures.map(
    ({ entity, domain, operation, message }) => `${operation} of the ${domain.toLowerCase()} ${entity}: ${message}`,
  );
  const seen = failures.length === 0 ? state : `${state}, ${failures.length} failed`;
  switch (state) {
    case "RUNNING":
      return failures.length === 0
        ? { verdict: "pass", seen }
        : { verdict: "fail", seen, reason: told.join("; "), fix: "cure what is told there; discovery tries it again" };
    case "SUSPENDED":
      return {
        verdict: "fail",
        seen,
        reason: "discovery is suspended",
        fix: `ALTER DATABASE ${name} RESUME DISCOVERY, unless somebody suspended it on purpose`,
      };
    case "FAILED":
      return {
        verdict: "fail",
        seen,
        reason: [reason, ...told].filter(Boolean).join("; ") || "it isn't told why",
        fix: "see the role that the catalog integration assumes: its trust, its external id, its Lake Formation grants",
      };
    default:
      return { verdict: "unknown", seen, reason: "a state that isn't known", fix: "look it up in Snowflake's manual" };
  }
}
