/** What the readers of all kinds of archives give: members one after the other, each read only when it is wanted. */
import type { Bytes } from "./bytes.ts";
import type { Budget } from "./limits.ts";
import type { Refusal } from "./refusal.ts";
import type { ZipMember } from "./source.ts";

/** One member of an archive. */
export interface Member {
  /** Its path in the archive, decoded, as written there. */
  readonly name: string;
  /** Why it must not be read. */
  readonly refusal?: Refusal;
  /** Size in bytes, where the archive says it in advance. */
  readonly size?: number;
  /** Where it lies, for a worker that unpacks it on its own. */
  readonly locator?: ZipMember;
  /** Its bytes in place, where they are not packed. */
  readonly inPlace?: Bytes;
  /** Its bytes; to be called before the next member is asked for. @param most bytes that it may have. */
  readonly read: (most: number) => Uint8Array | Promise<Uint8Array>;
}

/** An archive to be opened. */
export interface ArchiveInput {
  readonly bytes: Bytes;
  /** Its own name, without folders. */
  readonly name: string;
  readonly budget: Budget;
  /** True for names (as far as ASCII goes) whose members somebody wants. @param size bytes, where they are known. */
  readonly wants: (name: string, size?: number) => boolean;
}

/** Reads one kind of archive. @throws Refusal when it cannot go on; the members before stand. */
export type OpenArchive = (input: ArchiveInput) => AsyncIterable<Member>;

const ascii = new TextDecoder("latin1");
/** A name of unknown encoding as far as it is ASCII: enough to see its ending. */
export const asciiName = (bytes: Uint8Array): string => ascii.decode(bytes);
