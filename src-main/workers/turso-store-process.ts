/** Entry of the libSQL store's process: it may hang or abort without harm to the rest. */
import { parentPortOf } from "../core/ports/process-entry.ts";
import { serveTursoStore } from "../core/store/turso/serve-store.ts";

serveTursoStore(parentPortOf(process), (code) => process.exit(code));
