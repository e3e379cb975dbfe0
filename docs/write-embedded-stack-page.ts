import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { embeddedStackLists, listsHeading } from './embedded-stack-lists.ts';

const file = join(import.meta.dirname, 'embedded-stack.md');
const [written = ''] = readFileSync(file, 'utf8').split(listsHeading);
writeFileSync(file, written + embeddedStackLists());
