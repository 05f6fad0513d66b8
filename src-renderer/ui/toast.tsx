import { Toast as Base } from "@base-ui/react/toast";
import { X } from "lucide-react";
import { useMemo, type ReactNode } from "react";
import { common } from "../strings/en-common.ts";
import { Button } from "./button.tsx";
import { IconButton } from "./icon-button.tsx";
import "./toast.css";

const SHOWN_MS = 6000;
/** Longer than an ordinary one: what can be undone must stay long enough to decide. */
const UNDO_MS = 10_000;

export interface ToastOptions {
  readonly title: string;
  readonly description?: string;
  /** Shows an Undo button. */
  readonly undo?: () => void;
  readonly problem?: boolean;
  /** Called when it is gone without having been undone; the moment to do what could be undone. */
  readonly onGone?: () => void;
}

/** Puts the page in it; messages show at the lower right, and F6 goes to them. */
export function ToastProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Base.Provider timeout={SHOWN_MS} limit={3}>
      {children}
      <Base.Portal>
        <Base.Viewport className="ui-toasts" aria-label={common.notifications}>
          <Toasts />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

/** `const toast = useToast(); toast({ title: "Removed", undo: … })`. */
export function useToast(): (options: ToastOptions) => void {
  const { add, close } = Base.useToastManager();
  return useMemo(
    () =>
      ({ title, description, undo, problem = false, onGone }) => {
        let undone = false;
        const id: string = add({
          title,
          ...(description === undefined ? {} : { description }),
          type: problem ? "problem" : "message",
          priority: problem ? "high" : "low",
          timeout: undo === undefined ? SHOWN_MS : UNDO_MS,
          onClose: () => {
            if (!undone) onGone?.();
          },
          ...(undo === undefined
            ? {}
            : {
                actionProps: {
                  children: common.undo,
                  onClick: () => {
                    undone = true;
                    close(id);
                    undo();
                  },
                },
              }),
        });
      },
    [add, close],
  );
}

function Toasts() {
  const { toasts } = Base.useToastManager();
  return toasts.map((toast) => (
    <Base.Root key={toast.id} toast={toast} className="ui-toast">
      <div className="ui-toast-text">
        <Base.Title className="ui-toast-title" />
        <Base.Description className="ui-toast-description" />
      </div>
      <Base.Action render={<Button size="small" />} />
      {/* Base UI hides it until the stack is expanded, though Tab reaches it and the eye sees it. */}
      <Base.Close aria-hidden={false} render={<IconButton icon={X} label={common.dismiss} size="small" />} />
    </Base.Root>
  ));
}
