import { defineConfig } from '../../../service/webhook/configuration.ts';

export default defineConfig({
  sources: { github: { sender: 'github' } },
  destinations: { app: { type: 'http', url: 'https://app.example.com/webhooks' } },
  routes: [
    { name: 'everything', match: {}, to: ['app'] },
    {
      name: 'own code',
      match: { type: 'push' },
      handler: ({ deliveryId }, signal) => {
        signal.throwIfAborted();
        process.stdout.write(`handled ${deliveryId}\n`);
      },
    },
  ],
});
