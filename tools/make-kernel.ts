/**
 * Compiles src/hearing/harmony/kernel/emissions.wat, WebAssembly as text, into bytes that a package can carry:
 * `bun tools/make-kernel.ts`. With `--print` they are written to stdout alone.
 */
import { readFileSync, writeFileSync } from "node:fs";
import wabt from "wabt";

const folder = new URL("../src/hearing/harmony/kernel/", import.meta.url);
const module = (await wabt()).parseWat("emissions.wat", readFileSync(new URL("emissions.wat", folder), "utf8"), {
  simd: true,
});
module.validate();
const base64 = Buffer.from(module.toBinary({}).buffer).toString("base64");
const lines = base64.match(/.{1,118}/g) ?? [];
const text = `/** Table: emissions.wat as WebAssembly, in base64. Made by \`bun tools/make-kernel.ts\`. */
export const kernelBytes: string = \`
${lines.join("\n")}
\`;
`;
if (process.argv.includes("--print")) process.stdout.write(text);
else writeFileSync(new URL("bytes.ts", folder), text);
