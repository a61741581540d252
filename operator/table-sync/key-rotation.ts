/** A user's two places for public keys: with either one's private key it can log in. */
export const KEY_SLOTS = ["RSA_PUBLIC_KEY", "RSA_PUBLIC_KEY_2"] as const;

/** One of the two places. */
export type KeySlot = (typeof KEY_SLOTS)[number];

/** What is known of the keys. Keys are named by Snowflake's fingerprints, such as `SHA256:…`. */
export interface KeyState {
  /** The user's public keys; null: none. */
  readonly slots: Readonly<Record<KeySlot, string | null>>;
  /** The private key that the function reads, and the one that it took the place of; null: the secret has no value. */
  readonly secret: { readonly fingerprint: string; readonly replaces: string | null } | null;
}

/** What is done, one after the other. */
export type KeyStep =
  /** Makes a key pair, and gives the user its public key; or gives it that of the secret. */
  | { readonly kind: "REGISTER"; readonly slot: KeySlot; readonly key: "NEW" | "SECRETS" }
  /** Logs in with the key that was registered. */
  | { readonly kind: "VERIFY" }
  /** Puts the private key in the secret: from now on the function reads it. */
  | { readonly kind: "STORE"; readonly replaces: string | null }
  /** Until what was begun with the old key has ended. */
  | { readonly kind: "WAIT" }
  /** Takes the old public key from the user. */
  | { readonly kind: "REMOVE"; readonly slot: KeySlot };

/** What to do, or why nothing can be done. */
export type KeyPlan =
  | { readonly kind: "STEPS"; readonly steps: readonly KeyStep[] }
  | { readonly kind: "REFUSED"; readonly reason: string };

const steps = (...some: readonly KeyStep[]): KeyPlan => ({ kind: "STEPS", steps: some });

/** The place that a key is registered in. */
function slotOf(fingerprint: string, slots: KeyState["slots"]): KeySlot | undefined {
  return KEY_SLOTS.find((slot) => slots[slot] === fingerprint);
}

const otherThan = (slot: KeySlot): KeySlot => (slot === "RSA_PUBLIC_KEY" ? "RSA_PUBLIC_KEY_2" : "RSA_PUBLIC_KEY");

/**
 * What gives the user its first key. Nothing, when it can log in with the secret's already. A user that was made anew gets the
 * secret's key again.
 */
export function planCreation({ slots, secret }: KeyState): KeyPlan {
  if (secret === null) {
    return steps(
      { kind: "REGISTER", slot: "RSA_PUBLIC_KEY", key: "NEW" },
      { kind: "VERIFY" },
      { kind: "STORE", replaces: null },
    );
  }
  if (slotOf(secret.fingerprint, slots) !== undefined) return steps();
  const free = KEY_SLOTS.find((slot) => slots[slot] === null) ?? "RSA_PUBLIC_KEY";
  return steps({ kind: "REGISTER", slot: free, key: "SECRETS" }, { kind: "VERIFY" });
}

/**
 * What gives the user another key without a moment in which the function can't log in: the secret's key is always one of
 * the user's. Whatever a run that was killed has left behind is told by the state alone: before its STORE a public key whose
 * private one is lost, which is overwritten; after it the old key, which is all that is left to remove.
 */
export function planRotation({ slots, secret }: KeyState): KeyPlan {
  if (secret === null) return { kind: "REFUSED", reason: "there is no key to rotate: twinberg keys create makes one" };
  const current = slotOf(secret.fingerprint, slots);
  if (current === undefined) {
    return {
      kind: "REFUSED",
      reason: "the user doesn't have the secret's key: twinberg keys create gives it to the user again",
    };
  }
  const other = otherThan(current);
  if (secret.replaces !== null && slots[other] === secret.replaces) {
    return steps({ kind: "WAIT" }, { kind: "REMOVE", slot: other });
  }
  return steps(
    { kind: "REGISTER", slot: other, key: "NEW" },
    { kind: "VERIFY" },
    { kind: "STORE", replaces: secret.fingerprint },
    { kind: "WAIT" },
    { kind: "REMOVE", slot: current },
  );
}

/** Whether the function can still log in when a place is emptied. */
export function mayRemove({ slots, secret }: KeyState, slot: KeySlot): boolean {
  return secret !== null && slots[otherThan(slot)] === secret.fingerprint;
}
