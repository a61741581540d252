import { DataBench } from "./data-bench";

describe("sequence numbers", () => {
  let bench: DataBench;
  beforeEach(async () => {
    bench = await new DataBench().open();
  });
  afterEach(() => bench.store.close());

  const counter = { id: 9, next: "1", increment: "1" };

  it("are drawn only from a counter that is there: a second statement waits while the first one has it made", async () => {
    const { sequences } = bench.store.tables;
    const order: string[] = [];
    await Promise.all([
      sequences.sql(counter, "first").then(() => order.push("first")),
      sequences.sql(counter, "second").then(() => order.push("second")),
    ]);
    expect(order).toEqual(["first", "second"]);
  });

  it("go on when the counter was made for another statement", async () => {
    const { sequences } = bench.store.tables;
    const [one, other] = await Promise.all([sequences.sql(counter, "a"), sequences.sql(counter, "b")]);
    const drawn = await bench.session(1).query(`SELECT ${one}::VARCHAR, ${other}::VARCHAR`);
    expect(drawn.flat().sort()).toEqual(["1", "2"]);
  });
});
