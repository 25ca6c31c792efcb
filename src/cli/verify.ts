/** midiq export --verify: whether exported files are still as their manifest says. */
import { readManifest, verifyExport } from "../dataset/manifest.ts";
import { createDigest } from "../digest.ts";
import { counted } from "../text/counted.ts";
import { jsonLine } from "../text/plain.ts";
import { exits } from "./failure.ts";

/** Compares an export with its manifest: 0 when all is as it was, 1 when it is not. */
export async function verify(folder: string, asJson: boolean): Promise<number> {
  const manifest = readManifest(folder);
  const wrong = verifyExport(folder, manifest, await createDigest());
  for (const one of wrong) process.stdout.write(asJson ? `${jsonLine(one)}\n` : `${one.path}: ${one.why}\n`);
  const files = counted(manifest.files.length, "file");
  process.stderr.write(
    wrong.length === 0
      ? `${files}, all match the manifest\n`
      : `${wrong.length.toLocaleString("en")} of ${files} differ from the manifest\n`,
  );
  return wrong.length === 0 ? exits.found : exits.nothing;
}
