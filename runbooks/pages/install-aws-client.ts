import { join } from 'node:path';
import { installAwsClient } from './aws-client.ts';

/** For CI: what needs the client is left out of the tests where it is missing, and no machine of CI may lack it. */
const client = await installAwsClient(join(import.meta.dirname, '..', '..'));
if ('missing' in client) {
  process.stderr.write(`${client.missing}\n`);
  process.exitCode = 1;
}
