/**
 * Compiles WebAssembly as text (.wat) into bytes that a package can carry: `bun tools/make-kernel.ts`. With `--print NAME`
 * those of one kernel are written to stdout alone.
 */
import { readFileSync, writeFileSync } from "node:fs";
import wabt from "wabt";

/** Folders of the kernels by name: in each stand NAME.wat and what is made of it. */
const kernels = {
  emissions: "../src/hearing/harmony/kernel/",
  vectors: "../src/catalogue/vectors/kernel/",
} as const;

const compiler = await wabt();
const only = process.argv.includes("--print") ? process.argv.at(-1) : undefined;
for (const [name, place] of Object.entries(kernels)) {
  if (only !== undefined && only !== name) continue;
  const folder = new URL(place, import.meta.url);
  const source = readFileSync(new URL(`${name}.wat`, folder), "utf8");
  const module = compiler.parseWat(`${name}.wat`, source, { simd: true });
  module.validate();
  const base64 = Buffer.from(module.toBinary({}).buffer).toString("base64");
  const lines = base64.match(/.{1,118}/g) ?? [];
  const text = `/** Table: ${name}.wat as WebAssembly, in base64. Made by \`bun tools/make-kernel.ts\`. */
export const kernelBytes: string = \`
${lines.join("\n")}
\`;
`;
  if (only !== undefined) process.stdout.write(text);
  else writeFileSync(new URL("bytes.ts", folder), text);
}
