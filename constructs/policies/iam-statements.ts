/** One statement of an IAM policy, with its lists made lists. */
export interface IamStatement {
  readonly sid: string;
  readonly effect: string;
  /** The principals by kind, such as AWS and Service; `*` stands under AWS. */
  readonly principals: Readonly<Record<string, readonly string[]>>;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** By operator, then by key. */
  readonly condition: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What a policy says; undefined when it isn't the text of a policy, such as a reference to something that Terraform reads. */
export function iamStatements(policy: unknown): readonly IamStatement[] | undefined {
  const document = parsed(policy);
  if (document === undefined) {
    return undefined;
  }
  return [Reflect.get(document, "Statement") ?? []].flat().filter(isObject).map(statementOf);
}

/** What is said of a policy that can't be read at synthesis. */
export const UNREADABLE_POLICY = "its policy can't be told at synthesis: give it as text";

/** Whether an action, which may hold wildcards, covers another one. Source: AWS, IAM JSON policy elements: Action. */
export function coversAction(pattern: string, action: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/\?/g, ".");
  return new RegExp(`^${escaped}$`, "i").test(action);
}

function statementOf(statement: object): IamStatement {
  const principal: unknown = Reflect.get(statement, "Principal");
  return {
    sid: String(Reflect.get(statement, "Sid") ?? "without a Sid"),
    effect: String(Reflect.get(statement, "Effect")),
    principals: isObject(principal)
      ? Object.fromEntries(Object.entries(principal).map(([kind, who]) => [kind, texts(who)]))
      : { AWS: texts(principal) },
    actions: texts(Reflect.get(statement, "Action")),
    resources: texts(Reflect.get(statement, "Resource")),
    condition: conditionOf(Reflect.get(statement, "Condition")),
  };
}

function conditionOf(condition: unknown): IamStatement["condition"] {
  return isObject(condition)
    ? Object.fromEntries(
        Object.entries(condition).map(([operator, keys]) => [operator, isObject(keys) ? { ...keys } : {}]),
      )
    : {};
}

function texts(value: unknown): string[] {
  return value === undefined || value === null ? [] : [value].flat().map(String);
}

function parsed(policy: unknown): object | undefined {
  if (typeof policy !== "string" || !policy.trimStart().startsWith("{")) {
    return undefined;
  }
  const document: unknown = JSON.parse(policy);
  return isObject(document) ? document : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
