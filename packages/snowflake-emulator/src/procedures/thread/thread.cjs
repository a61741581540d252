"use strict";

// The thread that procedure bodies run in: one call at a time, each in a context of its own. Plain JavaScript, loaded by
// Node itself: it goes through no loader, so it is the same under esbuild-register, under jest and beside a bundle.

const { parentPort, receiveMessageOnPort, workerData } = require("node:worker_threads");
const { Evaluation } = require("./evaluation.cjs");
const { closeRealm } = require("./realm.cjs");

/** 0 while the thread waits for an answer, 1 when it is there. */
const signal = new Int32Array(workerData.signal);
const { replies } = workerData;
const evaluation = new Evaluation();

/** Asks the emulator and blocks until it answers. Text in, text out: no object passes between the two sides. */
function ask(text) {
  Atomics.store(signal, 0, 0);
  parentPort.postMessage(text);
  // Again and again: what wakes it may be the signal of the answer before, which came without waiting.
  while (Atomics.load(signal, 0) === 0) Atomics.wait(signal, 0, 0);
  return receiveMessageOnPort(replies).message;
}

/** Tells the emulator something that needs no answer. */
function tell(text) {
  parentPort.postMessage(text);
}

parentPort.on("message", (text) => {
  const outcome = evaluation.run(JSON.parse(text), ask, tell);
  parentPort.postMessage(JSON.stringify({ kind: "DONE", outcome }));
});

// A body that has returned is over: promises that it left behind are nobody's, their failures too.
process.on("unhandledRejection", () => undefined);

closeRealm();
