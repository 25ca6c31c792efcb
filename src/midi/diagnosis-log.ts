/** DiagnosisLog: collects what was wrong while a file is read, one entry a code. */
import type { Diagnosis, DiagnosisCode } from "./diagnosis.ts";

interface Entry {
  readonly offset: number;
  readonly track: number;
  count: number;
}

/**
 * Counts damages by code and keeps where each was seen first, so that its size never grows with the damage. What is
 * told of a track stays open until it is kept, since a track may be read again.
 */
export class DiagnosisLog {
  private readonly entries = new Map<DiagnosisCode, Entry>();
  private readonly open = new Map<DiagnosisCode, Entry>();
  /** Gives the byte offset in the file of one in bytes that were mended. */
  origin: ((offset: number) => number) | undefined;

  clear(): void {
    this.entries.clear();
    this.open.clear();
    this.origin = undefined;
  }

  /** Keeps what was told since the last time. */
  keep(): void {
    if (this.open.size === 0) return;
    for (const [code, entry] of this.open) {
      const known = this.entries.get(code);
      if (known) known.count += entry.count;
      else this.entries.set(code, entry);
    }
    this.open.clear();
  }

  /** Forgets what was told since then. */
  drop(): void {
    this.open.clear();
  }

  /** Records `count` damages at a byte offset of the file; track -1 is outside any track. */
  add(code: DiagnosisCode, offset: number, track: number, count = 1): void {
    const known = this.open.get(code);
    if (known) known.count += count;
    else this.open.set(code, { offset: this.origin ? this.origin(offset) : offset, track, count });
  }

  /** All damages in order of their first occurrence. */
  list(): Diagnosis[] {
    this.keep();
    if (this.entries.size === 0) return [];
    return Array.from(this.entries, ([code, entry]) => ({ code, ...entry })).sort((a, b) => a.offset - b.offset);
  }
}
