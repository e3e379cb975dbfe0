import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { drillsPage } from './drills-page.ts';

writeFileSync(join(import.meta.dirname, 'drills.md'), drillsPage());
