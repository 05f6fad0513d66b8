import type { CommitFacts, Person } from "../git/commit-facts.ts";

const BOT_NAME =
  /\[bot\]|^(?:dependabot|renovate|github-actions|mergify|bors|homu|rust-timer|k8s-ci-robot|prow|gitlab-bot|weblate|pre-commit-ci|imgbot|snyk-bot|greenkeeper|semantic-release-bot)\b/i;
const BOT_EMAIL = /\[bot\]@|^(?:bot|noreply\+bot)@|@(?:bors|mergify)\./i;
/** Sites that make a merge when somebody presses its button: no session on any machine made that commit. */
const SITE_EMAIL = /^(?:noreply@github\.com|noreply@gitlab\.com|noreply@gitea\..+|noreply@bitbucket\.org)$/i;

function isBot(person: Person | null): boolean {
  // Not known who made it: nothing is guessed.
  if (person === null) return true;
  const { name, email } = person;
  return BOT_NAME.test(name) || BOT_EMAIL.test(email);
}

/**
 * Whether a commit was made by a bot or a site. None of these is ever matched to a session by what it looks like. A
 * single-parent commit made on a site (a squash) still counts for sessions that its trailers name.
 */
export function isBotCommit(commit: Pick<CommitFacts, "author" | "committer">): boolean {
  return isBot(commit.author) || isBot(commit.committer) || SITE_EMAIL.test(commit.committer?.email ?? "");
}

/** A merge made by a bot or a site: no link at all but by the session's own tags. */
export function isMergeBotCommit(commit: Pick<CommitFacts, "author" | "committer" | "parents">): boolean {
  return commit.parents.length > 1 && isBotCommit(commit);
}
