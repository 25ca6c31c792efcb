/** Limits as people write them: `maxRatio=1000` on archives, `maxNotes=1000000` on files. */
import { AskedError } from "../errors.ts";
import { defaultLimits, type ParseOptions } from "../midi/limits.ts";
import { defaultItemSeconds } from "../pipeline/execute.ts";
import { type ArchiveLimits, archiveLimits } from "../sources/limits.ts";

/** Limits that were written, each as `NAME=NUMBER`. */
export interface LimitOptions {
  readonly archiveLimit: readonly string[];
  readonly fileLimit: readonly string[];
}

/** What limits hold: of archives, of a file as it is parsed, and the seconds that a file may take. */
export interface RunLimits {
  readonly archive: Partial<ArchiveLimits>;
  readonly file: ParseOptions;
  readonly itemSeconds: number;
}

/** Reads the limits. @throws AskedError `bad-limit` for a name or number that means nothing. */
export function limitsOf({ archiveLimit, fileLimit }: LimitOptions): RunLimits {
  const { itemSeconds, ...file } = { itemSeconds: defaultItemSeconds, ...read(fileLimit, fileLimits) };
  return { archive: read(archiveLimit, archiveLimits), file, itemSeconds };
}

const fileLimits = { ...defaultLimits, itemSeconds: defaultItemSeconds };

function read<T extends object>(words: readonly string[], known: T): Partial<Record<keyof T, number>> {
  const limits: Partial<Record<keyof T, number>> = {};
  for (const word of words) {
    const [, name = "", value = ""] = /^(\w+)=(\d+)$/.exec(word) ?? [];
    if (!isKeyOf(known, name) || Number(value) < 1) {
      const names = Object.keys(known).join(", ");
      throw new AskedError(
        "bad-limit",
        `Cannot read "${word}" as a limit: expected NAME=NUMBER, where NAME is one of ${names}`,
      );
    }
    limits[name] = Number(value);
  }
  return limits;
}

const isKeyOf = <T extends object>(known: T, name: string): name is keyof T & string => Object.hasOwn(known, name);
