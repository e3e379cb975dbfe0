import { join, relative } from 'node:path';
import { describeSources } from '../plan/describe-sources.ts';
import { buildWorker } from './build-worker.ts';

const folder = join(import.meta.dirname, '../../.spillway/loadtest-worker');
await buildWorker(folder, await describeSources());
process.stdout.write(
  `${relative(process.cwd(), folder)} has all that a worker on AWS Lambda needs: docs/load-tests.md\n`,
);
