import { common } from "../strings/en-common.ts";
import { Dialog } from "../ui/dialog.tsx";
import { ShortcutsList } from "./shortcuts-list.tsx";

/** All keys, over any screen. */
export function ShortcutsSheet({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title={common.shortcuts} size="large">
      <ShortcutsList />
    </Dialog>
  );
}
