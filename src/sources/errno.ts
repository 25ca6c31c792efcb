/**
 * What an error of the system condemns. Codes that are in no list here (ENOENT, EACCES, EPERM, EIO, ELOOP, ENAMETOOLONG, ENOTDIR ...)
 * say something of the one file: it is rejected as unreadable, and tried again by the next run.
 */

/** What must not be judged by such an error (POSIX, errno.h): nothing is wrong with the file, and the next would fail as well. */
const ofProcess: ReadonlySet<string> = new Set(["EMFILE", "ENFILE", "ENOMEM", "ENOBUFS", "ENOSPC", "EDQUOT", "EROFS"]);
/** What may be gone in a moment: another thread closes a file, a network disk comes back. */
const ofMoment: ReadonlySet<string> = new Set([
  ...["EMFILE", "ENFILE", "ENOMEM", "ENOBUFS"],
  ...["EAGAIN", "EBUSY", "EINTR", "ESTALE", "ETIMEDOUT"],
]);

const codeOf = (error: unknown): string => String((error as { readonly code?: unknown } | null)?.code);

/**
 * Throws on an error for which the process or the machine is at fault, marked as one that ends the run (pipeline/rejection.ts):
 * nothing is said of the file.
 */
export function refuseToJudge(error: unknown): void {
  if (ofProcess.has(codeOf(error))) throw Object.assign(error as Error, { endsRun: true });
}

/** Pauses before the next try, in milliseconds; half a second in all, after which waiting longer has never helped. */
const pauses = [5, 20, 75, 400] as const;

/** Reads something, and tries again where the reason may pass. It waits in this thread: reading is synchronous (read.ts). */
export function patiently<T>(read: () => T): T {
  for (const pause of pauses) {
    try {
      return read();
    } catch (error) {
      if (!ofMoment.has(codeOf(error))) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
  return read();
}
