/**
 * A page whose parts between `<!-- begin NAME … -->` and `<!-- end NAME -->` are written anew; what is around them stays.
 *
 * @throws Error for a part that the page doesn't have, and for one of the page's that isn't given
 */
export function withParts(page: string, parts: Readonly<Record<string, string>>): string {
  const missing = new Set(Object.keys(parts));
  const written = page.replace(
    /(<!-- begin ([\w-]+)[^>]*-->\n)([\s\S]*?)(<!-- end \2 -->)/g,
    (_whole, begin: string, name: string, _old: string, end: string) => {
      const part = parts[name];
      if (part === undefined) throw new Error(`the page has a part ${name} that nothing writes`);
      missing.delete(name);
      return `${begin}\n${part}\n\n${end}`;
    },
  );
  if (missing.size > 0) throw new Error(`the page has no part ${[...missing].join(", ")}`);
  return written;
}
