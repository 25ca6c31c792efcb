/** What is wrong with a plugin, said to the person who wrote or loaded it. */

/** Codes of a PluginError. */
export type PluginErrorCode =
  | "bad-config"
  | "bad-field"
  | "bad-options"
  | "bad-plugin"
  | "clash"
  | "cycle"
  | "not-found"
  | "missing-need";

/** Thrown when a plugin cannot be used. */
export class PluginError extends Error {
  override readonly name = "PluginError";
  readonly code: PluginErrorCode;
  constructor(code: PluginErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
