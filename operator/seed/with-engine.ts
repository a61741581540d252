import { availableParallelism } from "node:os";
import { Engine } from "../../packages/iceberg/src/index";

/** Enough for the rows of one query; more goes to disk. */
const MEMORY = "500MB";

/** An engine for making rows, ended however the work ends. */
export async function withEngine<T>(work: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = await Engine.start({ memoryLimit: MEMORY, threads: availableParallelism() });
  try {
    return await work(engine);
  } finally {
    engine.close();
  }
}
