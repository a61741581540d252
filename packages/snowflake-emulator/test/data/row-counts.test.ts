import { RowCounts } from "../../src/data/row-counts";

describe("row counts", () => {
  it("are taken once, and again after a change", async () => {
    const counts = new RowCounts();
    const asked: (readonly number[])[] = [];
    const count = async (ids: readonly number[]) => {
      asked.push(ids);
      return new Map(ids.map((id) => [id, id * 10]));
    };
    expect(await counts.of([1, 2], count)).toEqual(
      new Map([
        [1, 10],
        [2, 20],
      ]),
    );
    expect(await counts.of([1, 2, 3], count)).toEqual(
      new Map([
        [1, 10],
        [2, 20],
        [3, 30],
      ]),
    );
    counts.changed([2]);
    await counts.of([1, 2, 3], count);
    counts.changed("all");
    await counts.of([1], count);
    expect(asked).toEqual([[1, 2], [3], [2], [1]]);
  });

  it("are not remembered when the table changed while it was counted", async () => {
    const counts = new RowCounts();
    const during = async () => {
      counts.changed([1]);
      return new Map([[1, 5]]);
    };
    await counts.of([1], during);
    expect(await counts.of([1], async () => new Map([[1, 6]]))).toEqual(new Map([[1, 6]]));
  });
});
