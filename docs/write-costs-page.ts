import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { costsSection, publishedHeading } from './costs-section.ts';

const file = join(import.meta.dirname, 'costs.md');
const [written = ''] = readFileSync(file, 'utf8').split(publishedHeading);
writeFileSync(file, `${written.trimEnd()}\n\n${costsSection()}`);
