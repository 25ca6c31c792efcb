/** Errors of the operating system in words: what could not be done to which file, and why. */

/** What happened, by the code of the error (POSIX errno.h), and what a person can do where that is not plain. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: "you do not have permission for it",
  EBUSY: "it is in use",
  EDQUOT: "your disk quota is used up",
  EEXIST: "a file has that name already",
  EFBIG: "the file would be larger than the disk or a limit of this process allows",
  EIO: "the disk reports an error",
  EISDIR: "it is a folder",
  ELOOP: "its links form a circle",
  EMFILE: "this process may not open more files: raise the limit, for example by ulimit -n 1024",
  ENAMETOOLONG: "the name is too long",
  ENFILE: "this machine may not open more files",
  ENODEV: "there is no such device",
  ENOENT: "there is no such file or folder",
  ENOSPC: "no space is left on the disk",
  ENOTDIR: "a part of the path is not a folder",
  ENOTEMPTY: "the folder is not empty",
  ENXIO: "there is no such device",
  EPERM: "you do not have permission for it",
  EROFS: "the disk is read-only",
  ESTALE: "the network disk lost it: open the folder again",
  ETIMEDOUT: "the disk or server did not answer in time",
  EXDEV: "the two places are on different disks",
};

/** What was tried, by system call; other calls are "use". */
const verbs: Readonly<Record<string, string>> = {
  access: "read",
  copyfile: "copy",
  fsync: "write",
  link: "link",
  lstat: "read",
  mkdir: "make the folder",
  open: "open",
  read: "read",
  readlink: "read",
  rename: "rename",
  rmdir: "remove",
  scan: "find",
  scandir: "read the folder",
  stat: "read",
  symlink: "link",
  unlink: "remove",
  utime: "write",
  write: "write",
};

/** An error of the system, in words; undefined for any other error, and for a code that we have no words for. */
export function systemReason(error: unknown): string | undefined {
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  const reason = code === undefined ? undefined : reasons[code];
  if (reason === undefined) return undefined;
  const what = path === undefined ? "" : ` "${path}"`;
  const verb = verbs[syscall ?? ""] ?? "use";
  return path === undefined && syscall !== "write" ? `Cannot continue: ${reason}` : `Cannot ${verb}${what}: ${reason}`;
}

/** Why what a command prints cannot go where it was sent. */
export function outputReason(error: NodeJS.ErrnoException): string {
  const reason = reasons[error.code ?? ""] ?? error.message;
  return `Cannot write the output: ${reason}`;
}
