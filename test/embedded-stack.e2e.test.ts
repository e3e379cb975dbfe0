import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseStackDescription } from '../client/stack-file.ts';
import type { EmbeddedStack } from '../local/boot/embedded-stack.ts';
import { resourceTypes } from '../local/boot/resource-types.ts';
import { isAtOrBelow, unlistedPaths } from '../local/boot/template/property-paths.ts';
import { fixtureArguments } from './factories/fixture-inputs.ts';
import { githubSignature } from './factories/github-webhook.ts';
import { startHttpReceiver } from './factories/http-receiver.ts';
import { sendWebhook } from './factories/send-webhook.ts';
import { startFixtureStack } from './factories/start-fixture-stack.ts';
import { synthesizeStack } from './factories/synthesized-stack.ts';

/** A busy machine takes its time. */
const patiently = { timeout: 30_000 };
const stops: (() => unknown)[] = [];
const temporary = mkdtempSync(join(tmpdir(), 'spillway-embedded-stack-'));
beforeEach(() => {
  vi.stubEnv('TMPDIR', temporary);
});
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
  vi.unstubAllEnvs();
});

/** When an alarm publishes to its topic. */
const readLater = 'KmsMasterKeyId';
const typesWithEffect = Object.entries(resourceTypes).flatMap(([name, type]) =>
  typeof type === 'string' ? [] : [[name, type] as const],
);
const lines: string[] = [];
/** Properties of the template that the stack read, such as `AWS::SQS::Queue QueueName`. */
const read = new Set<string>();
let stack: EmbeddedStack;
beforeAll(async () => {
  vi.stubEnv('TMPDIR', temporary);
  stack = await startFixtureStack({
    log: (line) => lines.push(line),
    limits: { maxEnvironments: 3 },
    onPropertyRead: (type, path) => read.add(`${type} ${path}`),
  });
});
afterAll(async () => {
  await stack.stop();
  rmSync(temporary, { recursive: true });
});

function portsOf({ env, endpoint, sinkUrl }: EmbeddedStack): number[] {
  // Where AWS_ENDPOINT_URL points nothing listens: calls to what is not run here must end there.
  const { AWS_ENDPOINT_URL: _, ...services } = env;
  const urls = Object.values(services).filter((value) => value.startsWith('http:'));
  return [...new Set([endpoint, sinkUrl, ...urls].map((url) => Number(new URL(url).port)))];
}

function canConnect(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 10_000 });
    const end = (isConnected: boolean) => {
      socket.destroy();
      resolve(isConnected);
    };
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
    socket.on('timeout', () => end(false));
  });
}

