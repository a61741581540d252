import fc from "fast-check";
import {
  compareGrants,
  containerKey,
  grantStatement,
  type HeldGrant,
  type ObservedGrants,
} from "../../../procedures/heartbeat/grants";
import type { Observation } from "../../../procedures/runtime/observation";
import type { DeclaredGrant } from "../../../procedures/settings";
import { anyName } from "../hostile-names";

const known = <T>(value: T): Observation<T> => ({ known: true, value });
const select: DeclaredGrant = {
  privilege: "SELECT",
  objectKind: "VIEW",
  objectName: ["D", "S", "V"],
  on: "object",
  role: "R",
};
const future: DeclaredGrant = { ...select, objectName: ["D"], on: "future" };
const all: DeclaredGrant = { ...select, objectName: ["D"], on: "all" };

function observed(
  present: readonly HeldGrant[],
  more: Partial<ObservedGrants> = {},
  coming: readonly HeldGrant[] = [],
): ObservedGrants {
  return { roles: new Map([["R", { present: known(present), future: known(coming) }]]), objects: new Map(), ...more };
}
const held: HeldGrant = { privilege: "SELECT", objectKind: "VIEW", objectName: ["D", "S", "V"] };
const found = (grant: DeclaredGrant, there: ObservedGrants) => {
  const { checks, missing } = compareGrants([grant], there);
  return [...checks.map(({ verdict }) => verdict), ...missing.map(grantStatement)];
};

describe("a declared grant", () => {
  it.each<[string, DeclaredGrant, ObservedGrants, readonly string[]]>([
    ["is good when it is held", select, observed([held]), ["good"]],
    ["is good when the role owns the object", select, observed([{ ...held, privilege: "OWNERSHIP" }]), ["good"]],
    ["is missing otherwise", select, observed([]), ['GRANT SELECT ON VIEW "D"."S"."V" TO ROLE "R"']],
    [
      "is another one on another object",
      select,
      observed([{ ...held, objectName: ["D", "S", "W"] }]),
      ['GRANT SELECT ON VIEW "D"."S"."V" TO ROLE "R"'],
    ],
    [
      "on an Iceberg table is one on a table",
      { ...select, objectKind: "ICEBERG TABLE" },
      observed([{ ...held, objectKind: "TABLE" }]),
      ["good"],
    ],
    ["on future objects is good when it is held", future, observed([], {}, [{ ...held, objectName: ["D"] }]), ["good"]],
    [
      "on future objects is not that on an object",
      future,
      observed([held]),
      ['GRANT SELECT ON FUTURE VIEWS IN DATABASE "D" TO ROLE "R"'],
    ],
    [
      "on future objects of a schema",
      { ...future, objectKind: "POLICY", objectName: ["D", "S"] },
      observed([]),
      ['GRANT SELECT ON FUTURE POLICIES IN SCHEMA "D"."S" TO ROLE "R"'],
    ],
    [
      "on all objects is missing on those without",
      all,
      observed([held], {
        objects: new Map([
          [
            containerKey(all),
            known([
              ["D", "S", "V"],
              ["D", "S", "W"],
            ]),
          ],
        ]),
      }),
      ['GRANT SELECT ON VIEW "D"."S"."W" TO ROLE "R"'],
    ],
    [
      "on all of no objects is good",
      all,
      observed([], { objects: new Map([[containerKey(all), known([])]]) }),
      ["good"],
    ],
    [
      "on all objects is unknown when they can't be listed",
      all,
      observed([], { objects: new Map([[containerKey(all), { known: false, reason: "no" }]]) }),
      ["unknown"],
    ],
    [
      "is unknown when the role's grants can't be read",
      select,
      observed([], { roles: new Map([["R", { present: { known: false, reason: "no" }, future: known([]) }]]) }),
      ["unknown"],
    ],
    ["is unknown when the role was not looked at", select, observed([], { roles: new Map() }), ["unknown"]],
  ])("%s", (_case, grant, there, expected) => {
    expect(found(grant, there)).toEqual(expected);
  });

  it("is granted on its object alone, whatever the names", () => {
    fc.assert(
      fc.property(anyName, anyName, anyName, (database, view, role) => {
        const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
        const grant = { ...select, objectName: [database, "S", view], role };
        expect(
          found(grant, { roles: new Map([[role, { present: known([]), future: known([]) }]]), objects: new Map() }),
        ).toEqual([`GRANT SELECT ON VIEW ${quote(database)}."S".${quote(view)} TO ROLE ${quote(role)}`]);
      }),
    );
  });

  it("of something that is no privilege is refused", () => {
    expect(() => grantStatement({ ...select, on: "object", privilege: "SELECT ON VIEW x TO ROLE y; --" })).toThrow(
      /no privilege/,
    );
  });
});
