import type { Known } from "../failover/observation";
import type { DeclaredResource } from "./declared";
import type { Lookup } from "./lookup";

/** What is there of something that is declared. */
export interface Sighting {
  /** Who owns it in Snowflake; undefined: SHOW doesn't tell. */
  readonly owner: string | undefined;
  /** What brings it from another account, read-only, such as `the failover group FG`; undefined: it is the account's own. */
  readonly broughtBy: string | undefined;
}

/** What was found of a resource. */
export type Finding = { readonly resource: DeclaredResource } & (
  | {
      readonly kind: "there";
      readonly importId: string;
      /** What has to be done before an apply, and why. Empty: nothing. */
      readonly warnings: readonly string[];
    }
  /** Terraform has it already. */
  | { readonly kind: "managed" }
  /** Apply makes it. */
  | { readonly kind: "absent" }
  /** It is there, and can't be taken over as it is. */
  | { readonly kind: "blocked"; readonly reason: string; readonly fix: string }
  | { readonly kind: "never"; readonly reason: string }
  | { readonly kind: "unknown"; readonly reason: string }
);

/** A resource with how it was looked for and what was seen; undefined: it isn't there. */
export interface Looked {
  readonly resource: DeclaredResource;
  readonly lookup: Lookup;
  /** Of what is never looked for: not known, and of no account. */
  readonly seen: Known<Sighting | undefined>;
}

/** Judges what was seen. @param deployers the roles that own by inheritance whatever there is */
export function findingOf({ resource, lookup, seen }: Looked, deployers: ReadonlySet<string>): Finding {
  if (lookup.kind === "never") return { resource, kind: "never", reason: lookup.reason };
  if (!seen.known) return { resource, kind: "unknown", reason: seen.reason };
  if (seen.value === undefined) return { resource, kind: "absent" };
  const { owner, broughtBy } = seen.value;
  if (broughtBy !== undefined) {
    return {
      resource,
      kind: "blocked",
      reason: `it is a read-only replica that ${broughtBy} brings: nothing in it can be changed here`,
      fix: "make it independent first: twinberg adopt prod does it for the database that applications read",
    };
  }
  const role = resource.place.cloud === "snowflake" ? resource.place.role : undefined;
  const foreign = role !== undefined && owner !== undefined && owner !== "" && owner !== role && !deployers.has(role);
  return {
    resource,
    kind: "there",
    importId: lookup.importId,
    warnings: foreign
      ? [
          `${owner} owns it, and Terraform works as ${role}: GRANT OWNERSHIP of it to ROLE ${role} COPY CURRENT GRANTS before the apply`,
        ]
      : [],
  };
}

/**
 * What a plan with imports adds: what is there and isn't imported by it is in Terraform's state already.
 * @param planned addresses that the plan of a stack imports; undefined: it has no plan
 */
export function withoutManaged(
  findings: readonly Finding[],
  planned: (stack: string) => ReadonlySet<string> | undefined,
): readonly Finding[] {
  return findings.map((finding) => {
    const { resource, kind } = finding;
    const managed = kind === "there" && planned(resource.stack)?.has(resource.address) === false;
    return managed ? { resource, kind: "managed" } : finding;
  });
}

/** Whether an adoption can go on from here: all could be told, and nothing stands in the way. */
export const isClear = (findings: readonly Finding[]): boolean =>
  findings.every(({ kind }) => kind !== "unknown" && kind !== "blocked");
