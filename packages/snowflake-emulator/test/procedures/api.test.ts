import { ProcedureBench } from "./bench";

const THROWN = (code: string) =>
  `const texts = []; for (const one of [${code}]) { try { one(); texts.push("no error"); } catch (error) { texts.push(String(error)); } } return texts;`;

describe("the procedures API", () => {
  const bench = new ProcedureBench();
  afterAll(() => bench.runtime.close());

  it("keeps the methods of snowflake on its prototype", async () => {
    expect(
      await bench.value(
        "return [typeof snowflake, Object.getOwnPropertyNames(snowflake), typeof P, arguments.length, this === globalThis]",
      ),
    ).toEqual(["object", [], "function", 0, true]);
  });

  it("tells columns by number and by name", async () => {
    expect(
      await bench.value(`
        const statement = snowflake.createStatement({sqlText: "select types"});
        statement.execute();
        const columns = [];
        for (let i = 1; i <= statement.getColumnCount(); i += 1) {
          const name = statement.getColumnName(i);
          columns.push([name, statement.getColumnSqlType(name), statement.getColumnType(i), statement.getColumnScale(i), statement.isColumnNullable(i)].join(" "));
        }
        return columns;
      `),
    ).toEqual([
      "N FIXED number 4 true",
      "F REAL number 0 true",
      "T TEXT string 0 true",
      "B BINARY buffer 0 true",
      "OK BOOLEAN boolean 0 true",
      "D DATE date 0 true",
      "CLOCK TIME string 0 true",
      "NTZ TIMESTAMP_NTZ date 0 true",
      "LTZ TIMESTAMP_LTZ date 0 true",
      "TZ TIMESTAMP_TZ date 0 true",
      "V VARIANT json 0 true",
      "O OBJECT json 0 true",
      "A ARRAY json 0 true",
    ]);
  });

  it("tests columns for their type", async () => {
    expect(
      await bench.value(`
        const statement = snowflake.createStatement({sqlText: "select types"});
        statement.execute();
        const tests = ["Text", "Array", "Binary", "Boolean", "Date", "Number", "Object", "Time", "Timestamp", "Variant"];
        return Object.fromEntries(tests.map((test) => [test, Array.from({length: 13}, (_n, i) => statement["isColumn" + test](i + 1) ? i + 1 : 0).filter(Boolean)]));
      `),
    ).toEqual({
      Text: [3],
      Array: [13],
      Binary: [4],
      Boolean: [5],
      Date: [6],
      Number: [1, 2],
      Object: [12],
      Time: [7],
      Timestamp: [8, 9, 10],
      Variant: [11],
    });
  });

  it("gives values as the documented JavaScript types", async () => {
    expect(
      await bench.value(`
        const rs = snowflake.execute({sqlText: "select types"});
        rs.next();
        const kind = (v) => v instanceof SfDate ? "SfDate" : v instanceof Date ? "Date" : v instanceof Uint8Array ? "bytes " + v.join() : v;
        return Array.from({length: rs.getColumnCount()}, (_n, i) => kind(rs.getColumnValue(i + 1)));
      `),
    ).toEqual([
      12.34,
      1.5,
      "text",
      "bytes 0,255",
      1,
      "Date",
      "12:30:00",
      "SfDate",
      "SfDate",
      "SfDate",
      { a: 1 },
      { b: [2] },
      [1, null],
    ]);
  });

  it("gives NULL as null, in every column", async () => {
    expect(
      await bench.value(`
        const rs = snowflake.execute({sqlText: "select types"});
        rs.next(); rs.next();
        return Array.from({length: 13}, (_n, i) => [rs.getColumnValue(i + 1), rs.getColumnValueAsString(i + 1)]).every(([a, b]) => a === null && b === null);
      `),
    ).toBe(true);
  });

  it("gives values as text by the session's formats", async () => {
    expect(
      await bench.value(`
        const rs = snowflake.execute({sqlText: "select types"});
        rs.next();
        return Array.from({length: 13}, (_n, i) => rs.getColumnValueAsString(i + 1));
      `),
    ).toEqual([
      "12.3400",
      "1.5",
      "text",
      "00FF",
      "true",
      "2019-01-01",
      "12:30:00",
      "1970-01-01 00:00:01.987",
      "2019-01-01 00:00:00.000 +0000",
      "1971-01-01 11:00:00.000 +1100",
      '{"a":1}',
      '{"b":[2]}',
      "[1,null]",
    ]);
  });

  it("has the methods of SfDate", async () => {
    expect(
      await bench.value(`
        const rs = snowflake.execute({sqlText: "select types"});
        rs.next();
        return [rs.NTZ, rs.LTZ, rs.TZ].map((d) => [d.getEpochSeconds(), d.getNanoSeconds(), d.getScale(), d.getTimezone(), d.toString()]);
      `),
    ).toEqual([
      [1, 987_654_321, 9, 0, "Thu Jan 01 1970 00:00:01 GMT+0000 (Coordinated Universal Time)"],
      [1_546_300_800, 0, 3, 0, "Tue Jan 01 2019 00:00:00 GMT+0000 (Coordinated Universal Time)"],
      [31_536_000, 123_456, 9, 660, "Fri Jan 01 1971 00:00:00 GMT+0000 (Coordinated Universal Time)"],
    ]);
  });

  it("counts the rows of DML", async () => {
    expect(
      await bench.value(`
        return ["insert", "update", "merge", "select none"].map((sqlText) => {
          const s = snowflake.createStatement({sqlText});
          const rs = s.execute();
          return [s.getNumRowsAffected(), s.getNumRowsInserted(), s.getNumRowsUpdated(), s.getNumRowsDeleted(), s.getNumDuplicateRowsUpdated(), s.getRowCount(), rs.getNumRowsAffected()];
        });
      `),
    ).toEqual([
      [3, 3, 0, 0, 0, 1, 3],
      [4, 0, 4, 0, 1, 1, 4],
      [6, 1, 2, 3, 0, 1, 6],
      [0, 0, 0, 0, 0, 0, 0],
    ]);
  });

  it("knows a statement's text, and the ids of its query and request", async () => {
    const own = new ProcedureBench();
    expect(
      await own.value(`
        const s = snowflake.createStatement({sqlText: "insert"});
        const rs = s.execute();
        return [s.getSqlText(), s.getQueryId(), rs.getQueryId(), s.getRequestId()];
      `),
    ).toEqual(["insert", "query-1", "query-1", "request-1"]);
    await own.runtime.close();
  });

  it("refuses what comes too early or is not there", async () => {
    expect(
      await bench.value(
        THROWN(`
          () => snowflake.createStatement({sqlText: "insert"}).getQueryId(),
          () => snowflake.createStatement({sqlText: "insert"}).getColumnCount(),
          () => snowflake.execute({sqlText: "select types"}).getColumnValue(1),
          () => { const rs = snowflake.execute({sqlText: "select types"}); rs.next(); rs.getColumnValue("nope"); },
          () => { const rs = snowflake.execute({sqlText: "select none"}); rs.next(); rs.getColumnValue(1); },
          () => snowflake.execute({sqltext: "insert"}),
          () => snowflake.createStatement({sqlText: " "}),
          () => snowflake.execute()`),
      ),
    ).toEqual([
      "Statement is not executed yet.",
      "Statement is not executed yet.",
      "ResultSet is empty or not prepared (call next() first).",
      "Given column name/index does not exist: nope",
      "ResultSet is empty or not prepared (call next() first).",
      "empty argument passed",
      "empty argument passed",
      "empty argument passed",
    ]);
  });

  it("binds numbers, texts, SfDate and NULL", async () => {
    const own = new ProcedureBench();
    await own.value(`
      const rs = snowflake.execute({sqlText: "select types"});
      rs.next();
      snowflake.execute({sqlText: "insert", binds: [1, -2.5, "it's", null, rs.NTZ, rs.TZ, NaN]});
      return 1;
    `);
    expect([...(own.host.statements[1]?.binds ?? [])]).toEqual([
      ["1", { type: "FIXED", value: "1" }],
      ["2", { type: "REAL", value: "-2.5" }],
      ["3", { type: "TEXT", value: "it's" }],
      ["4", { type: "ANY", value: null }],
      ["5", { type: "TIMESTAMP_NTZ", value: "1987654321" }],
      ["6", { type: "TIMESTAMP_TZ", value: "31536000000123456 2100" }],
      ["7", { type: "REAL", value: "NaN" }],
    ]);
    await own.runtime.close();
  });

  it("binds nothing else", async () => {
    const one = (value: string) => `() => snowflake.execute({sqlText: "insert", binds: [1, ${value}]})`;
    expect(await bench.value(THROWN([one("undefined"), one("true"), one("new Date()"), one("[1]")].join(",")))).toEqual(
      [
        "Unsupported type for binding argument 2undefined",
        "Unsupported type for binding argument 2true",
        "Unsupported type for binding argument 2object",
        "Unsupported type for binding argument 2object",
      ],
    );
  });

  it("hands logs, events and span attributes over", async () => {
    const own = new ProcedureBench();
    const texts = await own.value(
      THROWN(`
        () => snowflake.log("info", "hello", {a: 1}),
        () => snowflake.addEvent("done", {score: 89}),
        () => snowflake.addEvent("bare"),
        () => snowflake.setSpanAttribute("example.boolean", true),
        () => snowflake.log("loud", "x"),
        () => snowflake.addEvent(),
        () => snowflake.addEvent(1),
        () => snowflake.setSpanAttribute("key")`),
    );
    expect(texts).toEqual([
      ...Array(4).fill("no error"),
      "Invalid log level: loud",
      "addEvent takes a name and attributes",
      "the name of an event has to be a string",
      "setSpanAttribute takes a key and a value",
    ]);
    expect(own.host.told).toEqual([
      { level: "info", message: "hello", attributes: { a: 1 } },
      { event: "done", attributes: { score: 89 } },
      { event: "bare", attributes: null },
      { key: "example.boolean", value: true },
    ]);
    await own.runtime.close();
  });
});
