// SfDate (D: JavaScript stored procedures API): a Date that keeps nanoseconds, scale and offset of a timestamp.
(parts) => {
  "use strict";
  const BILLION = 1_000_000_000n;

  class SfDate extends Date {
    #kind;
    #nanos;
    #scale;
    #offset;

    /** Without arguments of its own it is what Date makes of them. */
    constructor(...values) {
      const [first] = values;
      const own = first instanceof Wire;
      super(...(own ? [Number(first.total / 1_000_000n)] : values));
      this.#kind = own ? first.kind : "TIMESTAMP_LTZ";
      this.#nanos = own ? first.total : BigInt(super.getTime()) * 1_000_000n;
      this.#scale = own ? first.scale : 9;
      this.#offset = own ? first.offset : parts.offsetAt(super.getTime());
    }

    getEpochSeconds() {
      return Number(split(this.#nanos).seconds);
    }

    getNanoSeconds() {
      return Number(split(this.#nanos).fraction);
    }

    getScale() {
      return this.#scale;
    }

    getTimezone() {
      return this.#offset;
    }

    /** How a bound value and a returned one go over. */
    static wire(date) {
      return { type: date.#kind, nanos: String(date.#nanos), offset: date.#offset };
    }
  }

  /** What a timestamp's text over the wire means. */
  class Wire {
    constructor(kind, text, scale) {
      const [number, biased] = text.split(" ");
      const [, sign, whole, fraction = ""] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(number);
      const size = BigInt(whole) * BILLION + BigInt(fraction.padEnd(9, "0").slice(0, 9));
      this.kind = kind;
      this.scale = scale;
      this.total = sign === "-" ? -size : size;
      const ms = Number(this.total / 1_000_000n);
      this.offset = biased === undefined ? (kind === "TIMESTAMP_LTZ" ? parts.offsetAt(ms) : 0) : Number(biased) - 1440;
    }
  }

  function split(total) {
    const fraction = ((total % BILLION) + BILLION) % BILLION;
    return { seconds: (total - fraction) / BILLION, fraction };
  }

  globalThis.SfDate = SfDate;
  parts.SfDate = SfDate;
  parts.splitNanos = split;
  parts.readTimestamp = (kind, text, scale) => new Wire(kind, text, scale);
};
