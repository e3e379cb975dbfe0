import { defineConfig } from '../service/webhook/configuration.ts';

/** One source for each sender that Spillway knows: `npm start -- --config examples/all-senders.config.ts` */
export default defineConfig({
  sources: {
    github: { sender: 'github' },
    stripe: { sender: 'stripe' },
    slack: { sender: 'slack' },
    shopify: { sender: 'shopify' },
    'standard-webhooks': { sender: 'standard-webhooks' },
    svix: { sender: 'svix' },
    gitlab: { sender: 'gitlab' },
    bitbucket: { sender: 'bitbucket' },
    zoom: { sender: 'zoom' },
    linear: { sender: 'linear' },
    sentry: { sender: 'sentry' },
    pagerduty: { sender: 'pagerduty' },
    meta: { sender: 'meta' },
    square: { sender: 'square', publicUrl: 'https://hooks.example.com/webhooks/square' },
    hubspot: { sender: 'hubspot', publicUrl: 'https://hooks.example.com/webhooks/hubspot' },
    typeform: { sender: 'typeform' },
    zendesk: { sender: 'zendesk' },
    paddle: { sender: 'paddle' },
    dropbox: { sender: 'dropbox' },
    asana: { sender: 'asana' },
    intercom: { sender: 'intercom' },
    docusign: { sender: 'docusign' },
    calendly: { sender: 'calendly' },
    twilio: { sender: 'twilio', publicUrl: 'https://hooks.example.com/webhooks/twilio' },
    discord: { sender: 'discord' },
    x: { sender: 'x' },

    // A sender of one's own, described by the same fields as the known ones.
    acme: {
      sender: 'custom',
      custom: {
        schemes: [
          {
            method: 'hmac-sha256',
            header: 'acme-signature',
            encoding: 'hex',
            prefix: 'v1=',
            separator: ',',
            signs: ['timestamp', { text: '.' }, 'body'],
            timestamp: { from: { signatureItem: 't=' }, unit: 'seconds', toleranceSeconds: 300 },
            key: { encoding: 'text' },
          },
        ],
        deliveryId: [{ json: ['id'] }, 'body-hash'],
        eventType: [{ json: ['type'] }, { fixed: 'event' }],
      },
    },
  },
  destinations: { app: { type: 'http', url: 'https://app.example.com/webhooks' } },
  routes: [{ name: 'everything', match: {}, to: ['app'] }],
});
