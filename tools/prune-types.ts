/** Drops the types of the build that no door leads to: two thirds of its modules are rooms that nobody outside can import. */
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import about from "../package.json" with { type: "json" };

/** The files of types that package.json names; a star stands for any name in its folder. */
const doorsOf = (dist: string): readonly string[] =>
  Object.values(about.exports).flatMap((door) => {
    if (typeof door === "string") return [];
    const file = resolve(dist, "..", door.types.replace(/^\.\/dist/, dist));
    if (!file.includes("*")) return [file];
    return readdirSync(dirname(file))
      .filter((name) => name.endsWith(".d.ts"))
      .map((name) => join(dirname(file), name));
  });

/** Removes from a build every .d.ts that no door imports, by whatever ways. */
export function pruneTypes(dist: string): void {
  const kept = new Set(doorsOf(dist));
  for (const file of kept) {
    const text = readFileSync(file, "utf8");
    for (const [, from = ""] of text.matchAll(/(?:from|import\(|import|path=)\s*"(\.[^"]+)"/g)) {
      const types = resolve(dirname(file), `${from.replace(/(?:\.d)?\.[jt]s$/, "")}.d.ts`);
      if (existsSync(types)) kept.add(types);
    }
  }
  for (const name of readdirSync(dist, { recursive: true, encoding: "utf8" }))
    if (name.endsWith(".d.ts") && !kept.has(join(dist, name))) rmSync(join(dist, name));
}
