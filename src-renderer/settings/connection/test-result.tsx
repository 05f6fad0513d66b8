import { CircleCheck, CircleDashed, CircleX, LoaderCircle } from "lucide-react";
import { CONNECTION_STEPS, type ConnectionCheck, type ConnectionStep } from "../../../src-shared/contract/storage.ts";
import { connectionWords as words } from "../../strings/en-connection.ts";
import { InlineError } from "../../ui/error-state.tsx";
import type { ConnectionTest } from "./use-connection-test.ts";
import "./connection.css";

/** Each step of a test as it comes, then what it means. */
export function TestResult({ test }: { readonly test: ConnectionTest }) {
  const { checks, state, report } = test;
  const toCome = state === "running" ? stepsToCome(test) : [];
  return (
    <section className="connection-test" aria-label={words.results}>
      <ol>
        {checks.map((check, index) => (
          <Step key={labelOf(test, index, check.step)} label={labelOf(test, index, check.step)} check={check} />
        ))}
        {toCome.map((step, index) => (
          <li key={step} className="connection-step" data-state={index === 0 ? "now" : "to-come"}>
            {index === 0 ? <LoaderCircle size="1.15em" aria-hidden /> : <CircleDashed size="1.15em" aria-hidden />}
            <span>
              <span className="visually-hidden">{words.toCome} </span>
              {words.steps[step]}
            </span>
          </li>
        ))}
      </ol>
      <output className="connection-verdict" data-ok={report?.ok}>
        {state === "stopped" && words.stopped}
        {report !== null && verdict(report.ok, report.latencyMs)}
      </output>
      {state === "failed" && <InlineError error={test.error} />}
    </section>
  );
}

function Step({ label, check }: { readonly label: string; readonly check: ConnectionCheck }) {
  const Icon = check.ok ? CircleCheck : CircleX;
  return (
    <li className="connection-step" data-state={check.ok ? "passed" : "failed"}>
      <Icon size="1.15em" strokeWidth={1.75} aria-hidden />
      <span>
        <span className="visually-hidden">{check.ok ? words.passed : words.failed} </span>
        {label}
      </span>
      <span className="connection-detail">{check.detail}</span>
      <span className="connection-time tabular">{words.milliseconds(check.milliseconds)}</span>
    </li>
  );
}

/** A storage with a file is tried there first; both that and the URL are an address. */
function labelOf({ target }: ConnectionTest, index: number, step: ConnectionStep): string {
  return index === 0 && target.kind !== "turso-remote" ? words.fileStep : words.steps[step];
}

function stepsToCome({ target, checks }: ConnectionTest): readonly ConnectionStep[] {
  if (target.kind === "sqlite" || target.kind === "turso-local") return [];
  const files = target.kind === "turso-embedded" ? 1 : 0;
  return CONNECTION_STEPS.slice(Math.max(0, checks.length - files));
}

function verdict(ok: boolean, latencyMs: number | null): string {
  if (!ok) return words.bad;
  return latencyMs === null ? words.good : words.goodWithLatency(latencyMs);
}
