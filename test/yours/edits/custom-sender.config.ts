import { defineConfig } from '../../../service/webhook/configuration.ts';

export default defineConfig({
  sources: {
    printer: {
      sender: 'custom',
      custom: {
        schemes: [
          {
            method: 'hmac-sha256',
            header: 'x-printer-signature',
            encoding: 'base64',
            signs: ['body'],
            key: { encoding: 'text' },
          },
        ],
        deliveryId: [{ header: 'x-printer-id' }, 'body-hash'],
        eventType: [{ json: ['event'] }, { fixed: 'printed' }],
      },
    },
  },
  destinations: { desk: { type: 'http', url: 'https://desk.example.com/prints' } },
  routes: [{ name: 'prints', match: { source: 'printer' }, to: ['desk'] }],
});
