import fc from "fast-check";
import { type NamespaceRules, outermost, schemaNameOf } from "../../src/catalog-link/namespaces";

const ALL: NamespaceRules = {
  allowedNamespaces: [],
  blockedNamespaces: [],
  caseSensitivity: "CASE_INSENSITIVE",
  namespaceMode: "IGNORE_NESTED_NAMESPACE",
  namespaceFlattenDelimiter: null,
};
const FLAT: NamespaceRules = { ...ALL, namespaceMode: "FLATTEN_NESTED_NAMESPACE", namespaceFlattenDelimiter: "-" };

const namespace = fc
  .array(fc.constantFrom("a", "b", "Ns", "x_y"), { minLength: 1, maxLength: 3 })
  .map((levels) => levels.join("."));
const rules = fc.record({
  ...Object.fromEntries(Object.entries(FLAT).map(([key, value]) => [key, fc.constant(value)])),
  allowedNamespaces: fc.array(namespace, { maxLength: 3 }),
  blockedNamespaces: fc.array(namespace, { maxLength: 3 }),
});

describe("the schema of a namespace", () => {
  it.each([
    ["sales", ALL, "SALES"],
    ["Sales", { ...ALL, caseSensitivity: "CASE_SENSITIVE" }, "Sales"],
    ["sales.emea", ALL, undefined],
    ["sales.emea", FLAT, "SALES-EMEA"],
    ["sales-emea", FLAT, undefined],
    ["sales", { ...ALL, allowedNamespaces: ["hr"] }, undefined],
    ["sales", { ...ALL, allowedNamespaces: ["SALES"] }, "SALES"],
    ["salesforce", { ...ALL, allowedNamespaces: ["sales"] }, undefined],
    ["sales.emea", { ...FLAT, allowedNamespaces: ["sales"] }, "SALES-EMEA"],
    ["sales", { ...ALL, allowedNamespaces: ["sales"], blockedNamespaces: ["sales"] }, undefined],
    ["ns1.ns2", { ...FLAT, allowedNamespaces: ["ns1.ns2"], blockedNamespaces: ["ns1"] }, undefined],
  ] satisfies readonly (readonly [string, NamespaceRules, string | undefined])[])(
    "%s, %j: %s",
    (name, given, schema) => {
      expect(schemaNameOf(name, given)).toBe(schema);
    },
  );

  it("is none for whatever is blocked, allowed or not", () => {
    fc.assert(
      fc.property(rules, namespace, (given, blocked) => {
        const all: NamespaceRules = { ...FLAT, ...given, blockedNamespaces: [...given.blockedNamespaces, blocked] };
        expect(schemaNameOf(blocked, all)).toBeUndefined();
        expect(schemaNameOf(`${blocked}.below`, all)).toBeUndefined();
      }),
    );
  });

  it("is the same for a list and for its outermost namespaces", () => {
    fc.assert(
      fc.property(rules, namespace, (given, name) => {
        const short: NamespaceRules = {
          ...FLAT,
          allowedNamespaces: outermost(given.allowedNamespaces),
          blockedNamespaces: outermost(given.blockedNamespaces),
        };
        expect(schemaNameOf(name, short)).toBe(schemaNameOf(name, { ...FLAT, ...given }));
      }),
    );
  });
});

it("a list keeps each namespace once, and none under another", () => {
  expect(outermost(["ns1", "ns1.ns2", "ns1.ns3", "ns10", "ns1"])).toEqual(["ns1", "ns10"]);
});
