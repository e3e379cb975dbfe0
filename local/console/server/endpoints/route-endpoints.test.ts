import { afterAll, expect, it } from 'vitest';
import type { StageRoutes } from '../../../../client/stage/configuration.ts';
import type { RouteConfig } from '../../../../service/webhook/route-config.ts';
import { type EndpointFixture, startEndpointFixture } from '../endpoint-fixture.ts';
import { explainRoutes, type RoutedWebhook } from './explain-routes.ts';
import { type RoutePicture, readRoutes } from './read-routes.ts';

const fixture: EndpointFixture = await startEndpointFixture();
afterAll(() => fixture.stop());
fixture.cli.secrets.create('spillway/dev/sources/github', JSON.stringify({ current: 'secret' }));

const routes: readonly RouteConfig[] = [
  { name: 'pushes', match: { source: 'github', type: 'push' }, to: ['app'] },
  { name: 'rest', match: { json: { action: ['opened'] } }, to: ['app'], handler: () => undefined },
];
const stage: StageRoutes = {
  ...{ routes, sources: { github: { sender: 'github' } } },
  destinations: { app: { type: 'http', url: 'https://app.example.com' } },
};
const context = { ...fixture.context, readRoutes: async () => stage };

function ask<T>(endpoint: typeof readRoutes, query = '') {
  const asked = { params: {}, body: undefined, signal: fixture.context.signal };
  return endpoint.answer({ ...asked, query: new URLSearchParams(query) }, context) as Promise<T>;
}

it('draws the configuration: sources, what each route takes, destinations', async () => {
  const picture = await ask<RoutePicture>(readRoutes);
  expect(picture).toEqual({
    sources: [{ name: 'github', title: 'GitHub' }],
    destinations: [{ name: 'app', type: 'http' }],
    routes: [
      {
        ...{ name: 'pushes', sources: ['github'], conditions: ['type "push"'], to: ['app'] },
        ...{ hasHandler: false, hasTransform: false },
      },
      {
        ...{ name: 'rest', conditions: ['json {"action":["opened"]}'], to: ['app'] },
        ...{ hasHandler: true, hasTransform: false },
      },
    ],
  });
});

it('says of a webhook that is made up which route takes it, and why the others don’t', async () => {
  const pushed = await ask<RoutedWebhook>(explainRoutes, 'source=github&type=push&body=');
  expect(pushed.routes.map(({ why }) => why === undefined)).toEqual([true, false]);
  const body = encodeURIComponent('{"action":"opened"}');
  const opened = await ask<RoutedWebhook>(explainRoutes, `source=github&type=issues&body=${body}`);
  expect(opened.routes.map(({ why }) => why)).toEqual(["type is not 'push'", undefined]);
});

it('asks for a webhook where none is named', async () => {
  await expect(ask(explainRoutes, 'source=')).rejects.toThrow('Name a webhook');
});
