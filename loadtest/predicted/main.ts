import { join } from 'node:path';
import { startStack } from '../../local/boot/start-stack.ts';
import { describeEnvironment } from '../report/environment.ts';
import { measureSpike } from './measure-spike.ts';
import { writeRecord } from './record.ts';

// node loadtest/predicted/main.ts: measures the spike anew. `npm run docs` then publishes it in docs/capacity.md.
const folder = join(import.meta.dirname, '..');
const run = await measureSpike((options) =>
  startStack({
    ...options,
    configFile: join(folder, 'stack.config.ts'),
    context: { settings: join(folder, 'stack.settings.ts') },
  }),
);
writeRecord(run, describeEnvironment(), new Date());
process.stdout.write(`${run.accepted} of ${run.sent} accepted; now: npm run docs\n`);
