import { runApp } from './run-app.ts';
import { synthesize } from './synthesize.ts';

await runApp(() => synthesize({ onWarning: (line) => process.stderr.write(`Warning: ${line}\n`) }));
