import type { IndexPreview } from "../../src-shared/contract/index.ts";
import { libraryWords } from "../strings/en-library.ts";
import { count, formatPercent } from "../strings/format.ts";
import { languageName, languageShares } from "./language-shares.ts";

const SHOWN = 6;

/** Languages by their share of the bytes: a bar, and the same in words. */
export function LanguageBar({ languages }: { readonly languages: IndexPreview["languages"] }) {
  const shares = languageShares(languages, SHOWN);
  if (shares.length === 0) return null;
  return (
    <section aria-label={libraryWords.preview.languages}>
      <div className="language-bar" aria-hidden>
        {shares.map(({ language, share }, index) => (
          <span key={language} data-colour={language === null ? "rest" : index} style={{ flexGrow: share }} />
        ))}
      </div>
      <ul className="language-legend">
        {shares.map(({ language, share, files }, index) => (
          <li key={language} title={count(files, "file", "files")}>
            <span className="language-dot" data-colour={language === null ? "rest" : index} aria-hidden />
            {language === null ? libraryWords.preview.others : languageName(language)}
            <span className="language-share tabular">{share < 0.01 ? "< 1 %" : formatPercent(share)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
