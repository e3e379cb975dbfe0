import { describe, expect, it } from 'vitest';
import type { DestinationConfig } from '../../webhook/destination-config.ts';
import { standInUrls } from './stand-ins.ts';

const destinations: Readonly<Record<string, DestinationConfig>> = {
  app: { type: 'http', url: 'https://app.example.com/webhooks' },
  team: { type: 'slack' },
  orders: { type: 'sqs', queueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/new-orders' },
};

describe('the stand-ins of destinations', () => {
  it('have a URL for each destination, from two that do not grow with the configuration', () => {
    const standIns = { url: 'http://127.0.0.1:1', queuesUrl: 'http://127.0.0.1:2/000000000000' };
    expect(standInUrls(destinations, standIns)).toEqual({
      app: 'http://127.0.0.1:1/app',
      team: 'http://127.0.0.1:1/team',
      orders: 'http://127.0.0.1:2/000000000000/new-orders',
    });
  });

  it('are nowhere on AWS', () => {
    expect(standInUrls(destinations, { url: undefined, queuesUrl: undefined })).toEqual({});
  });
});
