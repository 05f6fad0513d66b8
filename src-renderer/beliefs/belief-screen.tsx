import { TriangleAlert } from "lucide-react";
import { useMemo, type ReactNode } from "react";
import type { BeliefView } from "../../src-shared/contract/index.ts";
import type { BeliefRelation } from "../../src-shared/domain/index.ts";
import { useCoreQuery } from "../app/core-query.ts";
import { routes } from "../app/navigation.ts";
import { MarkdownView } from "../reading/markdown/markdown-view.tsx";
import { referenceMap } from "../reading/references/reference-map.ts";
import type { ReferenceMap } from "../reading/references/remark-references.ts";
import { StarButton } from "../reading/star/star-button.tsx";
import { beliefWords as words } from "../strings/en-beliefs.ts";
import { formatPercent } from "../strings/format.ts";
import { BackLink } from "../ui/back-button.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Page } from "../ui/page.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Confidence } from "./confidence.tsx";
import "./beliefs.css";

/** One belief whole. What could not be read of its file is named; what could is shown. */
export function BeliefScreen({ repositoryId, id }: { readonly repositoryId: string; readonly id: string }) {
  const { data, error, refetch } = useCoreQuery("beliefs.get", { repositoryId, id });
  if (error !== null) {
    return (
      <ErrorState
        title={words.notOpened}
        error={error}
        onRetry={() => void refetch()}
        action={<ButtonLink href={routes.beliefs()}>{words.back}</ButtonLink>}
      />
    );
  }
  return <Page width="narrow">{data === undefined ? <Skeleton /> : <BeliefPage view={data} />}</Page>;
}

function BeliefPage({ view }: { readonly view: BeliefView }) {
  const { belief } = view;
  const references = useMemo(() => referenceMap(view.references), [view]);
  const relation = (target: string): BeliefRelation => ({ target, text: "", status: null, confidence: null, scope: null });
  return (
    <article className="belief">
      <BackLink screen="beliefs" href={routes.beliefs()} label={words.back} className="belief-back" />
      <header className="belief-head">
        <h1>{belief.statement === "" ? belief.id : belief.statement}</h1>
        <p className="belief-id mono">
          {belief.id} <StarButton target={{ documentId: view.documentId, passageId: null }} />
        </p>
      </header>
      <Problems view={view} />
      <Fields view={view} />
      <Part title={words.evidence} count={belief.evidence.length}>
        {belief.evidence.map((one) => (
          <li key={one.lines.start} className="belief-item">
            <MarkdownView
              text={one.target === null || one.text.includes(one.target) ? one.text : `[[${one.target}]] ${one.text}`}
              firstLine={one.lines.start}
              references={references}
            />
            {one.weight !== null && <span className="belief-note tabular">{words.weight(one.weight)}</span>}
          </li>
        ))}
      </Part>
      <Relations title={words.supports} relations={belief.supports} references={references} />
      <Relations title={words.supportedBy} relations={view.supportedBy.map(relation)} references={references} own={view.repositoryId} />
      <Relations title={words.attacks} relations={belief.attacks} references={references} />
      <Relations title={words.attackedBy} relations={belief.attackedBy} references={references} />
      <Relations title={words.attackedBy} relations={view.alsoAttackedBy.map(relation)} references={references} own={view.repositoryId} />
      <Texts title={words.appliedIn} texts={belief.appliedIn} references={references} />
      <Part title={words.verification} count={belief.verification.length} note={words.verificationNote}>
        {belief.verification.map(({ info, code }) => (
          <li key={`${info}\n${code}`}>
            <p className="belief-note mono">{info}</p>
            <MarkdownView text={`~~~~~~~~\n${code}\n~~~~~~~~`} />
          </li>
        ))}
      </Part>
      <Texts title={words.revisions} texts={belief.revisions} references={references} />
    </article>
  );
}

/** First on the page: what follows may lack what these lines were to say. */
function Problems({ view: { belief, documentId } }: { readonly view: BeliefView }) {
  const { problems } = belief;
  if (problems.length === 0) return null;
  return (
    <section className="belief-problems" aria-labelledby="problems">
      <h2 id="problems">
        <TriangleAlert size="1.1em" aria-hidden /> {words.problems}
      </h2>
      <p className="belief-note">{words.problemsLead(problems.length)}</p>
      <ul>
        {problems.map((problem) => (
          <li key={`${problem.line} ${problem.message}`}>
            <a href={routes.document(documentId, { line: problem.line })}>{words.line(problem.line)}</a> {problem.message}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Fields({ view }: { readonly view: BeliefView }) {
  const { belief } = view;
  const rows: readonly (readonly [string, ReactNode])[] = [
    [words.confidence, belief.confidence === null ? null : <Confidence key="confidence" value={belief.confidence} />],
    [
      words.fields.status,
      [belief.status, belief.endorsed ? words.endorsed.toLowerCase() : null].filter((part) => part !== null).join(", "),
    ],
    [words.fields.entrenchment, belief.entrenchment],
    [words.fields.persona, belief.persona],
    [words.fields.facets, belief.facets.join(", ")],
    [words.fields.extracted, belief.extracted],
    [words.fields.revised, belief.revised],
    [words.fields.repository, view.repositoryName],
    [
      words.fields.file,
      <a key="file" className="mono" href={routes.document(view.documentId)}>
        {view.path}
      </a>,
    ],
  ];
  return (
    <dl className="belief-fields">
      {rows.map(([name, value]) =>
        value === null || value === "" ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function Part({
  title,
  count,
  note,
  children,
}: {
  readonly title: string;
  readonly count: number;
  readonly note?: string;
  readonly children: ReactNode;
}) {
  if (count === 0) return null;
  return (
    <section className="belief-part">
      <h2>
        {title} <span className="ui-count tabular">{count}</span>
      </h2>
      {note !== undefined && <p className="belief-note">{note}</p>}
      <ul>{children}</ul>
    </section>
  );
}

interface RelationsProps {
  readonly title: string;
  readonly relations: readonly BeliefRelation[];
  readonly references: ReferenceMap;
  /** Set when every target is a belief of this repository. */
  readonly own?: string;
}

function Relations({ title, relations, references, own }: RelationsProps) {
  return (
    <Part title={title} count={relations.length}>
      {relations.map((one) => {
        const href = own === undefined ? references.get(one.target) : routes.belief(own, one.target);
        const notes = [
          one.status,
          one.confidence === null ? null : formatPercent(one.confidence),
          one.scope === null ? null : words.scope(one.scope),
          href === undefined ? words.noFile : null,
        ].filter((note) => note !== null);
        return (
          <li key={one.target} className="belief-item">
            <div>
              {href === undefined ? (
                <span className="mono">{one.target}</span>
              ) : (
                <a className="mono" href={href}>
                  {one.target}
                </a>
              )}
              {one.text !== "" && <MarkdownView text={one.text} references={references} />}
            </div>
            <span className="belief-note">{notes.join(" · ")}</span>
          </li>
        );
      })}
    </Part>
  );
}

function Texts({
  title,
  texts,
  references,
}: {
  readonly title: string;
  readonly texts: readonly string[];
  readonly references: ReferenceMap;
}) {
  return (
    <Part title={title} count={texts.length}>
      {texts.map((text) => (
        <li key={text}>
          <MarkdownView text={text} references={references} />
        </li>
      ))}
    </Part>
  );
}
