import type { SettingsView } from "../../../src-shared/contract/index.ts";
import { useCoreAction } from "../../app/core-query.ts";
import { meaningWords } from "../../strings/en-meaning.ts";
import { Button } from "../../ui/button.tsx";
import { InlineError } from "../../ui/error-state.tsx";
import { SettingRows } from "../setting-row.tsx";

/** A service that embeds: on this machine, or a company's own. */
export function Endpoint({ view }: { readonly view: SettingsView }) {
  const ask = useCoreAction("embedding.testEndpoint");
  const choose = useCoreAction("embedding.choose");
  const isSet = view.values["embedding.endpoint_url"] !== "" && view.values["embedding.endpoint_model"] !== "";
  const error = ask.error ?? choose.error;
  return (
    <section className="settings-group">
      <h2 className="settings-group-title">{meaningWords.endpoint}</h2>
      <p className="setting-help">{meaningWords.endpointHelp}</p>
      <SettingRows
        view={view}
        section="embedding"
        keys={[
          "embedding.endpoint_url",
          "embedding.endpoint_model",
          "embedding.endpoint_key_env",
          "embedding.endpoint_query_prefix",
          "embedding.endpoint_passage_prefix",
        ]}
      />
      <div className="meaning-add">
        <Button disabled={!isSet || ask.isPending} onClick={() => ask.mutate({})}>
          {ask.isPending ? meaningWords.testing : meaningWords.test}
        </Button>
        <Button disabled={!isSet || view.values["embedding.model"] === "endpoint"} onClick={() => choose.mutate({ id: "endpoint" })}>
          {meaningWords.chooseEndpoint}
        </Button>
        <output>{ask.data !== undefined && meaningWords.testResult(ask.data.dimensions, ask.data.milliseconds)}</output>
      </div>
      {error !== null && <InlineError error={error} />}
    </section>
  );
}
