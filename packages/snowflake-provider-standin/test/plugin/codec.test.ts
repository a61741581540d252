import fc from "fast-check";
import { decodeValue, encodeValue, valueFromJson } from "../../src/plugin/codec";
import { type CtyType, type CtyValue, UNKNOWN } from "../../src/plugin/cty";

interface Typed {
  readonly type: CtyType;
  readonly value: CtyValue;
}

const nullable = (values: fc.Arbitrary<CtyValue>): fc.Arbitrary<CtyValue> =>
  fc.oneof({ weight: 6, arbitrary: values }, fc.constant(null), fc.constant<CtyValue>(UNKNOWN));

const typed: fc.Arbitrary<Typed> = fc.letrec<{ typed: Typed }>((tie) => ({
  typed: fc.oneof(
    { maxDepth: 3 },
    nullable(fc.string()).map((value): Typed => ({ type: "string", value })),
    nullable(
      fc.oneof(
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)),
      ),
    ).map((value): Typed => ({ type: "number", value })),
    nullable(fc.boolean()).map((value): Typed => ({ type: "bool", value })),
    tie("typed").chain(({ type, value }) =>
      fc
        .tuple(fc.constantFrom("list" as const, "set" as const), fc.nat(3))
        .map(([kind, n]): Typed => ({ type: [kind, type], value: Array.from({ length: n }, () => value) })),
    ),
    tie("typed").chain(({ type, value }) =>
      fc
        .uniqueArray(fc.stringMatching(/^[a-z]{1,4}$/))
        .map((keys): Typed => ({ type: ["map", type], value: Object.fromEntries(keys.map((key) => [key, value])) })),
    ),
    fc
      .tuple(tie("typed"), tie("typed"))
      .map(([a, b]): Typed => ({ type: ["object", { a: a.type, b: b.type }], value: { a: a.value, b: b.value } })),
  ),
})).typed;

describe("the wire form of values", () => {
  it("gives back every value of every type", () => {
    fc.assert(
      fc.property(typed, ({ type, value }) => expect(decodeValue(encodeValue(value, type), type)).toEqual(value)),
    );
  });

  it("fills attributes that an object lacks with null", () => {
    const type: CtyType = ["object", { a: "string", b: "number" }];
    expect(decodeValue(encodeValue({ a: "x" }, type), type)).toEqual({ a: "x", b: null });
  });

  it("refuses a value of another type, naming the place", () => {
    const type: CtyType = ["object", { a: ["list", "number"] }];
    expect(() => encodeValue({ a: ["x"] }, type)).toThrow("value.a[0]: expected number, got string");
    expect(() => encodeValue({ c: 1 }, type)).toThrow("value.c: the type has no such attribute");
    expect(() => decodeValue(encodeValue("x", "string"), type)).toThrow("value: expected object, got string");
  });

  it("reads stored state of another version: unknown attributes are dropped", () => {
    expect(valueFromJson({ a: "x", gone: 1 }, ["object", { a: "string", b: "bool" }])).toEqual({ a: "x", b: null });
  });

  it("takes a refined unknown for an unknown", () => {
    expect(decodeValue({ msgpack: Uint8Array.of(0xc7, 0x03, 0x0c, 0x81, 0x01, 0xc2) }, "string")).toBe(UNKNOWN);
  });
});
