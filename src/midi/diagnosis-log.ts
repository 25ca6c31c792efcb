/** DiagnosisLog: collects what was wrong while a file is read, one entry a code. */
import type { Diagnosis, DiagnosisCode } from "./diagnosis.ts";

/** Counts damages by code and keeps where each was seen first, so that its size never grows with the damage. */
export class DiagnosisLog {
  private readonly entries = new Map<DiagnosisCode, { offset: number; track: number; count: number }>();

  clear(): void {
    if (this.entries.size > 0) this.entries.clear();
  }

  /** Records `count` damages at a byte offset of the file; track -1 is outside any track. */
  add(code: DiagnosisCode, offset: number, track: number, count = 1): void {
    const known = this.entries.get(code);
    if (known) known.count += count;
    else this.entries.set(code, { offset, track, count });
  }

  /** All damages in order of their first occurrence. */
  list(): Diagnosis[] {
    if (this.entries.size === 0) return [];
    return Array.from(this.entries, ([code, entry]) => ({ code, ...entry })).sort((a, b) => a.offset - b.offset);
  }
}
