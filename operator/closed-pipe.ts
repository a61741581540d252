import { isSystemError } from "../rehearsal/errors";

/** Lets work go on to its end when whoever read its output has gone (`| head`): the exit code still tells how it went. */
export function outliveReaders(streams: readonly NodeJS.WriteStream[]): void {
  for (const stream of streams) {
    stream.on("error", (error) => {
      if (!isSystemError(error, "EPIPE")) throw error;
    });
  }
}
