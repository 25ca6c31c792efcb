/** The bundled sample in a catalogue on each engine, for tests of what a catalogue answers. */
import { join } from "node:path";
import { type Catalogue, core, open } from "../../mod.ts";
import { sampleIn, sampleOnServer } from "../catalogues.ts";
import { emptyFolder } from "../cli/run.ts";
import { hasServer } from "../server.ts";

/** The bundled sample. */
export const sample = join(import.meta.dirname, "../../examples/sample/midi");

/** Catalogues by the name of their engine; `close` closes and removes them. */
export interface Engines {
  readonly all: ReadonlyMap<string, Catalogue>;
  readonly close: () => Promise<void>;
}

async function filled(url: string): Promise<Catalogue> {
  const db = await open(url, { plugins: [core], mode: "write" });
  await db.save("club", "bpm 118..130 drums");
  await db.save("fast", "bpm $from..");
  return db;
}

/** Fills a catalogue in a folder, and one on a server where there is one and it is wanted. */
export async function fillEngines({ server = hasServer }: { readonly server?: boolean } = {}): Promise<Engines> {
  const folder = emptyFolder();
  const all = new Map([["PGlite", await filled(await sampleIn(join(folder.path, "catalogue")))]]);
  if (server) all.set("PostgreSQL", await filled(await sampleOnServer()));
  return {
    all,
    close: async () => {
      for (const db of all.values()) await db.close();
      folder.remove();
    },
  };
}
