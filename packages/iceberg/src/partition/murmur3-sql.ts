const ALL_BITS = "4294967295";

/** Gives an expression a name, so that it is computed once: SQL has no other way inside of an expression. */
const named = (name: string, value: string, body: string): string =>
  `list_transform([${value}], lambda ${name}: ${body})[1]`;

const low32 = (expression: string): string => `((${expression}) & ${ALL_BITS})`;
const times = (left: string, right: number): string => low32(`(${left}) * ${right}::UBIGINT`);

/** Of 32 bits, to the left. */
const rotated = (name: string, bits: number): string => `(${low32(`${name} << ${bits}`)} | (${name} >> ${32 - bits}))`;

const scrambled = (block: string): string => times(named("k", times(block, 0xcc9e2d51), rotated("k", 15)), 0x1b873593);

const mixed = (hash: string, block: string): string =>
  low32(`${named("m", `xor(${hash}, ${scrambled(block)})`, rotated("m", 13))} * 5 + ${0xe6546b64}`);

function finished(hash: string, length: string): string {
  const first = times(named("f", `xor(${hash}, ${length})`, "xor(f, f >> 16)"), 0x85ebca6b);
  const second = times(named("f", first, "xor(f, f >> 13)"), 0xc2b2ae35);
  return named("f", second, "xor(f, f >> 16)");
}

const reduced = (blocks: string): string => `list_reduce(${blocks}, lambda h, b: ${mixed("h", "b")}, 0::UBIGINT)`;

/** The hash of a BIGINT expression: of its eight bytes, the lowest first. A UBIGINT below 2^32; null of null. */
export function murmur3OfInteger(value: string): string {
  const blocks = `[(v & ${ALL_BITS})::UBIGINT, ((v >> 32) & ${ALL_BITS})::UBIGINT]`;
  const hash = `CASE WHEN v IS NOT NULL THEN ${finished(reduced(blocks), "8")} END`;
  return named("v", `(${value})::BIGINT`, hash);
}

const byteAt = (position: string): string => `substr(x, ${position}, 2)`;

/** The hash of bytes that an expression gives as hexadecimal text. A UBIGINT below 2^32; null of null. */
export function murmur3OfHex(hex: string): string {
  const block = `('0x' || ${["8 * i + 7", "8 * i + 5", "8 * i + 3", "8 * i + 1"].map(byteAt).join(" || ")})::UBIGINT`;
  const blocks = `list_transform(range(length(x) // 8), lambda i: ${block})`;
  const rest = ["5", "3", "1"].map((at) => byteAt(`length(x) // 8 * 8 + ${at}`)).join(" || ");
  const hash = `xor(${reduced(blocks)}, ${scrambled(`('0x0' || ${rest})::UBIGINT`)})`;
  return named("x", hex, `CASE WHEN x IS NOT NULL THEN ${finished(hash, "(length(x) // 2)::UBIGINT")} END`);
}