describe('the embedded stack', () => {
  it.each(typesWithEffect)(
    'reads what it says that it emulates: %s',
    async (name, { emulated, ignored }) => {
      const { ofType } = await synthesizeStack();
      const present = ofType(name).flatMap(({ properties }) => unlistedPaths(properties, []));
      const readPaths = [...read]
        .filter((one) => one.startsWith(`${name} `))
        .map((one) => one.slice(name.length + 1));
      const isRead = (path: string) => readPaths.some((one) => isAtOrBelow(one, path));
      const isPresent = (path: string) => present.some((one) => isAtOrBelow(one, path));
      const isEmulated = (path: string) =>
        emulated.some((one) => isAtOrBelow(path, one) || isAtOrBelow(one, path));

      expect(
        emulated.filter((path) => isPresent(path) && !isRead(path) && path !== readLater),
      ).toEqual([]);
      expect(readPaths.filter((path) => !isEmulated(path))).toEqual([]);
      expect(Object.keys(ignored).filter(isRead)).toEqual([]);
    },
  );

  it('runs the template: a signed webhook arrives, an unsigned one does not', async () => {
    const body = Buffer.from('{"zen":"x"}');
    const send = (secret: string) =>
      fetch(`${stack.endpoint}/webhooks/github`, {
        method: 'POST',
        headers: {
          'x-github-event': 'push',
          'x-github-delivery': `delivery-${secret.length}`,
          'x-hub-signature-256': githubSignature(body, secret),
        },
        body,
      });
    const { secret = '' } = stack.sources.github ?? {};
    expect((await send(secret)).status).toBe(202);
    expect((await send('wrong')).status).toBe(401);
    await vi.waitFor(
      () => expect(stack.arrivals.counts()).toEqual({ total: 1, distinct: 1 }),
      patiently,
    );
    expect(stack.outputs.IntakeQueueUrl).toContain('/spillway-dev-intake');
    expect(lines.join('\n')).toContain('This machine runs at most 3 environments of a function');
    expect(lines.join('\n')).toMatch(/Nothing to do here for: .*Lambda::Version/);
    expect(lines.join('\n')).toContain(`destinations are ${stack.sinkUrl}/<destination>`);
  });

  it('answers unknown paths and stages as the template’s gateway responses say', async () => {
    const unknown = await fetch(`${stack.endpoint}/nothing`);
    expect(unknown.status).toBe(404);
    expect(await unknown.json()).toMatchObject({ type: 'urn:spillway:rejection:not-found' });
  });

  it('listens on 127.0.0.1 only, and leaves no port, thread or folder behind', async () => {
    const before = readdirSync(temporary);
    const own = await startFixtureStack();
    const ports = portsOf(own);
    expect(ports.length).toBeGreaterThanOrEqual(5);
    const outside = Object.values(networkInterfaces())
      .flat()
      .filter((address) => address?.family === 'IPv4' && !address.internal)
      .map((address) => address?.address ?? '');
    for (const port of ports) {
      expect(await canConnect(port, '127.0.0.1')).toBe(true);
      for (const host of outside) expect(await canConnect(port, host)).toBe(false);
    }
    await own.stop();
    for (const port of ports) expect(await canConnect(port, '127.0.0.1')).toBe(false);
    expect(readdirSync(temporary)).toEqual(before);
    await own.stop();
  });

  it('cleans up after a start that failed', async () => {
    const before = readdirSync(temporary);
    const taken = createServer().listen(0, '127.0.0.1');
    stops.push(() => taken.close());
    await vi.waitFor(() => expect(taken.listening).toBe(true), patiently);
    const { port = 0 } = Object(taken.address());
    for (const name of ['apiPort', 'sinkPort', 'queuePort', 'secretsPort'] as const) {
      await expect(startFixtureStack({ [name]: port })).rejects.toMatchObject({
        code: 'EADDRINUSE',
        port,
      });
    }
    expect(readdirSync(temporary)).toEqual(before);
  });
});

interface Run {
  readonly child: ChildProcess;
  output(): string;
  readonly ended: Promise<number | null>;
}

/**
 * `npm start` as a user types it, but on free ports, with the tests' configuration, and without taking the place of
 * a running one.
 */
function npmStart(...args: string[]): Run {
  const options = ['--unlisted', ...fixtureArguments.npmStart, ...args];
  const child = spawn(process.execPath, ['local/main.ts', ...options], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk));
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  stops.push(() => child.kill('SIGKILL'));
  return { child, output: () => output, ended };
}

