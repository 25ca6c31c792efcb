/** Table of the codes under which a source refuses something, and the error that carries one. */
import { FileRefused } from "../regular-file.ts";
import { refuseToJudge } from "./errno.ts";

/** What each code says; `docs/sources.md` shows the same table, and a test holds the two together. */
export const refusals = {
  unreadable: "The system cannot open or read it",
  "unreadable-folder": "The system cannot list the folder",
  "broken-link": "A symbolic link that leads nowhere",
  "special-file": "A pipe, socket or device; it is never opened",
  "damaged-archive": "The archive breaks off or is not what its name says; what was read before stands",
  "missing-directory": "A zip archive without its directory (a truncated download); its members are found one by one",
  "unsupported-archive": "A kind of archive that nothing here can open",
  "missing-package": "A kind of archive that needs an optional package, which the message names",
  encrypted: "The member is encrypted",
  compression: "The member is packed in a way that is not known here",
  slip: "The member's name climbs out of its folder (`../`) or is absolute",
  link: "The member is a link, or lies behind one",
  device: "The member is a pipe or a device",
  overlap: "The member shares its bytes with another one, as bombs do",
  bomb: "It unpacks to more than `maxRatio` times its packed size",
  "too-large":
    "It is larger than `maxMemberBytes`, or (an archive held in memory) than `maxArchiveBytes`, or wants more memory to be unpacked than there may be",
  "too-much": "The archive unpacks to more than `maxUnpackedBytes`; what was read before stands",
  "too-many-members": "The archive holds more than `maxMembers`; those before stand",
  "too-deep": "An archive in more than `maxDepth` others",
  "wrong-size": "The member unpacks to another size than its header says",
  "damaged-member": "The member's packed bytes are broken",
  "missing-client": "This runtime has no S3 client",
  unreachable: "The bucket does not answer, or refuses",
} as const satisfies Readonly<Record<string, string>>;

/** Stable code of a refusal. */
export type RefusalCode = keyof typeof refusals;

/** Thrown when something must not, or cannot, be read. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly code: RefusalCode;
  constructor(code: RefusalCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

const refusedAs = { "special-file": "special-file", "too-large": "too-large", "too-slow": "unreadable" } as const;

/**
 * Any error as a refusal; one that has no code of its own gets `otherwise`.
 *
 * @throws the error itself where the process or the machine is at fault (errno.ts), and so nothing may be refused.
 */
export function refusalOf(error: unknown, otherwise: RefusalCode): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof FileRefused) return new Refusal(refusedAs[error.code], error.message, error);
  refuseToJudge(error);
  const message = error instanceof Error ? error.message : String(error);
  // Errors of the system have codes such as EACCES: the reason lies outside the archive.
  const { code } = (error ?? {}) as { code?: unknown };
  return new Refusal(typeof code === "string" && /^E[A-Z]+$/.test(code) ? "unreadable" : otherwise, message, error);
}
