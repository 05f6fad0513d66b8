import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useCore } from "../app/core-context.tsx";

/** One session, with its observations and commits. */
export function SessionScreen({ id, line }: { readonly id: string; readonly line: number | null }) {
  const core = useCore();
  const { data, error } = useQuery({ queryKey: ["session", id], queryFn: ({ signal }) => core.call("sessions.get", { id }, { signal }) });
  const marked = data?.session.observations.find((one) => line !== null && one.lines.start <= line && line <= one.lines.end)?.index;
  useEffect(() => {
    if (marked !== undefined) document.getElementById(`observation-${marked}`)?.scrollIntoView({ block: "center" });
  }, [marked]);
  if (error !== null) return <p role="alert">{error.message}</p>;
  if (data === undefined) return null;
  return (
    <article>
      <h1>{data.session.title}</h1>
      <p>
        {data.session.ownId} {data.session.startedAt} {data.session.agent}
      </p>
      {data.session.observations.map((observation) => (
        <section
          key={observation.index}
          id={`observation-${observation.index}`}
          aria-current={observation.index === marked ? "location" : undefined}
        >
          <h2>{observation.label}</h2>
          <p>{observation.markdown}</p>
        </section>
      ))}
    </article>
  );
}
