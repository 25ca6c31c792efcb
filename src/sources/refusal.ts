/** Table of the codes under which a source refuses something, and the error that carries one. */
import { MidiqError } from "../errors.ts";
import { FileRefused } from "../regular-file.ts";
import { refuseToJudge } from "./errno.ts";

/** What each code says; `docs/sources.md` shows the same table, and a test holds the two together. */
export const refusals = {
  unreadable: "The system cannot open or read it",
  "unreadable-folder": "The system cannot list the folder",
  "broken-link": "A symbolic link that leads nowhere",
  "special-file": "A pipe, socket or device; it is never opened",
  "damaged-archive": "The archive ends too early or is not what its name says; members read before that are used",
  "missing-directory": "A zip archive without its directory (a truncated download); its members are found one by one",
  "unsupported-archive": "A kind of archive that midiq cannot open",
  "missing-package": "A kind of archive that needs an optional package; the message names it",
  encrypted: "The member is encrypted",
  compression: "The member is compressed by an unknown method",
  slip: "The member's name leads out of its folder (`../`) or is absolute",
  link: "The member is a link, or its path goes through one",
  device: "The member is a pipe or a device",
  overlap: "The member shares its bytes with another one, as in archive bombs",
  bomb: "It unpacks to more than `maxRatio` times its packed size",
  "too-large":
    "It is larger than `maxMemberBytes`, or (an archive held in memory) than `maxArchiveBytes`, or needs more memory to unpack than is allowed",
  "too-much": "The archive unpacks to more than `maxUnpackedBytes`; members read before that are used",
  "too-many-members": "The archive has more than `maxMembers` members; those before are used",
  "too-deep": "An archive inside more than `maxDepth` others",
  "wrong-size": "The member unpacks to a different size than its header gives",
  "damaged-member": "The member's packed bytes are broken",
  "missing-client": "This runtime has no S3 client",
  unreachable: "The bucket does not answer, or refuses access",
} as const satisfies Readonly<Record<string, string>>;

/** Stable code of a refusal. */
export type RefusalCode = keyof typeof refusals;

/** Thrown when something must not, or cannot, be read. */
export class Refusal extends MidiqError<RefusalCode> {
  override readonly name = "Refusal";
  constructor(code: RefusalCode, message: string, cause?: unknown) {
    super(code, message, { cause });
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
