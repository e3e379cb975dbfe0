import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { capacitySection, predictedHeading } from './capacity-section.ts';

const file = join(import.meta.dirname, 'capacity.md');
const [written = ''] = readFileSync(file, 'utf8').split(predictedHeading);
writeFileSync(file, written + capacitySection());
