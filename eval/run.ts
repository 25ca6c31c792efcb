/** `bun run eval [NAME] [...]` runs one evaluation; `--list` names them. Without a name the musical fields are scored. */
import { readdirSync } from "node:fs";

const folder = new URL(".", import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".ts") && !["run.ts", "corpus.ts"].includes(file))
  .map((file) => file.replace(/\.ts$/, ""))
  .sort();
const first = process.argv[2];
if (first === "--list") console.log(names.join("\n"));
else if (first !== undefined && !first.startsWith("-") && !first.includes("/") && !names.includes(first)) {
  console.error(`usage: bun run eval ${names.join("|")} [--json] [CORPUS]`);
  process.exitCode = 2;
} else {
  const [name = "music"] = first !== undefined && names.includes(first) ? process.argv.splice(2, 1) : [];
  await import(new URL(`${name}.ts`, folder).href);
}
