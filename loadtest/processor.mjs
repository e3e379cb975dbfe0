// Artillery's entry: plain .mjs, because Artillery bundles a .ts processor to CommonJS, which a package of
// type "module" can't load. Node runs the imported .ts files as they are.
import { createHooks } from './hooks.ts';
import { openLedger } from './ledger.ts';
import { markRun, stageToMark } from './mark-run.ts';
import { readExamplePayloads } from './payloads.ts';
import { prepareEnvironment } from './prepare-environment.ts';
import { resolveTarget } from './target.ts';

const { SPILLWAY_LEDGER: ledgerPath } = process.env;

/** In Artillery's main process, once, before its workers start. */
export function prepareRun(context, _events, done) {
  try {
    prepareEnvironment(process.env, targetOf(context));
    mark(context);
    done();
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

export const { signRequest, recordAnswer, recordFailure } = createHooks({
  payloads: readExamplePayloads(),
  resolveTarget: targetOf,
  ledger: ledgerPath ? openLedger(ledgerPath) : undefined,
});

function targetOf(context) {
  return resolveTarget({ environment: context.vars.$environment, env: process.env });
}

/** Not waited for: the load begins when it is due. */
function mark(context) {
  const stage = stageToMark({ environment: context.vars.$environment, env: process.env });
  if (stage === undefined) return;
  const text = 'A load test with Artillery begins.';
  void markRun(stage, text, (line) => process.stderr.write(`${line}\n`));
}
