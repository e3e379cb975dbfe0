import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { alarmsPage } from './alarms-page.ts';

writeFileSync(join(import.meta.dirname, 'alarms.md'), alarmsPage());
