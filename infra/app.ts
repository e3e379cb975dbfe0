import { runApp } from './run-app.ts';
import { synthesize } from './synthesize.ts';

const print = (line: string) => process.stderr.write(`${line}\n`);

await runApp(() =>
  synthesize({ onWarning: (line) => print(`Warning: ${line}`), onNote: (line) => print(line) }),
);
