import type { CaseRunner } from "./case";
import { CASES } from "./cases";
import { differences } from "./compare";
import type { TestConnection } from "./connection";
import { NodeClient } from "./node-client";
import { type OwnEmulator, startOwnEmulator } from "./own-emulator";
import { SqlApiClient } from "./sql-api-client";

/** The Python connector runs the same cases with `npm run test:clients`: unit tests need Node only. */
const CLIENTS: readonly (readonly [name: string, (connection: TestConnection) => CaseRunner])[] = [
  ["snowflake-sdk", (connection) => new NodeClient(connection)],
  ["the SQL API", (connection) => new SqlApiClient(connection)],
];

describe.each(CLIENTS)("the client suite with %s", (_name, clientOf) => {
  let emulator: OwnEmulator;
  let client: CaseRunner;

  beforeAll(async () => {
    emulator = await startOwnEmulator();
    client = clientOf(emulator.connection);
  });
  afterAll(() => emulator.close());

  const cases = CASES.filter((one) => one.session !== true || _name === "snowflake-sdk");

  it.each(cases.map((one) => [one.name, one] as const))("%s", async (_case, one) => {
    expect(differences(one, await client.run(one))).toEqual([]);
  });
});