describe('npm start', () => {
  it('prints a curl line that works when pasted, tells each end of a webhook, and stops on Ctrl-C', async () => {
    const run = npmStart('--port', '0', '--config', 'test/fixtures/npm-start.config.ts');
    const [message] = await once(run.child, 'message');
    const { endpoint, sources } = parseStackDescription(message, 'npm start');
    await vi.waitFor(() => expect(run.output()).toContain('curl -i'), patiently);
    const [line = ''] = /^curl .*$/m.exec(run.output()) ?? [];
    const { stdout } = await promisify(execFile)('sh', ['-c', line]);
    expect(stdout).toMatch(/^HTTP\/1.1 202/);
    const tells = (told: RegExp) => vi.waitFor(() => expect(run.output()).toMatch(told), patiently);
    await tells(/delivered {2}[0-9a-f-]{36} {2}github push → app \d+ ms/);

    const secret = sources.github?.secret ?? '';
    const send = (type: string, body: object, deliveryId: string = type) =>
      sendWebhook(endpoint, {
        ...{ secret, deliveryId, body: JSON.stringify(body) },
        headers: { 'X-GitHub-Event': type },
      });
    await send('push', {}, 'twice');
    await tells(/delivered {2}twice {2}github push → app \d+ ms/);
    await send('push', {}, 'twice');
    await send('release', { action: 'created' }, 'draft');
    await send('release', { action: 'published' });
    await send('issues', {});
    await send('star', {});
    await sendWebhook(endpoint, { secret: `${secret} `, deliveryId: 'forged' });
    await fetch(`${endpoint}/webhooks/githb`, { method: 'POST', body: '{}' });
    await fetch(`${endpoint}/webhooks/files?challenge=abc`);
    await tells(/duplicate {2}twice {2}github push: it came before/);
    await tells(
      /filtered {3}draft {2}github release: route pushes: type is not 'push'; route releases: json.action is not 'published'; /,
    );
    await tells(/console {4}processing: a transform of release\n/);
    await tells(/delivered {2}release {2}github release → app \d+ ms/);
    await tells(/retry {6}issues {2}github issues → app: TypeError: issue has no title; again in /);
    await tells(
      /dead {7}star {2}github star → the handler of own code: we want no stars \(permanent\); see: npx spillway dlq show star --stage local\n/,
    );
    await tells(/refused {4}github: 401 signature-mismatch: /);
    await tells(/refused {4}\/dev\/webhooks\/githb: 404 unknown-source: no source has this name/);
    await tells(/answered {3}files: the handshake challenge/);

    const began = performance.now();
    // Under npm one Ctrl-C comes twice: from the terminal and from npm.
    run.child.kill('SIGINT');
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
    expect(performance.now() - began).toBeLessThan(15_000);
    expect(run.output()).toContain('Stopped. 3 deliveries arrived.');
    expect(run.output()).not.toContain(secret);
  });

  it('delivers to a service of one’s own, which verifies by the secret that is printed', async () => {
    const service = await startHttpReceiver();
    stops.push(() => service.stop());
    const run = npmStart('--port', '0', '--forward', `app=${service.url}/hook`);
    await vi.waitFor(() => expect(run.output()).toContain('curl -i'), patiently);
    expect(run.output()).toMatch(/<destination>; from there app gets them as told below$/m);
    const [line = ''] = /^curl .*$/m.exec(run.output()) ?? [];
    await promisify(execFile)('sh', ['-c', line]);
    await vi.waitFor(() => expect(service.requests).toHaveLength(1), patiently);
    const [{ path, headers, body } = expect.fail()] = service.requests;
    expect(path).toBe('/hook');
    const [, secret = ''] = /^ +app .*\/hook; verify by (\S+)$/m.exec(run.output()) ?? [];
    new Webhook(secret).verify(body, headers as Record<string, string>);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
    expect(run.output()).toContain('Stopped. 1 delivery arrived.');
  });

  it('says at once which destination cannot be forwarded', async () => {
    const run = npmStart('--port', '0', '--forward', 'ap=http://localhost:1/');
    expect(await run.ended).toBe(2);
    expect(run.output()).toContain('Did you mean app? These can be forwarded: app.\n');
  });

  it('stops on Ctrl-C while it is still starting', async () => {
    const run = npmStart('--port', '0');
    await vi.waitFor(() => expect(run.output()).toContain('Starting'), patiently);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(0);
    expect(run.output()).not.toContain('Up after');
  });

  it('says in one sentence which port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    stops.push(() => taken.close());
    await vi.waitFor(() => expect(taken.listening).toBe(true), patiently);
    const { port } = Object(taken.address());
    const run = npmStart('--port', String(port));
    expect(await run.ended).toBe(1);
    expect(run.output()).toMatch(
      new RegExp(`^Port ${port} is taken: .*npm start -- --port \\d+ --config .* --unlisted$`, 'm'),
    );
    expect(run.output()).not.toContain('    at ');
  });

  it('names what to mend in a configuration', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'spillway-wrong-config-'));
    stops.push(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'wrong.config.ts');
    writeFileSync(file, 'export default { sources: {}, destinations: {}, routes: [] };');
    const run = npmStart('--port', '0', '--config', file);
    expect(await run.ended).toBe(1);
    expect(run.output()).toMatch(/wrong\.config\.ts.*sources/s);
    expect(run.output()).not.toContain('    at ');
  });

  it('explains itself', async () => {
    const run = npmStart('--help');
    expect(await run.ended).toBe(0);
    expect(run.output()).toContain('npm start -- --port 5000');
  });
});
