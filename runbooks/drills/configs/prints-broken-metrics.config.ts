import { defineConfig } from '../../../service/webhook/configuration.ts';

/** Code of the user's prints what looks like metrics, and can't be read as such. */
export default defineConfig({
  sources: { github: { sender: 'github' } },
  destinations: { app: { type: 'http', url: 'https://app.example.com/webhooks' } },
  routes: [
    {
      name: 'issues',
      match: { type: 'issues' },
      to: ['app'],
      transform({ type }) {
        process.stdout.write(`${JSON.stringify({ _aws: { Timestamp: 'today' }, type })}\n`);
        return { body: {} };
      },
    },
    { name: 'everything else', match: { type: [{ anythingBut: ['issues'] }] }, to: ['app'] },
  ],
});
