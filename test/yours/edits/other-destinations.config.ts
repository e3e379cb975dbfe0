import { defineConfig } from '../../../service/webhook/configuration.ts';

export default defineConfig({
  sources: { zoom: { sender: 'zoom' } },
  destinations: {
    team: { type: 'slack' },
    players: { type: 'discord' },
    mail: { type: 'email', from: 'hooks@example.com', to: ['on-call@example.com'] },
    bus: { type: 'eventbridge', busName: 'meetings' },
    queue: { type: 'sqs', queueUrl: 'https://sqs.us-east-1.amazonaws.com/000000000000/meetings' },
  },
  routes: [{ name: 'meetings', match: {}, to: ['team', 'players', 'mail', 'bus', 'queue'] }],
});
