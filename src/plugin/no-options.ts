/** The options of an extension that takes none. */
import { z } from "zod";

/** Schema of no options. */
export type NoOptions = z.ZodObject<Record<never, never>>;

/** No options: any name is refused. */
export const noOptions: NoOptions = z.object({});
