import { COLUMNS } from "./columns.ts";
import { describeStore } from "./store-conformance.ts";

for (const column of COLUMNS.slice(3, 4)) describeStore(column);
