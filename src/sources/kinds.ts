/** Table of what names say: which files are MIDI, which are archives, and how they are packed. */
import { isMidiName } from "./source.ts";

/** How a stream of bytes is packed. */
export type Packing = "none" | "gzip" | "bzip2" | "zstd" | "xz";

/** What lies in an archive: a directory of members, a tape of them, or a single file. */
export type Container = "zip" | "tar" | "libarchive" | "file" | "unknown";

/** A kind of archive. */
export interface ArchiveKind {
  readonly container: Container;
  readonly packing: Packing;
}

/** Endings of packed streams. */
const packings: Readonly<Record<string, Packing>> = {
  ".gz": "gzip",
  ".bz2": "bzip2",
  ".zst": "zstd",
  ".xz": "xz",
};

/** Endings of archives. */
const archives: readonly (readonly [pattern: RegExp, kind: ArchiveKind])[] = [
  [/\.zip$/i, { container: "zip", packing: "none" }],
  [/\.tar$/i, { container: "tar", packing: "none" }],
  [/\.(tar\.gz|tgz)$/i, { container: "tar", packing: "gzip" }],
  [/\.(tar\.bz2|tbz2?)$/i, { container: "tar", packing: "bzip2" }],
  [/\.(tar\.zst|tzst)$/i, { container: "tar", packing: "zstd" }],
  [/\.(tar\.xz|txz)$/i, { container: "tar", packing: "xz" }],
  [/\.(7z|rar)$/i, { container: "libarchive", packing: "none" }],
  // Named, since music may lie in them; nothing that is free and kept well writes or tests them.
  [/\.(lzh|lha|arj|ace|sit|sitx|cab)$/i, { container: "unknown", packing: "none" }],
];

/** The kind of archive that a file name stands for, or undefined. `song.mid.gz` is an archive of one file. */
export function archiveKind(name: string): ArchiveKind | undefined {
  if (name.startsWith(".")) return undefined;
  for (const [pattern, kind] of archives) if (pattern.test(name)) return kind;
  const dot = name.lastIndexOf(".");
  const packing = dot > 0 ? packings[name.slice(dot).toLowerCase()] : undefined;
  return packing !== undefined && isMidiName(name.slice(0, dot)) ? { container: "file", packing } : undefined;
}

/** True for folders that hold no music: hidden ones, and what macOS puts into archives. */
export const isForeignFolder = (name: string): boolean => name.startsWith(".") || name === "__MACOSX";
