import { PermanentError } from '../service/errors.ts';
import { defineConfig } from '../service/webhook/configuration.ts';
import { poisonField } from './poison.ts';

/**
 * What a load test of the embedded stack loads: senders with each kind of signature, and one destination that gets all
 * of it unchanged, so that each webhook must arrive there with the body that was sent. What is marked as poison is
 * refused for good.
 */
export default defineConfig({
  sources: {
    github: { sender: 'github' },
    stripe: { sender: 'stripe' },
    slack: { sender: 'slack' },
    shopify: { sender: 'shopify' },
    standard: { sender: 'standard-webhooks' },
    zoom: { sender: 'zoom' },
  },
  destinations: { app: { type: 'http', url: 'https://app.example.com/webhooks' } },
  routes: [
    {
      name: 'poison',
      match: { json: { spillwayLoadTest: [poisonField.spillwayLoadTest] } },
      to: ['app'],
      transform: () => {
        throw new PermanentError('A load test sent poison');
      },
    },
    { name: 'everything', match: {}, to: ['app'] },
  ],
});
