import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { benchmarkingPage } from './benchmarking-page.ts';

writeFileSync(join(import.meta.dirname, '../BENCHMARKING.md'), benchmarkingPage());
