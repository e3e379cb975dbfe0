import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfiguration, validateConfiguration } from './configuration.ts';

const file = 'spillway.config.ts';
const valid = {
  sources: { github: { sender: 'github' } },
  destinations: { app: { type: 'http', url: 'https://app.example.com/webhooks' } },
  routes: [{ name: 'everything', match: {}, to: ['app'] }],
};

const firstLine = 'spillway.config.ts is not valid:\n';

/** The lines of the error. */
function complaintsAbout(config: unknown): readonly string[] {
  try {
    validateConfiguration(config, file);
    return [];
  } catch (error) {
    const { message } = error as Error;
    return message
      .replace(firstLine, '')
      .split('\n  ')
      .map((line) => line.trim());
  }
}

describe('validateConfiguration', () => {
  it('gives back what it was given', () => {
    expect(validateConfiguration(valid, file)).toEqual(valid);
  });

  it('names the file', () => {
    expect(() => validateConfiguration({ ...valid, routes: 'all' }, file)).toThrow(firstLine);
  });

  it('names each field to mend, all at once', () => {
    const complaints = complaintsAbout({
      ...valid,
      destinations: {
        app: { type: 'smtp' },
        hook: {
          type: 'http',
          url: 'ftp://app.example.com',
          headers: {
            Host: 'x',
            'Keep-Alive': 'x',
            'x-a': 1,
            'x-b': { secret: 'apiKey' },
            'x-c': { secret: 'current' },
          },
        },
        mail: { type: 'email', from: 'nobody', to: [] },
        queue: { type: 'sqs', queueUrl: 'orders' },
      },
    });
    expect(complaints).toEqual([
      "destinations.app.type: 'smtp' is no type of destination. Allowed: http, slack, discord, email, eventbridge, sqs",
      'destinations.hook.url: "ftp://app.example.com" is not allowed; allowed: an https: URL, or http: to this machine (127.0.0.1, localhost)',
      'destinations.hook.headers.Host: "Host" is set by Spillway itself',
      'destinations.hook.headers.Keep-Alive: "Keep-Alive" is set by Spillway itself',
      "destinations.hook.headers.x-a: must be a text, or { secret: '<slot>' } of this destination's secret",
      'destinations.hook.headers.x-b.secret: must be lower-case letters, digits and dashes, 32 at most, not only digits',
      'destinations.hook.headers.x-c.secret: must not be current: that one signs deliveries',
      'destinations.mail.from: must be a mail address',
      'destinations.mail.to: must name at least one',
      'destinations.queue.queueUrl: must be the URL of a queue: https://sqs.<region>.amazonaws.com/<account>/<name>',
    ]);
  });

  it('takes patterns, a transform and a handler, and says what is wrong about others', () => {
    const json = {
      pull_request: { base: { ref: ['main', { prefix: 'release/' }] }, draft: false },
    };
    const good = { name: 'a', match: { json }, to: ['app'], transform: () => undefined };
    const handled = { name: 'b', match: {}, handler: () => undefined };
    expect(complaintsAbout({ ...valid, routes: [good, handled] })).toEqual([]);
    const bad = [
      { name: 'c', match: { type: [{ like: 'x' }] }, to: ['app'] },
      { name: 'd', match: {} },
      { name: 'e', match: {}, to: ['app'], transform: 'x' },
      { name: 'f', match: {}, to: ['app'], orderBy: () => 'ref' },
    ];
    expect(complaintsAbout({ ...valid, routes: bad })).toEqual([
      expect.stringMatching(/^routes\[0\]\.match\.type\[0\]: \{ like: 'x' \} is no matcher/),
      'routes[1].to: must name at least one destination, unless there is a handler',
      'routes[2].transform: must be a function of a webhook',
      'routes[3].orderBy: is not known any more: docs/routing.md, Order, says what to do instead',
    ]);
  });

  it('refuses a second route of the same name, and a name that no key can hold', () => {
    const handler = () => undefined;
    const routes = ['a', 'b', 'a', 'c\ud800'].map((name) => ({ name, match: {}, handler }));
    expect(complaintsAbout({ ...valid, routes: routes.slice(0, 3) })).toEqual([
      'routes[2].name: must not be the name of another route: their handlers would be taken for one',
    ]);
    expect(complaintsAbout({ ...valid, routes: routes.slice(3) })).toEqual([
      'routes[0].name: must have no control characters',
    ]);
  });

  it('says which destinations are declared when a route names another', () => {
    const routes = [{ name: 'pushes', match: { type: 'push' }, to: ['app', 'ap'] }];
    expect(complaintsAbout({ ...valid, routes })).toEqual([
      'routes[0].to[1]: "ap" is not declared; did you mean "app"? Declared: app',
    ]);
  });

  it('says which sources are declared when a route matches another', () => {
    const routes = [{ name: 'stripe', match: { source: ['github', 'stripe'] }, to: ['app'] }];
    expect(complaintsAbout({ ...valid, routes })).toEqual([
      'routes[0].match.source: "stripe" is not declared. Declared: github',
    ]);
  });

  it('names a sender that it does not know, and some that it does', () => {
    const [complaint] = complaintsAbout({ ...valid, sources: { hub: { sender: 'githb' } } });
    expect(complaint).toMatch(
      /^sources\.hub\.sender: 'githb' is no sender; did you mean "github"\? Allowed: .*zoom/,
    );
  });

  it('refuses a misspelt field', () => {
    const [route] = valid.routes;
    expect(complaintsAbout({ ...valid, routes: [{ ...route, tos: ['app'] }] })).toEqual([
      'routes[0].tos: no such field; did you mean "to"? There are: name, match, to, transform, handler',
    ]);
  });

  it.each(['GitHub', 'git hub', '-x', 'a/b', ''])('refuses %j as the name of a source', (name) => {
    expect(complaintsAbout({ ...valid, sources: { [name]: { sender: 'github' } } })[0]).toBe(
      `sources${name ? `.${name}` : '.'}: a name is 1 to 64 characters: lower-case letters, digits and dashes, not first a dash`,
    );
  });

  it('refuses a configuration without sources, and a route that leads nowhere', () => {
    expect(complaintsAbout({ ...valid, sources: {} })).toEqual([
      'sources: must declare at least one source',
    ]);
    expect(complaintsAbout({ ...valid, routes: [{ name: 'all', match: {}, to: [] }] })).toEqual([
      'routes[0].to: must name at least one destination',
    ]);
  });

  it.each([
    ['http://127.0.0.1:8080/x', true],
    ['http://localhost/x', true],
    ['http://127.0.0.1.example.com/x', false],
    ['http://10.0.0.1/x', false],
    ['javascript:alert(1)', false],
    ['app.example.com', false],
  ])('takes %s as a destination: %s', (url, isTaken) => {
    const destinations = { app: { type: 'http', url, allowPrivateAddress: true } };
    expect(complaintsAbout({ ...valid, destinations })).toHaveLength(isTaken ? 0 : 1);
  });

  it('says what a destination on this machine needs, since its delivery would be refused', () => {
    const destinations = { app: { type: 'http', url: 'http://127.0.0.1:8080/x' } };
    expect(complaintsAbout({ ...valid, destinations })).toEqual([
      'destinations.app.allowPrivateAddress: must be true for a destination on this machine: private addresses are refused',
    ]);
  });

  it.each([0, 26, Number.NaN])('refuses a timeout of %s seconds', (timeoutSeconds) => {
    const destinations = { app: { ...valid.destinations.app, timeoutSeconds } };
    expect(complaintsAbout({ ...valid, destinations })[0]).toMatch(
      /^destinations\.app\.timeoutSeconds: /,
    );
  });

  it('says what a file that exports nothing has to export', () => {
    expect(() => validateConfiguration(undefined, file)).toThrow(
      'spillway.config.ts has no default export: write export default defineConfig({ … }).',
    );
  });
});

describe('loadConfiguration', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'spillway-config-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('says which file is not there', async () => {
    await expect(loadConfiguration('no/such/config.ts')).rejects.toThrow(
      'no/such/config.ts does not exist: no configuration to read.',
    );
  });

  it('names the file that can not be loaded, and why', async () => {
    const path = join(directory, 'broken.config.mjs');
    await writeFile(path, 'export default {;');
    await expect(loadConfiguration(path)).rejects.toThrow(
      /^broken\.config\.mjs could not be loaded: /,
    );
  });

  it('names the file whose content is wrong', async () => {
    const path = join(directory, 'other.config.mjs');
    await writeFile(path, 'export default { sources: {}, destinations: {}, routes: [] };');
    await expect(loadConfiguration(path)).rejects.toThrow(
      'other.config.mjs is not valid:\n  sources: must declare at least one source',
    );
  });

  it('loads TypeScript from wherever it is', async () => {
    const path = join(directory, 'mine.config.ts');
    await writeFile(
      path,
      `const config: object = ${JSON.stringify(valid)}; export default config;`,
    );
    expect(await loadConfiguration(path)).toEqual({ config: valid, file: path });
  });
});
