import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { common } from "../strings/en-common.ts";
import { Button, type ButtonProps } from "./button.tsx";

export interface CopyButtonProps extends Omit<ButtonProps, "children" | "onClick"> {
  readonly text: string | (() => string | Promise<string>);
  readonly label?: string;
}

/** Copies a text and says so for a moment. */
export function CopyButton({ text, label = common.copy, ...rest }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy(): Promise<void> {
    await copyText(typeof text === "string" ? text : await text());
    setCopied(true);
  }
  return (
    <Button icon={copied ? Check : Copy} onClick={() => void copy()} {...rest}>
      <span aria-live="polite">{copied ? common.copied : label}</span>
    </Button>
  );
}

/** Copies plain text; where the clipboard may not be used (a page without focus), over a selection. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "visually-hidden";
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
