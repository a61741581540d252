import { createHash } from "node:crypto";
import { stringLiteral } from "../../sql/literal";

/** Doubles hold 53 bits; DuckDB's hash has 64. */
const DROPPED_BITS = 11;
const ONE_BIT = 2 ** -53;

/**
 * Random numbers as DuckDB expressions over a row's number: the same row and the same purpose give the same number, in whatever
 * order and in however many pieces rows are made.
 */
export class RandomSql {
  /**
   * @param seed what all numbers come from
   * @param row expression of the row's number, a BIGINT
   */
  constructor(
    private readonly seed: number,
    private readonly row: string,
  ) {}

  /** 64 random bits. @param purpose tells columns apart */
  bits(purpose: string): string {
    // Rows are far fewer than the distance between two purposes' beginnings.
    const begin = createHash("sha256").update(`${this.seed} ${purpose}`).digest().readBigUInt64BE() >> 2n;
    return `hash(${this.row} + ${begin})`;
  }

  /** A double in [0, 1). */
  unit(purpose: string): string {
    return `((${this.bits(purpose)} >> ${DROPPED_BITS}) * ${ONE_BIT})`;
  }

  /** A double in [from, to), rounded to so many digits. */
  between(purpose: string, from: number, to: number, digits: number): string {
    return `round(${from} + ${this.unit(purpose)} * ${to - from}, ${digits})`;
  }

  /** A whole number from `from` to `to`, both included, as INTEGER. */
  whole(purpose: string, from: number | string, to: number | string): string {
    return `(${from} + (${this.bits(purpose)} % (${to} - (${from}) + 1)::UBIGINT)::BIGINT)::INTEGER`;
  }

  /** True for this fraction of rows. */
  chance(purpose: string, fraction: number): string {
    return `(${this.unit(purpose)} < ${fraction})`;
  }

  /** One of these texts. */
  oneOf(purpose: string, texts: readonly string[]): string {
    const list = texts.map((text) => stringLiteral(text)).join(", ");
    return `list_extract([${list}], (1 + ${this.bits(purpose)} % ${texts.length})::BIGINT)`;
  }
}
