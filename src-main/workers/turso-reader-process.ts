/** Entry of the process that reads and searches libSQL: whatever syncs or writes, it answers. */
import { parentPortOf } from "../core/ports/process-entry.ts";
import { serveTursoReader } from "../core/store/turso/serve-reader.ts";

serveTursoReader(parentPortOf(process));
