/** `npm run build`: makes whatever of the three bundles is out of date. */
import { ensureBundles } from "./bundle.ts";

await ensureBundles(["main", "preload", "renderer"], console.log);
