import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceSession } from "../provider/session";
import { identifier, parseName, parseParts, qualified } from "../sql/identifier";
import { literal } from "../sql/literal";
import { sql } from "../sql/statement";
import { dropIfExists } from "./common";
import { currentLocator } from "./current-account";
import {
  alterDatabase,
  customizeDatabase,
  databaseClauses,
  readDatabaseParameters,
  renameDatabase,
  showDatabase,
  storeDatabase,
} from "./database-common";
import { DATABASE_PARAMETERS } from "./database-parameters";
import { parameterChecks, parameterSuppressors } from "./object-parameters";
import { suppressIdentifierQuoting } from "./suppressors";

const PRIMARY_FORM = "<organization_name>.<account_name>.<external_object_name>";

/** `snowflake_secondary_database`: a replica of a database of another account. https://docs.snowflake.com/en/sql-reference/sql/create-database */
export const secondaryDatabase: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_secondary_database",
  suppress: {
    ...parameterSuppressors(DATABASE_PARAMETERS),
    name: suppressIdentifierQuoting,
    as_replica_of: suppressIdentifierQuoting,
  },
  checks: parameterChecks(DATABASE_PARAMETERS),
  customizePlan: customizeDatabase,

  async create(data, session) {
    const name = parseName(data.string("name"));
    const primary = qualified(...parseParts(data.string("as_replica_of"), PRIMARY_FORM));
    const transient = data.configured("is_transient") === true ? "TRANSIENT" : undefined;
    await session.execute(
      sql("CREATE", transient, "DATABASE", identifier(name), "AS REPLICA OF", primary, ...databaseClauses(data)),
    );
    data.setId(name);
    await this.read(data, session);
  },

  async read(data, session) {
    const row = await showDatabase(data, session, "secondary database");
    if (row === undefined) return;
    const name = parseName(data.id);
    const replicas = await session.query(`SHOW REPLICATION DATABASES LIKE ${literal(name)}`);
    const account = await currentLocator(session);
    const replica = replicas.findLast(
      (candidate) =>
        !candidate.boolean("is_primary") &&
        candidate.text("account_locator") === account &&
        candidate.text("name") === name,
    );
    if (replica === undefined) throw new Error(`could not find replication database for ${name}`);
    const primary = replica.text("primary");
    if (primary !== "") data.set("as_replica_of", qualified(...parseParts(primary, PRIMARY_FORM)));
    storeDatabase(data, row);
    await readDatabaseParameters(data, session);
  },

  async update(data, session) {
    const name = await renameDatabase(data, session);
    await alterDatabase(data, session, name);
    await this.read(data, session);
  },

  async delete(data, session) {
    await dropIfExists(session, "DATABASE", parseName(data.id));
  },

  async importState(data) {
    data.set("name", parseName(data.id));
  },
};
