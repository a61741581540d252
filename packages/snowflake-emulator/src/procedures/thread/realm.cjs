"use strict";

// The thread's own realm holds nothing worth reaching. A procedure's code is in another context, but errors of this realm
// (a stack overflow in one of Node's functions, say) can end up in its hands, and from an error lead ways to `Function`.

/** What ECMAScript defines, and nothing that Node adds. */
const KEPT = new Set(
  (
    "Object Function Array Number parseFloat parseInt Infinity NaN undefined Boolean String Symbol Date Promise RegExp " +
    "Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError globalThis JSON Math Intl " +
    "ArrayBuffer Uint8Array Int8Array Uint16Array Int16Array Uint32Array Int32Array Float32Array Float64Array " +
    "Uint8ClampedArray BigUint64Array BigInt64Array DataView Map BigInt Set WeakMap WeakSet Proxy Reflect WeakRef " +
    "FinalizationRegistry decodeURI decodeURIComponent encodeURI encodeURIComponent escape unescape isFinite isNaN " +
    "SharedArrayBuffer Atomics"
  ).split(" "),
);

/** A function of each kind that has a constructor of its own. */
const SAMPLES = [
  async () => undefined,
  function* () {
    yield;
  },
  async function* () {
    yield;
  },
];

/** Takes away what compiles text, and every global that reaches the machine. Node's own code has its copies. */
function closeRealm() {
  const compilers = [Function, ...SAMPLES.map((sample) => sample.constructor)];
  for (const name of Reflect.ownKeys(globalThis)) {
    if (!KEPT.has(name)) Reflect.deleteProperty(globalThis, name);
  }
  for (const compiler of compilers) Reflect.deleteProperty(compiler.prototype, "constructor");
  Reflect.deleteProperty(globalThis, "Function");
}

module.exports = { closeRealm };
