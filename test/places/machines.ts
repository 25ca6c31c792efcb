/** Machines for tests: each has a name, and writes its own files to paths that others have too. */
import { mkdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Catalogue, core, createSurvey, open, type Report, scan } from "../../mod.ts";
import { journey } from "../../src/journeys/journey.ts";
import { melody, midi, track } from "../midi/compose.ts";

/** A file of a few notes; others for another number. */
export const song = (n: number): Uint8Array =>
  midi({}, track(melody(`C4 1/4 E4 1/4 G4 1/${2 ** (n % 4)} D${1 + (n % 7)} 1/8 F4 1/${1 + (n % 13)} `.repeat(4 + n))));

/** Does something as the machine of a name. */
export async function as<T>(machine: string, work: () => Promise<T>): Promise<T> {
  const before = process.env["MIDIQ_MACHINE"];
  process.env["MIDIQ_MACHINE"] = machine;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env["MIDIQ_MACHINE"];
    else process.env["MIDIQ_MACHINE"] = before;
  }
}

/** Makes a folder hold these files and no others. */
export function fill(folder: string, files: Readonly<Record<string, Uint8Array>>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    utimesSync(path, 1_700_000_000, 1_700_000_000);
  }
}

/** Where and how something is added. */
export interface AddTo {
  readonly url: string;
  readonly locations?: Readonly<Record<string, string>> | undefined;
  readonly workers?: number;
}

/** Adds paths as a machine, as `midiq add` does. */
export const addAs = (machine: string, { url, locations, workers = 0 }: AddTo, ...paths: readonly string[]) =>
  inCatalogue(machine, { url, locations }, (db): Promise<Report> => {
    const survey = createSurvey();
    return journey(db, [core], scan(...paths, { survey }), { survey }).run({ workers });
  });

/** Opens a catalogue as a machine to write to it. */
export const inCatalogue = <T>(
  machine: string,
  { url, locations = {} }: Pick<AddTo, "url" | "locations">,
  use: (db: Catalogue) => Promise<T>,
): Promise<T> =>
  as(machine, async () => {
    const db = await open(url, { plugins: [core], mode: "write", locations });
    try {
      return await use(db);
    } finally {
      await db.close();
    }
  });

/** Copies by stored path, with the hash of their content, and whether they are gone. */
export async function copiesIn(db: Catalogue): Promise<readonly string[]> {
  const rows = await db.query<{ path: string; hash: string | null; missing: boolean }>(
    `select k."path", left(encode(c."hash", 'hex'), 8) as "hash", k."missing" from copy k
     left join content c on c."id" = k."content" order by k."path" collate "C"`,
  );
  return rows.map(({ path, hash, missing }) => `${path} ${hash}${missing ? " gone" : ""}`);
}
