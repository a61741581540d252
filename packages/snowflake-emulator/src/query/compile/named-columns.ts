/** `$1`: a column by its place. */
const POSITION = /^\$\d+$/;

const isNode = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Whether a node means columns that it doesn't name: a star, a list of new names, a natural join. COUNT(*) means none. */
function meansOthers(node: object): boolean {
  if ("kind" in node && node.kind === "star") return true;
  if ("natural" in node && node.natural === true) return true;
  if ("alias" in node && isNode(node.alias) && "columns" in node.alias && node.alias.columns !== undefined) return true;
  return "star" in node && node.star === true && !isCount(node);
}

function isCount(node: object): boolean {
  if (!("name" in node) || !isNode(node.name) || !("parts" in node.name) || !Array.isArray(node.name.parts))
    return false;
  return node.name.parts.length === 1 && node.name.parts[0] === "COUNT";
}

/**
 * Every word of a query, so every name that it can mean a column by; undefined: it may mean any column. What it gives is too
 * much rather than too little, which costs time only.
 */
export function namedColumns(tree: unknown): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  const visit = (node: unknown): boolean => {
    if (typeof node === "string") {
      names.add(node);
      return !POSITION.test(node);
    }
    if (!isNode(node)) return true;
    if (meansOthers(node)) return false;
    return Object.values(node).every(visit);
  };
  return visit(tree) ? names : undefined;
}
