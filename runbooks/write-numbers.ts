import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizeStack } from '../test/factories/synthesized-stack.ts';
import { drillOf } from './drills/drill-of.ts';
import { fillInDrill } from './drills/drill-section.ts';
import { fillInNumbers } from './fill-in-numbers.ts';
import { readPageNames } from './pages/read-page-names.ts';

const { resources } = await synthesizeStack({ stage: 'prod' });
for (const name of readPageNames()) {
  const file = join(import.meta.dirname, `${name}.md`);
  const page = fillInNumbers(name, readFileSync(file, 'utf8'), resources);
  writeFileSync(file, fillInDrill(page, drillOf(name)));
}
