import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useCore } from "../app/core-context.tsx";
import { navigate, routes } from "../app/navigation.ts";

/** The sessions, newest first. */
export function SessionsScreen({ text }: { readonly text: string }) {
  const core = useCore();
  const { data } = useQuery({
    queryKey: ["sessions", text],
    queryFn: ({ signal }) => core.call("sessions.list", { text, limit: 200 }, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <h1>Sessions</h1>
      <input
        type="search"
        aria-label="Filter sessions"
        value={text}
        onChange={(event) => navigate(routes.sessions({ text: event.target.value }), { replace: true })}
      />
      <ol aria-label="Sessions">
        {data?.sessions.map((session) => (
          <li key={session.id}>
            <a href={routes.session(session.id)}>{session.title}</a> {session.startedAt?.slice(0, 10)} {session.decisions} decisions
          </li>
        ))}
      </ol>
    </>
  );
}
