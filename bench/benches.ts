/** A benchmark of this project. */
export interface Bench {
  /** As typed after `npm run bench --`; its script is `bench:` and this. */
  readonly name: string;
  /** What it compares. */
  readonly compares: string;
  /** Whether it needs Python and PyPI. */
  readonly python: boolean;
}

/** All of them, the quick ones first. */
export const BENCHES: readonly Bench[] = [
  { name: "emulator:start", compares: "the emulator's start in process with its limit", python: false },
  { name: "synth", compares: "npm run synth with type-checking ts-node, on the same program", python: false },
  { name: "table-sync", compares: "nothing: the table sync's cold start and events a second are told", python: false },
  {
    name: "emulator:discovery",
    compares: "how long the discovery of 10,000 tables holds up another session, with its limit",
    python: false,
  },
  { name: "sync", compares: "SYNC_PROD over 10,000 tables with the demo's way", python: false },
  { name: "emulator:scale", compares: "statements among 10,000 tables with the same among 100", python: false },
  { name: "seed", compares: "twinberg seed with the demo's way, row by row in Python", python: true },
  { name: "emulator", compares: "the emulator with fakesnow, server beside server", python: true },
  { name: "iceberg", compares: "appends with pyiceberg, both to the same local AWS", python: true },
];
