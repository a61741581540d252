import { type KeyPlan, type KeySlot, type KeyState, type KeyStep, mayRemove } from "./key-rotation";

/** A key pair. */
export interface KeyPair {
  /** PKCS #8 PEM. */
  readonly privateKey: string;
  /** As ALTER USER takes it: base64 without head and foot. */
  readonly publicKey: string;
  /** As Snowflake names it. */
  readonly fingerprint: string;
}

/** Where keys are: the user in Snowflake, and the secret. */
export interface KeyPort {
  observe(): Promise<KeyState>;
  /** Makes a key pair; it is nowhere yet. */
  generate(): Promise<KeyPair>;
  /** The key pair in the secret. */
  stored(): Promise<KeyPair>;
  /** Gives the user a public key, in place of the one that is there. */
  register(slot: KeySlot, key: KeyPair): Promise<void>;
  /** Logs in as the user. @throws when that is refused */
  verify(key: KeyPair): Promise<void>;
  store(key: KeyPair, replaces: string | null): Promise<void>;
  /** Waits as long as something that was begun with the old key may take. */
  wait(): Promise<void>;
  remove(slot: KeySlot): Promise<void>;
}

/** Something else changes the same keys. */
export class KeysChangedMeanwhile extends Error {
  override readonly name = "KeysChangedMeanwhile";
}

/**
 * Carries a plan out. It may be killed anywhere: the next plan goes on from what is there.
 *
 * @param done called after each step
 * @returns how many steps there were
 * @throws Error with the plan's reason when nothing can be done; KeysChangedMeanwhile before a key that is in use would be removed
 */
export async function changeKeys(
  plan: (state: KeyState) => KeyPlan,
  port: KeyPort,
  done: (step: KeyStep, key: KeyPair | undefined) => void,
): Promise<number> {
  const planned = plan(await port.observe());
  if (planned.kind === "REFUSED") throw new Error(planned.reason);
  let key: KeyPair | undefined;
  const registered = (): KeyPair => {
    if (key === undefined) throw new Error("no key was registered before it is needed");
    return key;
  };
  for (const step of planned.steps) {
    switch (step.kind) {
      case "REGISTER":
        key = step.key === "NEW" ? await port.generate() : await port.stored();
        await port.register(step.slot, key);
        break;
      case "VERIFY":
        await port.verify(registered());
        break;
      case "STORE":
        await port.store(registered(), step.replaces);
        break;
      case "WAIT":
        await port.wait();
        break;
      case "REMOVE":
        if (!mayRemove(await port.observe(), step.slot)) {
          throw new KeysChangedMeanwhile(
            `${step.slot} isn't removed: the other key isn't the secret's any more; somebody else changes the keys`,
          );
        }
        await port.remove(step.slot);
    }
    done(step, key);
  }
  return planned.steps.length;
}
