import { expect, it } from 'vitest';
import { explainRoutes, predictRoutes } from './predict-routes.ts';

const webhook = {
  ...{ deliveryId: 'd-1', source: 'github', type: 'push', receivedAt: '2026-11-26T12:00:00.000Z' },
  ...{ contentType: 'application/json', headers: {}, body: Buffer.from('{"ref":"main"}') },
};

it('names for each destination the first route that takes the webhook there', () => {
  const { routes, reasons } = predictRoutes(
    {
      routes: [
        { name: 'none', match: { type: 'ping' }, to: ['other'] },
        { name: 'first', match: { json: { ref: ['main'] } }, to: ['app', 'audit'] },
        { name: 'second one', match: {}, to: ['app'], handler: () => undefined },
      ],
    },
    webhook,
  );
  expect(Object.fromEntries(routes)).toEqual({
    app: 'first',
    audit: 'first',
    'handler:second%20one': 'second one',
  });
  expect(reasons).toEqual([]);
});

it('says of each route why it does not, where none does', () => {
  const routes = [{ name: 'pings', match: { type: 'ping' }, to: ['app'] }];
  expect(predictRoutes({ routes }, webhook)).toEqual({
    routes: new Map(),
    reasons: [{ route: 'pings', why: "type is not 'ping'" }],
  });
});

it('says of each route whether it takes it, though another one does', () => {
  const routes = [
    { name: 'pings', match: { type: 'ping' }, to: ['app'] },
    { name: 'all', match: {}, to: ['app'] },
  ];
  expect(explainRoutes({ routes }, webhook).map(({ config, why }) => [config.name, why])).toEqual([
    ['pings', "type is not 'ping'"],
    ['all', undefined],
  ]);
});
