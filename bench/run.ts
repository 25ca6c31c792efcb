/** `bun run bench NAME [--json] [...]` runs one bench; without a name it lists them. */
import { readdirSync } from "node:fs";

const folder = new URL(".", import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".ts"))
  .map((file) => file.replace(/\.ts$/, ""))
  .filter((name) => !["run", "report", "adding", "importing", "varied-catalogue", "server-cpu"].includes(name))
  .sort();
const [name] = process.argv.splice(2, 1);
if (name === undefined || !names.includes(name)) {
  console.error(`usage: bun run bench ${names.join("|")} [--json]`);
  process.exit(2);
}
await import(new URL(`${name}.ts`, folder).href);
