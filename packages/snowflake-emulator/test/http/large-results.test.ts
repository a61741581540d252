import type { SnowflakeEmulator } from "../../src/emulator";
import type { QueryInfo } from "../../src/session/query";
import { NUMBER, TEXT } from "../../src/types/data-type";
import type { ResultTable } from "../../src/wire/result-table";
import { Client, startTestEmulator } from "../support/client";
import { Protocol } from "../support/protocol";

const ROWS = 100_000;

type Body = { readonly data: { readonly rowset: readonly (readonly string[])[]; readonly total: number } };

const body = (response: Response) => response.json() as Promise<Body>;

describe("a result of 100,000 rows", () => {
  let emulator: SnowflakeEmulator;
  let protocol: Protocol;
  let token: string;
  const id = "01000000-0000-0000-0000-000000000001";

  beforeAll(async () => {
    emulator = await startTestEmulator();
    protocol = new Protocol(emulator.url);
    token = await protocol.admin();
    const [account] = emulator.organization.accounts;
    const result: ResultTable = {
      class: "SELECT",
      columns: [
        { name: "N", type: NUMBER },
        { name: "T", type: TEXT },
      ],
      rows: Array.from({ length: ROWS }, (_row, index) => [String(index), `row "${index}" \u2603`]),
    };
    const info: QueryInfo = {
      id,
      requestId: "",
      sessionId: 1,
      userName: "ADMIN",
      roleName: "ACCOUNTADMIN",
      warehouseName: null,
      databaseName: null,
      schemaName: null,
      queryTag: "",
      sqlText: "SELECT",
      startTime: 0,
    };
    account?.queries.start(info, async () => ({ kind: "SELECT", endTime: 0, placeholders: 0, outcome: { result } }));
  });
  afterAll(() => emulator.close());

  it("arrives whole, gzipped when the client takes that", async () => {
    const response = await protocol.raw("GET", `/queries/${id}/result`, token);
    expect(response.headers.get("content-encoding")).toBe("gzip");
    const { data } = await body(response);
    expect(data).toMatchObject({ total: ROWS, returned: ROWS });
    expect(data.rowset).toHaveLength(ROWS);
    expect(data.rowset[ROWS - 1]).toEqual([String(ROWS - 1), `row "${ROWS - 1}" \u2603`]);
  });

  it("arrives plain where the client takes nothing else", async () => {
    const response = await fetch(`${emulator.url}/queries/${id}/result`, {
      headers: { authorization: `Snowflake Token="${token}"`, "accept-encoding": "gzip;q=0" },
    });
    expect(response.headers.get("content-encoding")).toBeNull();
    expect((await body(response)).data.rowset).toHaveLength(ROWS);
  });

  it("is read by the Node driver", async () => {
    const client = await Client.connect(emulator);
    const rows = await client.results(id);
    expect(rows).toHaveLength(ROWS);
    expect(rows[1]).toEqual({ N: 1, T: 'row "1" \u2603' });
    await client.close();
  });

  it("leaves others their turn while it is written", async () => {
    const order: string[] = [];
    const large = protocol.raw("GET", `/queries/${id}/result`, token).then((response) => response.text());
    const small = protocol.query("SELECT 1", token);
    await Promise.all([large.then(() => order.push("large")), small.then(() => order.push("small"))]);
    expect(order).toEqual(["small", "large"]);
  });
});
