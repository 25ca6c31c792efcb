/** Why one file could not be written or moved: the others go on. */

/** Why a file stayed where it was; the message is for people. */
export class Unmoved extends Error {
  override readonly name = "Unmoved";
}

/** Why something could not be done; undefined when it was. */
export function reasonOf(work: () => void): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (error instanceof Unmoved || code !== undefined) return message;
    throw error;
  }
}
