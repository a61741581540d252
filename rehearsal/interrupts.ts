import type { Supervisor } from "./process/supervisor";

/** The user's wish to stop, from Ctrl-C, SIGTERM or a closed terminal. */
export interface Interrupts {
  /** True once it was asked for. */
  readonly asked: () => boolean;
  /** Settles when it is asked for. */
  readonly whenAsked: Promise<void>;
  /** Stops listening. */
  readonly dispose: () => void;
}

/**
 * Listens for interrupts: the first stops all children in order, a second kills them at once and ends this program.
 * @param exit ends this program at once with a code
 */
export function listenForInterrupts(
  supervisor: Pick<Supervisor, "stopAll" | "killAll">,
  events: Pick<NodeJS.EventEmitter, "on" | "off">,
  exit: (code: number) => void,
): Interrupts {
  let asked = false;
  let resolve: () => void = () => undefined;
  const whenAsked = new Promise<void>((settle) => {
    resolve = settle;
  });
  const onSignal = (): void => {
    if (asked) {
      supervisor.killAll();
      exit(130);
      return;
    }
    asked = true;
    resolve();
    void supervisor.stopAll();
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) {
    events.on(signal, onSignal);
  }
  return {
    asked: () => asked,
    whenAsked,
    dispose: () => {
      for (const signal of signals) {
        events.off(signal, onSignal);
      }
    },
  };
}
