/** What `midiq export --stable` makes of a catalogue, as a hash: equal for equal catalogues. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { open } from "../../mod.ts";

/** Hash of the bytes of a stable export. */
export async function exportOf(where: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "midiq-crash-export-"));
  const db = await open(where);
  try {
    const file = join(folder, "catalogue.midiq");
    await db.exportTo(file, { stable: true });
    return new Bun.CryptoHasher("sha256").update(readFileSync(file)).digest("hex");
  } finally {
    await db.close();
    rmSync(folder, { recursive: true });
  }
}
