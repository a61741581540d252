import type { SnowflakeEmulator } from "../../src/emulator";
import { Client, startTestEmulator } from "../support/client";

describe("procedures through the official Node driver", () => {
  let emulator: SnowflakeEmulator;
  let client: Client;

  beforeAll(async () => {
    emulator = await startTestEmulator();
    client = await Client.connect(emulator);
    await client.run("CREATE DATABASE D");
    await client.run("USE SCHEMA D.PUBLIC");
  });

  afterAll(async () => {
    await client.close();
    await emulator.close();
  });

  it("are created, called with bound values, and answer in the declared type", async () => {
    await client.run(
      "create or replace procedure P(in1 float, in2 variant) returns string language javascript as $$\n" +
        "let res = snowflake.execute({sqlText: 'select ? c1, ? c2', binds:[IN1, JSON.stringify(IN2)]});\n" +
        "res.next();\n" +
        "return res.getColumnValueAsString(1) + ' ' + res.getColumnValueAsString(2) + ' ' + IN2;\n$$;",
    );
    expect(await client.run("call P(?, to_variant(?))", [1, "[2,3]"])).toEqual([{ P: '1 "[2,3]" [2,3]' }]);
    await client.run("CREATE PROCEDURE D.PUBLIC.F() RETURNS FLOAT LANGUAGE JAVASCRIPT AS 'return 1.5'");
    expect(await client.run("CALL F()")).toEqual([{ F: 1.5 }]);
    await client.run("CREATE PROCEDURE D.PUBLIC.V() RETURNS VARIANT LANGUAGE JAVASCRIPT AS 'return {a: [1]}'");
    expect(await client.run("CALL V()")).toEqual([{ V: { a: [1] } }]);
  });

  it("leave the emulator free while they run", async () => {
    await client.run("CREATE PROCEDURE ENDLESS() RETURNS FLOAT LANGUAGE JAVASCRIPT AS 'for (;;) {}'");
    const other = await Client.connect(emulator);
    const id = await client.submit("CALL D.PUBLIC.ENDLESS()");
    expect(await other.value("SELECT 1")).toBe(1);
    expect(await client.status(id)).toBe("RUNNING");
    await other.close();
  });
});
