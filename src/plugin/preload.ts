/** Loaded before the tests of a plugin (`bun test --preload`): their `import "midiq"` is answered by this copy of midiq. */
import { offerMidiq } from "./load.ts";

offerMidiq();
