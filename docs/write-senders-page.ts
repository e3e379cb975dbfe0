import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sendersPage } from './senders-page.ts';

writeFileSync(join(import.meta.dirname, 'senders.md'), sendersPage());
