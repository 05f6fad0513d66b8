import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSampleRepository, type FixtureRepository } from "../../support/fixture-repository.ts";
import { coreOn, found, pathsOnServer, SESSION, whenPhase, whenStatus } from "../../support/server-faults.ts";
import { describeWithSqld } from "../../support/server-suite.ts";
import { freePort, startSqld, type Sqld } from "../../support/sqld.ts";
import { startTestCore } from "../../support/test-core.ts";

const containing = (text: string): string => expect.stringContaining(text) as string;

describeWithSqld("the storage's server refuses", () => {
  let server: Sqld;
  let repository: FixtureRepository;

  beforeAll(async () => {
    repository = createSampleRepository();
    server = await startSqld();
  });
  afterAll(async () => {
    await server.remove();
    repository.remove();
  });

  test("a token that is wrong or may only read: it is said, and the right one works without a start", async () => {
    const core = await coreOn("turso-embedded", server.url, server.token(), repository.root);
    const before = await pathsOnServer(server);
    const signIn = "does not accept the token. It may be wrong or expired: sign in again.";
    for (const [number, [token, message]] of [
      [server.foreignToken(), signIn],
      [server.token("ro"), "The token may only read"],
    ].entries() as ArrayIterator<[number, [string, string]]>) {
      await core.client.call("storage.saveToken", { token });
      repository.write(`notes/${number}.md`, `# Note ${number}\n\nThe gull sits on rail ${number}.\n`);
      expect((await core.index(repository.root)).report.state).toBe("done");
      await whenStatus(core, (status) => status.phase === "sign-in" && status.message.includes(message) && status.waiting > 0);
      expect(await found(core)).toContain(SESSION);
    }
    await core.client.call("storage.saveToken", { token: server.token() });
    expect(await whenStatus(core, ({ phase, waiting }) => phase === "current" && waiting === 0)).toMatchObject({ message: "" });
    expect(await pathsOnServer(server)).toEqual([...before, ...[0, 1].map((n) => `notes/${n}.md`)].sort());
    expect(await found(core, "gull rail 1")).toContain("notes/1.md");
    rmSync(join(repository.root, "notes"), { recursive: true });
    await core.stop();
  });

  test("a token that expired, at a start with nothing kept here: it starts, says so, and the right one works without another", async () => {
    let core = await coreOn("turso-remote", server.url, server.token(), repository.root);
    await core.client.call("storage.saveToken", { token: server.token("rw", -3600) });
    core = await core.reopen();
    expect(await whenPhase(core, "sign-in")).toMatchObject({ message: containing("sign in again") });
    await expect(found(core)).rejects.toMatchObject({ code: "permission", message: containing("sign in again") });
    await core.client.call("storage.saveToken", { token: server.token() });
    await whenPhase(core, "current");
    expect(await found(core)).toContain(SESSION);
    await core.stop();
  });

  test("an address where no libSQL server is: a switch says what is there, and so does a start on it", async () => {
    const core = await startTestCore();
    await core.index(repository.root);
    await core.client.call("storage.saveToken", { token: server.token() });
    const page = createServer((_request, response) => response.setHeader("content-type", "text/html").end("<h1>It works</h1>"));
    const missing = createServer((_request, response) => void response.writeHead(404).end("nothing here"));
    const ports = await Promise.all(
      [page, missing].map(
        (web) => new Promise<number>((resolve) => web.listen(0, "127.0.0.1", () => resolve((web.address() as AddressInfo).port))),
      ),
    );
    const cases: readonly (readonly [string, string])[] = [
      [`http://127.0.0.1:${await freePort()}`, "refuses connections. Check the URL and whether the server runs."],
      ["http://no-such-host.invalid", "The name of no-such-host.invalid is not known. Check the URL and your network."],
      [`http://127.0.0.1:${ports[0]}`, "answers, but not as a libSQL database. Check the URL."],
      [`http://127.0.0.1:${ports[1]}`, "answers, but not as a libSQL database. Check the URL."],
      [server.url.replace("http:", "https:"), "could not prove who it is (TLS)"],
    ];
    for (const [url, message] of cases) {
      for (const kind of ["turso-remote", "turso-embedded"] as const) {
        const switching = core.client.call("storage.switch", { target: { kind, url } });
        await expect(switching, `${kind} ${url}`).rejects.toMatchObject({ code: "unavailable", message: containing(message) });
      }
    }
    expect(await core.client.call("storage.get", {})).toMatchObject({ kind: "sqlite", next: null });
    expect(await found(core)).toContain(SESSION);
    await core.client.call("settings.set", { changes: { backend: "turso", "turso.mode": "remote", "turso.url": cases[2]?.[0] ?? "" } });
    const again = await core.reopen();
    expect(await whenPhase(again, "failed")).toMatchObject({ message: containing("not as a libSQL database") });
    for (const web of [page, missing]) web.close();
    await again.stop();
  });
});
