import type { AccountRole } from "../../config/schema";
import type { SnowflakeSession } from "../../operator/snowflake/session";
import { qualifiedName, quoteIdentifier } from "../../sql/identifier";
import {
  breakTrust,
  type Cure,
  denyEverybody,
  loseMetadataFile,
  otherExternalId,
  revokeLakeFormation,
} from "../lake/lake-faults";
import type { DataOutputs, TwinOutputs } from "../terraform/outputs";
import type { RehearsalTools } from "../tools";
import type { CloudFacts } from "./step";

/** What a fault is made with. */
export interface FaultPlace {
  readonly tools: RehearsalTools;
  readonly clouds: CloudFacts;
  readonly outputs: TwinOutputs;
  /** Of the account that is to notice, as the role that owns its databases. */
  readonly session: SnowflakeSession;
}

/** Something that goes wrong, and what the heartbeat must say of it. */
export interface HeartbeatFault {
  readonly id: string;
  /** For people. */
  readonly what: string;
  /** The check that must not be good. */
  readonly check: RegExp;
  /** What its reason or object must name. */
  readonly says: RegExp;
  /** Breaks it. @returns how it is made whole again */
  readonly inject: (place: FaultPlace) => Promise<Cure>;
}

const mendsItself: Cure = () => Promise.resolve();
const roleOf = ({ outputs }: FaultPlace, account: AccountRole): string =>
  outputs.trust.role_arns[`${account}_catalog`] ?? "";
const dataOf = ({ outputs }: FaultPlace): DataOutputs => outputs.data.secondary;

async function viewText(session: SnowflakeSession, database: string, view: string): Promise<string> {
  const [row] = await session.execute(`SHOW VIEWS LIKE '${view}' IN DATABASE ${quoteIdentifier(database)}`);
  const text = row?.text;
  if (typeof text !== "string") throw new Error(`${database} has no view ${view}`);
  return text;
}

/** In the primary: AWS no longer lets it in, or the lake lacks a file. */
export const PRIMARY_FAULTS: readonly HeartbeatFault[] = [
  {
    id: "trust",
    what: "the catalog role's trust is broken",
    check: /catalog link/,
    says: /assum|not authorized|denied/i,
    inject: (place) => breakTrust(place.clouds.aws, roleOf(place, "primary"), denyEverybody),
  },
  {
    id: "external-id",
    what: "the catalog role wants another external id",
    check: /catalog link/,
    says: /assum|external id|not authorized|denied/i,
    inject: (place) =>
      breakTrust(
        place.clouds.aws,
        roleOf(place, "primary"),
        otherExternalId(place.tools.config.externalIds.primary.catalog),
      ),
  },
  {
    id: "lake-formation",
    what: "Lake Formation's grants are revoked",
    check: /catalog link|view/,
    says: /lake formation|not authorized|denied|permission/i,
    inject: (place) =>
      revokeLakeFormation(place.clouds.aws, roleOf(place, "primary"), place.tools.config.lake.glueDatabase),
  },
  {
    id: "metadata-file",
    what: "a metadata file is missing",
    check: /catalog link|view|refresh/,
    says: /metadata|not found|does not exist|missing/i,
    inject: ({ clouds, tools: { config } }) => loseMetadataFile(clouds.aws, config.lake.glueDatabase, "clicks"),
  },
];

/** In the secondary: somebody changed something in Snowflake by hand. */
export const SECONDARY_FAULTS: readonly HeartbeatFault[] = [
  {
    id: "discovery",
    what: "discovery is suspended",
    check: /catalog link/,
    says: /SUSPENDED/,
    inject: async (place) => {
      const database = quoteIdentifier(dataOf(place).catalog_linked_database_name);
      await place.session.execute(`ALTER DATABASE ${database} SUSPEND DISCOVERY`);
      return async () => void (await place.session.execute(`ALTER DATABASE ${database} RESUME DISCOVERY`));
    },
  },
  {
    id: "view",
    what: "a view is dropped",
    check: /view/,
    says: /V_DAILY_METRICS/,
    inject: async (place) => {
      const { external_database_name: database, external_schema_name: schema } = dataOf(place);
      const text = await viewText(place.session, database, "V_DAILY_METRICS");
      await place.session.execute(`DROP VIEW ${qualifiedName(database, schema, "V_DAILY_METRICS")}`);
      return async () => void (await place.session.execute(text));
    },
  },
  {
    id: "grant",
    what: "a grant is revoked; the heartbeat grants it again",
    check: /grant/,
    says: /USAGE/,
    inject: async (place) => {
      const database = quoteIdentifier(dataOf(place).prod_database_name);
      const role = quoteIdentifier(place.tools.config.roles.analyst);
      await place.session.execute(`REVOKE USAGE ON DATABASE ${database} FROM ROLE ${role}`);
      return mendsItself;
    },
  },
  {
    id: "task",
    what: "a task is suspended",
    check: /task/,
    says: /suspended/,
    inject: async (place) => {
      const task = dataOf(place).task_names.DETECT_DRIFT_TASK ?? "";
      await place.session.execute(`ALTER TASK ${task} SUSPEND`);
      return async () => void (await place.session.execute(`ALTER TASK ${task} RESUME`));
    },
  },
];
