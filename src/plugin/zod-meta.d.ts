/**
 * What `.meta({ ... })` of a schema may say of a field, for compilers: a wrong kind is refused where it is written. JSR
 * takes no module that adds to another's types, so its package goes without; a wrong kind is refused there when it is defined.
 */
import type { FieldMeta } from "./fields.ts";

declare module "zod" {
  interface GlobalMeta extends FieldMeta {}
}
