/** What is wrong with a plugin, said to the person who wrote or loaded it. */
import { MidiqError } from "../errors.ts";

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
export class PluginError extends MidiqError<PluginErrorCode> {
  override readonly name = "PluginError";
  constructor(code: PluginErrorCode, message: string, cause?: unknown) {
    super(code, message, { cause });
  }
}
