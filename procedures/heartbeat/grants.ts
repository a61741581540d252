import { qualifiedName, quoteIdentifier } from "../../sql/identifier";
import type { Observation } from "../runtime/observation";
import type { DeclaredGrant } from "../settings";
import type { Check } from "./check";

/** A privilege that a role holds. */
export interface HeldGrant {
  readonly privilege: string;
  /** Kind and name of the object; for a future grant, of the objects to come and of what they will be in. */
  readonly objectKind: string;
  readonly objectName: readonly string[];
}

/** What a role holds. */
export interface RoleGrants {
  readonly present: Observation<readonly HeldGrant[]>;
  readonly future: Observation<readonly HeldGrant[]>;
}

/** What the account says about grants. */
export interface ObservedGrants {
  readonly roles: ReadonlyMap<string, RoleGrants>;
  /** The objects of a kind in a container, as {@link containerKey} names it. Needed for grants on all of them. */
  readonly objects: ReadonlyMap<string, Observation<readonly (readonly string[])[]>>;
}

/** A grant that is declared and isn't there. */
export interface MissingGrant {
  readonly on: "object" | "future";
  readonly privilege: string;
  readonly objectKind: string;
  readonly objectName: readonly string[];
  readonly role: string;
}

/** What comparing grants gives. */
export interface GrantFindings {
  /** One for each declared grant that is good or can't be told; what is missing gets its check from what became of it. */
  readonly checks: readonly Check[];
  readonly missing: readonly MissingGrant[];
}

/** The objects of a kind in a database or schema, as a key. */
export const containerKey = ({ objectKind, objectName }: Pick<DeclaredGrant, "objectKind" | "objectName">): string =>
  JSON.stringify([objectKind, objectName]);

/** Compares the declared grants with those that are held. */
export function compareGrants(declared: readonly DeclaredGrant[], observed: ObservedGrants): GrantFindings {
  const held = new Map([...observed.roles].map(([role, grants]) => [role, index(grants)]));
  const checks: Check[] = [];
  const missing: MissingGrant[] = [];
  for (const grant of declared) {
    const wanted = wantedOf(grant, observed);
    const holds = held.get(grant.role)?.[grant.on === "future" ? "future" : "present"] ?? NOT_READ;
    if (!wanted.known) checks.push(check(grant, "unknown", wanted.reason));
    else if (!holds.known) checks.push(check(grant, "unknown", holds.reason));
    else {
      const absent = wanted.value.filter((one) => !covers(holds.value, one));
      if (absent.length === 0) checks.push(check(grant, "good", `held on ${wanted.value.length}`));
      missing.push(...absent);
    }
  }
  return { checks, missing };
}

type Index = Observation<ReadonlySet<string>>;

const NOT_READ: Index = { known: false, reason: "the role's grants were not read" };

function covers(holds: ReadonlySet<string>, one: MissingGrant): boolean {
  // Who owns an object needs no grant on it.
  return holds.has(keyOf(one)) || holds.has(keyOf({ ...one, privilege: "OWNERSHIP" }));
}

function index({ present, future }: RoleGrants): { readonly present: Index; readonly future: Index } {
  const keys = (grants: Observation<readonly HeldGrant[]>): Index =>
    grants.known ? { known: true, value: new Set(grants.value.map(keyOf)) } : grants;
  return { present: keys(present), future: keys(future) };
}

const keyOf = ({ privilege, objectKind, objectName }: HeldGrant): string =>
  JSON.stringify([privilege.toUpperCase(), grantKind(objectKind), objectName]);

/** Kinds as grants tell them apart: an Iceberg table is a table, and some places write `_` between words. */
function grantKind(kind: string): string {
  const words = kind.toUpperCase().replace(/_/g, " ");
  return words === "ICEBERG TABLE" ? "TABLE" : words;
}

/** The single grants that a declared one stands for now. */
function wantedOf(grant: DeclaredGrant, { objects }: ObservedGrants): Observation<readonly MissingGrant[]> {
  const { privilege, objectKind, objectName, role, on } = grant;
  if (on !== "all") return { known: true, value: [{ on, privilege, objectKind, objectName, role }] };
  const found = objects.get(containerKey(grant));
  if (found === undefined) return { known: false, reason: `objects of kind ${objectKind} can't be listed` };
  if (!found.known) return found;
  return {
    known: true,
    value: found.value.map((name) => ({ on: "object", privilege, objectKind, objectName: name, role })),
  };
}

/** A grant in words, for reasons and logs. */
export function describeGrant({ privilege, objectKind, objectName, on, role }: DeclaredGrant | MissingGrant): string {
  const which = { object: "", future: "FUTURE ", all: "ALL " }[on];
  return `${privilege} ON ${which}${objectKind} ${objectName.map(quoteIdentifier).join(".")} TO ${quoteIdentifier(role)}`;
}

function check(grant: DeclaredGrant, verdict: "good" | "unknown", reason: string): Check {
  return { check: "grant", object: describeGrant(grant), verdict, reason };
}

/** Words of a privilege or a kind: they are written into statements as they are. */
const WORDS = /^[A-Z]+( [A-Z]+)*$/;

/**
 * The statement that grants what is missing.
 * @throws RangeError for a privilege or a kind that isn't made of words
 */
export function grantStatement({ on, privilege, objectKind, objectName, role }: MissingGrant): string {
  for (const words of [privilege, objectKind]) {
    if (!WORDS.test(words)) throw new RangeError(`${JSON.stringify(words)} is no privilege and no kind of object`);
  }
  const target =
    on === "object"
      ? `${objectKind} ${qualifiedName(...objectName)}`
      : `FUTURE ${plural(objectKind)} IN ${objectName.length === 1 ? "DATABASE" : "SCHEMA"} ${qualifiedName(...objectName)}`;
  return `GRANT ${privilege} ON ${target} TO ROLE ${quoteIdentifier(role)}`;
}

const plural = (kind: string) => (kind.endsWith("Y") ? `${kind.slice(0, -1)}IES` : `${kind}S`);
