import type { IndexPreview } from "../../src-shared/contract/index.ts";
import { libraryWords } from "../strings/en-library.ts";
import { formatBytes, formatNumber } from "../strings/format.ts";
import { LanguageBar } from "./language-bar.tsx";

const words = libraryWords.preview;

/** The figures of a preview and its languages. */
export function PreviewFacts({ preview }: { readonly preview: IndexPreview }) {
  const facts = [
    [words.files, formatNumber(preview.files)],
    [words.size, formatBytes(preview.bytes)],
    [words.sessions, formatNumber(preview.sessions)],
    [words.beliefs, formatNumber(preview.beliefs)],
    [words.docs, formatNumber(preview.docs)],
    [words.commits, formatNumber(preview.commits)],
  ] as const;
  return (
    <>
      <dl className="figures">
        {facts.map(([name, value]) => (
          <div key={name} className="figure">
            <dt>{name}</dt>
            <dd className="tabular">{value}</dd>
          </div>
        ))}
      </dl>
      <LanguageBar languages={preview.languages} />
    </>
  );
}
